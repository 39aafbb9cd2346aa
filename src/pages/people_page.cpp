// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Who speaks for an organisation or a country, or was asked to answer for a part, and how they bring others
// in.
#include <algorithm>

#include "http/form.hpp"
#include "pages/account_views.hpp"
#include "pages/claim_pages.hpp"
#include "pages/format.hpp"
#include "pages/handed_link.hpp"
#include "pages/in_language.hpp"
#include "pages/place_views.hpp"
#include "pages/visitor.hpp"
#include "registry/part_invitations.hpp"

namespace entente::pages {

namespace {

/// The roles that are held in a place.
std::vector<access::Role> roles_in(access::Reach reach) {
  std::vector<access::Role> roles;
  for (const auto role : access::kRoles)
    if (access::reach_of(role) == reach) roles.push_back(role);
  return roles;
}

std::string list_of_invitations(std::string_view partnership) {
  return "/partnerships/" + std::string(partnership) + "/invitations";
}

bool may_withdraw(const access::Actor& actor, const access::Grant& grant) {
  return access::may(actor, access::appointing(grant.role),
                     {.place = grant.of, .sight = access::Sight::confidential});
}

/// The place that an address names; a party's part by the partnership it stands in.
std::optional<AskedPlace> place_asked_for(const Context& context, std::string_view language,
                                          const http::Captures& captures) {
  const auto part = captures["part"];
  if (part.empty()) return asked_place(context, captures, language);
  const auto id = base::Uuid::parse(part);
  if (!id) return std::nullopt;
  auto place = place_of(context, {access::Role::invited_party, id->str()}, language);
  const auto list = list_of_invitations(captures["id"]);
  if (place.people != list + "/" + id->str()) return std::nullopt;
  place.path = list;
  return place;
}

/// `party`: whose part they answer for, where they do.
View person_rows(const registry::Colleagues& all, const access::Actor& actor,
                 const std::optional<base::Uuid>& party, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& person : all.people) {
    const bool self = actor.account == person.account;
    View row;
    row["name"] = View(person.name);
    row["address"] = text_or_nothing(person.address);
    row["role"] = View(messages.get(role_key(person.grant.role)));
    row["invited"] = View(person.invited);
    row["self"] = View(self);
    row["account"] = View(person.account.str());
    row["grant"] = View(access::text_of(person.grant));
    row["may_withdraw"] = View(!self && (party ? registry::may_take_back(actor, *party, person.giver)
                                               : may_withdraw(actor, person.grant)));
    rows.push_back(std::move(row));
  }
  return rows;
}

View offer_rows(const Context& context, const registry::Colleagues& all, const access::Actor& actor,
                const std::optional<base::Uuid>& party, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& offer : all.offers) {
    const auto role = access::role_of(offer.role);
    if (!role) continue;
    View row;
    row["id"] = View(offer.id.str());
    row["name"] = View(offer.name);
    row["address"] = View(offer.address);
    row["role"] = View(messages.get(role_key(*role)));
    row["until"] = View(messages.moment(offer.expires));
    row["may_withdraw"] = View(party ? registry::may_take_back(actor, *party, offer.giver)
                                     : context.delegation->may_offer(actor, {*role, offer.of}));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// What was typed into the form that offers a role, and what is wrong with it.
struct TypedOffer {
  std::string address = {}, name = {}, language = {}, role = {};
  bool code = false;
  std::string fault = {};  ///< in words
  int status = 422;        ///< where there is a fault
};

http::Response people_shown(const Context& context, const http::Request& request, std::string_view language,
                            const AskedPlace& place, const TypedOffer& typed) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const bool record = place.reach == access::Reach::record;
  registry::Colleagues all;
  std::optional<base::Uuid> party;
  if (record) {
    auto part = registry::invited_part(context.reg, actor, base::Uuid::parse(place.of).value());
    party = part.party.organisation.id;
    all = std::move(part.asked);
  } else {
    all = context.delegation->colleagues(actor, roles_in(place.reach), place.of);
  }
  auto frame = private_frame(
      language, messages.get(record ? "invitations.title" : "people.title", {{"name", place.name}}),
      place.people);
  View view;
  view["heading"] = View(frame.title);
  view["place"] = View(href(language, place.path));
  view["name"] = View(place.name);
  view["action"] = View(href(language, frame.path));
  view["leave"] = View(href(language, "/account/roles"));
  view["key"] = View(key_of_forms(context, request));
  view["id"] = View(base::Uuid::v7(context.reg.clock().now()).str());
  view["people"] = person_rows(all, actor, party, messages);
  view["some"] = View(!all.people.empty());
  view["vacant"] = all.vacant_since
                       ? View(messages.get("claim.vacant", {{"time", messages.moment(*all.vacant_since)}}))
                       : View(false);
  view["record"] = View(record);
  view["offers"] = offer_rows(context, all, actor, party, messages);
  view["some_offers"] = View(view["offers"].is_non_empty_list());
  auto roles = list_view();
  for (const auto role : roles_in(place.reach)) {
    if (!context.delegation->may_offer(actor, {role, place.of})) continue;
    View one;
    one["role"] = View(access::name_of(role));
    one["label"] = View(messages.get(role_key(role)));
    one["chosen"] = View(access::name_of(role) == typed.role);
    roles.push_back(std::move(one));
  }
  view["bring_note"] = View(messages.get(record                     ? "invitations.invite_note"
                                         : context.accounts.mails() ? "people.bring_mailed"
                                                                    : "people.bring_note"));
  view["mails"] = View(context.accounts.mails());
  view["may_offer"] = View(roles.is_non_empty_list());
  view["roles"] = std::move(roles);
  view["languages"] = language_options(context, typed.language.empty() ? language : typed.language);
  view["typed_address"] = View(typed.address);
  view["typed_name"] = View(typed.name);
  view["by_code"] = View(typed.code);
  view["fault"] = text_or_nothing(typed.fault);
  if (!typed.fault.empty()) frame.status = typed.status;
  return page(context, request, frame, "people", view);
}

http::Response people_page(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto place = place_asked_for(context, language, captures);
  if (!place) return error_page(context, request, language, 404);
  return people_shown(context, request, language, *place, {});
}

/// Makes an offer, and shows its link once, or that it is on its way.
http::Response offer_sent(const Context& context, const http::Request& request, std::string_view language,
                          const AskedPlace& place, const http::Parameters& fields) {
  const auto& messages = base::Messages::in(language);
  const auto address = http::value_of(fields, "address"), name = http::value_of(fields, "name");
  const auto wanted = http::value_of(fields, "language");
  const auto role = access::role_of(http::value_of(fields, "role"));
  if (!role || access::reach_of(*role) != place.reach) return error_page(context, request, language, 400);
  const bool code = place.reach == access::Reach::record && http::value_of(fields, "way") == "code";
  TypedOffer typed{std::string(address), std::string(name), std::string(wanted),
                   std::string(access::name_of(*role)), code};
  if (!registry::is_address(address))
    typed.fault = messages.get("person.address.fault");
  else if (!registry::is_person_name(name))
    typed.fault = messages.get("person.name.fault");
  if (!typed.fault.empty()) return people_shown(context, request, language, place, typed);
  std::string secret;
  try {
    secret = context.delegation
                 ->offer(visitor_of(context, request).actor, address, name, wanted, {*role, place.of},
                         code ? registry::OfferWay::code : registry::OfferWay::link,
                         base::Uuid::parse(http::value_of(fields, "id")))
                 .secret;
  } catch (const registry::TooManyOffers&) {  // what was typed is not lost
    typed.fault = messages.get("people.fault.many");
    typed.status = 409;
    return people_shown(context, request, language, place, typed);
  }
  if (place.reach == access::Reach::record) context.reg.follow();  // the record says that it was asked
  return handed_link_page(context, request, language,
                          {.path = secret.empty() ? std::string()
                                   : code         ? href(wanted, "/code")
                                                  : href(wanted, "/offer/" + secret),
                           .code = code ? secret : std::string(),
                           .address = std::string(address),
                           .name = std::string(name),
                           .back = place.people,
                           .back_key = "people.back"});
}

http::Response people_sent(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto place = place_asked_for(context, language, captures);
  if (!place) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  // Whoever may not even see who was asked is told so, whatever the form says.
  if (place->reach == access::Reach::record)
    registry::invited_part(context.reg, actor, base::Uuid::parse(place->of).value());
  const auto wish = http::value_of(*fields, "do");
  if (wish == "offer") return offer_sent(context, request, language, *place, *fields);
  const auto id = base::Uuid::parse(http::value_of(*fields, wish == "withdraw" ? "account" : "offer"));
  if (wish == "withdraw" && id) {
    // Whoever leaves is told what that means first.
    if (actor.account == id) return see(language, "/account/roles");
    const auto grant = access::read_grant(http::value_of(*fields, "grant"));
    if (grant.of != place->of) return error_page(context, request, language, 400);
    if (place->reach == access::Reach::record)
      context.delegation->uninvite(actor, *id, grant);
    else
      context.accounts.withdraw(actor, *id, grant);
  } else if (wish == "withdraw_offer" && id) {
    context.delegation->withdraw_offer(actor, place->of, *id);
  } else {
    return error_page(context, request, language, 400);
  }
  if (place->reach == access::Reach::record) context.reg.follow();
  return see(language, place->people);
}

http::Response part_people_page(const Context& context, const http::Request& request,
                                std::string_view language, const http::Captures& captures) {
  return or_to_second_factor(context, request,
                             [&] { return people_page(context, request, language, captures); });
}

http::Response part_people_sent(const Context& context, const http::Request& request,
                                std::string_view language, const http::Captures& captures) {
  return or_to_second_factor(context, request,
                             [&] { return people_sent(context, request, language, captures); });
}

}  // namespace

std::vector<http::Route> people_routes(const Context& context) {
  return {
      {"GET", "/{lang}/organisations/{id}/people", "Who holds a role in an organisation.",
       in_language(context, people_page)},
      {"POST", "/{lang}/organisations/{id}/people", "Offers a role there, or withdraws one.",
       in_language(context, people_sent)},
      {"GET", "/{lang}/countries/{code}/people", "Who speaks for a country.",
       in_language(context, people_page)},
      {"POST", "/{lang}/countries/{code}/people", "Offers that role, or withdraws it.",
       in_language(context, people_sent)},
      {"GET", "/{lang}/partnerships/{id}/invitations/{part}",
       "Who was asked to answer for a party's part, and a form to ask.",
       in_language(context, part_people_page)},
      {"POST", "/{lang}/partnerships/{id}/invitations/{part}",
       "Asks somebody by a link or a code, or takes that back.", in_language(context, part_people_sent)},
  };
}

}  // namespace entente::pages
