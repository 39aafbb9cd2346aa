// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Who speaks for an organisation or a country, or was invited to a record, and how they bring others in.
#include <algorithm>

#include "http/form.hpp"
#include "pages/account_views.hpp"
#include "pages/claim_pages.hpp"
#include "pages/format.hpp"
#include "pages/handed_link.hpp"
#include "pages/in_language.hpp"
#include "pages/place_views.hpp"
#include "pages/visitor.hpp"
#include "registry/colleagues.hpp"

namespace entente::pages {

namespace {

/// The roles that are held in a place.
std::vector<access::Role> roles_in(access::Reach reach) {
  std::vector<access::Role> roles;
  for (const auto role : access::kRoles)
    if (access::reach_of(role) == reach) roles.push_back(role);
  return roles;
}

bool may_withdraw(const access::Actor& actor, const access::Grant& grant) {
  return access::may(actor, access::appointing(grant.role),
                     {.place = grant.of, .sight = access::Sight::confidential});
}

/// The place that an address names; a record by the collection it stands in.
std::optional<AskedPlace> place_asked_for(const Context& context, const http::Request& request,
                                          std::string_view language, const http::Captures& captures) {
  constexpr std::string_view kRecords = "/partnerships/";
  if (request.path.find(kRecords) == std::string::npos) return asked_place(context, captures, language);
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id || !context.reg.partnership(*id)) return std::nullopt;
  return place_of(context, {access::Role::invited_party, id->str()}, language);
}

/// Where the page of a place stands.
std::string people_path(const AskedPlace& place) {
  return place.path + (place.reach == access::Reach::record ? "/invitations" : "/people");
}

View person_rows(const registry::Colleagues& all, const access::Actor& actor,
                 const base::Messages& messages) {
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
    row["may_withdraw"] = View(!self && may_withdraw(actor, person.grant));
    rows.push_back(std::move(row));
  }
  return rows;
}

View offer_rows(const Context& context, const registry::Colleagues& all, const access::Actor& actor,
                const base::Messages& messages) {
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
    row["may_withdraw"] = View(context.delegation->may_offer(actor, {*role, offer.of}));
    rows.push_back(std::move(row));
  }
  return rows;
}

http::Response people_shown(const Context& context, const http::Request& request, std::string_view language,
                            const AskedPlace& place, const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const bool record = place.reach == access::Reach::record;
  const auto all = record ? context.delegation->invited(actor, base::Uuid::parse(place.of).value())
                          : context.delegation->colleagues(actor, roles_in(place.reach), place.of);
  auto frame = private_frame(
      language, messages.get(record ? "invitations.title" : "people.title", {{"name", place.name}}),
      people_path(place));
  View view;
  view["heading"] = View(frame.title);
  view["place"] = View(href(language, place.path));
  view["name"] = View(place.name);
  view["action"] = View(href(language, frame.path));
  view["leave"] = View(href(language, "/account/roles"));
  view["key"] = View(key_of_forms(context, request));
  view["people"] = person_rows(all, actor, messages);
  view["some"] = View(!all.people.empty());
  view["vacant"] = all.vacant_since
                       ? View(messages.get("claim.vacant", {{"time", messages.moment(*all.vacant_since)}}))
                       : View(false);
  view["record"] = View(record);
  view["offers"] = offer_rows(context, all, actor, messages);
  view["some_offers"] = View(view["offers"].is_non_empty_list());
  auto roles = list_view();
  for (const auto role : roles_in(place.reach)) {
    if (!context.delegation->may_offer(actor, {role, place.of})) continue;
    View one;
    one["role"] = View(access::name_of(role));
    one["label"] = View(messages.get(role_key(role)));
    roles.push_back(std::move(one));
  }
  view["bring_note"] =
      View(messages.get(context.accounts.mails() ? "people.bring_mailed" : "people.bring_note"));
  view["may_offer"] = View(roles.is_non_empty_list());
  view["roles"] = std::move(roles);
  view["languages"] = language_options(context, language);
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) frame.status = 422;
  return page(context, request, frame, "people", view);
}

http::Response people_page(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto place = place_asked_for(context, request, language, captures);
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
  if (!registry::is_address(address))
    return people_shown(context, request, language, place, messages.get("person.address.fault"));
  if (!registry::is_person_name(name))
    return people_shown(context, request, language, place, messages.get("person.name.fault"));
  const auto secret =
      context.delegation->offer(visitor_of(context, request).actor, address, name, wanted, {*role, place.of});
  return handed_link_page(context, request, language,
                          {.path = secret.empty() ? std::string() : href(wanted, "/offer/" + secret),
                           .address = std::string(address),
                           .name = std::string(name),
                           .back = people_path(place),
                           .back_key = "people.back"});
}

http::Response people_sent(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto place = place_asked_for(context, request, language, captures);
  if (!place) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  const auto wish = http::value_of(*fields, "do");
  if (wish == "offer") return offer_sent(context, request, language, *place, *fields);
  const auto id = base::Uuid::parse(http::value_of(*fields, wish == "withdraw" ? "account" : "offer"));
  if (wish == "withdraw" && id) {
    // Whoever leaves is told what that means first.
    if (actor.account == id) return see(language, "/account/roles");
    const auto grant = access::read_grant(http::value_of(*fields, "grant"));
    if (grant.of != place->of) return error_page(context, request, language, 400);
    context.accounts.withdraw(actor, *id, grant);
  } else if (wish == "withdraw_offer" && id) {
    context.delegation->withdraw_offer(actor, place->of, *id);
  } else {
    return error_page(context, request, language, 400);
  }
  return see(language, people_path(*place));
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
      {"GET", "/{lang}/partnerships/{id}/invitations", "Who was invited to a record, and a form to invite.",
       in_language(context, people_page)},
      {"POST", "/{lang}/partnerships/{id}/invitations", "Invites a party, or withdraws that.",
       in_language(context, people_sent)},
  };
}

}  // namespace entente::pages
