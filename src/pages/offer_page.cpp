// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/account_views.hpp"
#include "pages/claim_pages.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/part_views.hpp"
#include "pages/password_fields.hpp"
#include "pages/place_views.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "pages/way_back.hpp"
#include "registry/colleagues.hpp"

namespace entente::pages {

namespace {

http::Response offer_spent(const Context& context, const http::Request& request, std::string_view language) {
  const auto& messages = base::Messages::in(language);
  auto frame = private_frame(language, messages.get("link.spent.title"), "/sign-in");
  frame.status = 404;
  View view;
  view["sign_in"] = View(href(language, "/sign-in"));
  return page(context, request, frame, "link_spent", view);
}

/// What whoever opens the link can do.
enum class OfferDoor {
  take,     ///< signed in with the account it is for
  another,  ///< signed in with another
  open      ///< not signed in: signs in, or opens an account
};

/// Whoever is not signed in sees both ways in: whether the address has an account is not for whoever holds
/// the link to read off.
OfferDoor door_of(const registry::OfferView& offer, const registry::Visitor& visitor) {
  if (visitor.actor.account)
    return visitor.account->address == offer.address ? OfferDoor::take : OfferDoor::another;
  return OfferDoor::open;
}

/// What whoever was invited answers for, for them to see before they do anything.
void set_offered_part(View& view, const Context& context, const access::Grant& grant,
                      const base::Messages& messages) {
  view["part"] = View(false);
  const auto id = base::Uuid::parse(grant.of);
  if (grant.role != access::Role::invited_party || !id) return;
  const auto own = registry::Confirming(context.reg).published_part(*id);
  if (!own) return;
  View part;
  const auto name = context.reg.organisation_name(own->part.value.organisation);
  part["organisation"] = name ? text_view(*name, messages.language()) : View(false);
  part["partnership"] = text_view(own->partnership, messages.language());
  part["href"] = View(partnership_href(messages.language(), own->part.value.partnership));
  part["facts"] = part_facts(*own, messages);
  set_word(part, *own, messages);
  view["part"] = std::move(part);
}

/// Where somebody goes on who has taken it.
std::string path_behind(const registry::OfferView& offer) {
  return offer.grant.role == access::Role::invited_party ? "/account/parts/" + offer.grant.of
                                                         : std::string("/account/roles");
}

http::Response offer_shown(const Context& context, const http::Request& request, std::string_view language,
                           const registry::OfferView& offer, std::string_view secret, const std::string& name,
                           const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  const auto door = door_of(offer, visitor_of(context, request));
  auto frame = private_frame(language, messages.get("offer.title"), "/offer/" + std::string(secret));
  View view;
  const auto role = named_role(context, offer.grant, messages);
  view["heading"] = View(frame.title);
  view["lede"] =
      View(offer.giver.empty()
               ? messages.get("offer.lede_register", {{"name", offer.name}, {"role", role}})
               : messages.get("offer.lede", {{"name", offer.name}, {"role", role}, {"giver", offer.giver}}));
  view["meaning"] = View(messages.get(role_key(offer.grant.role) + ".meaning"));
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  set_offered_part(view, context, offer.grant, messages);
  view["take"] = View(door == OfferDoor::take);
  // A code that was handed over does not prove an address, where a mailed link would.
  const bool opens_none = offer.by_code && context.accounts.mails();
  view["make"] = View(door == OfferDoor::open && !opens_none);
  view["another"] = door == OfferDoor::another
                        ? View(messages.get("offer.another", {{"address", offer.address}}))
                        : View(false);
  view["sign_in_first"] = door == OfferDoor::open
                              ? View(messages.get(opens_none ? "offer.code_sign_in" : "offer.sign_in",
                                                  {{"address", offer.address}}))
                              : View(false);
  view["sign_in"] = View(href(language, with_way_back("/sign-in", href(language, frame.path))));
  view["out"] = View(href(language, "/sign-out"));
  view["address"] = View(offer.address);
  view["name"] = View(name);
  view["languages"] = language_options(context, offer.language);
  view["hint"] = View(password_hint(messages));
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) {
    frame.title = fault + " – " + frame.title;
    frame.status = 422;
  }
  return page(context, request, frame, "offer", view);
}

http::Response offer_page(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures& captures) {
  const auto offer = opened_offer(context, request, language, captures["secret"]);
  if (!offer) return offer_spent(context, request, language);
  return offer_shown(context, request, language, *offer, captures["secret"], offer->name, {});
}

http::Response made_by_offer(const Context& context, const http::Request& request, std::string_view language,
                             const registry::OfferView& offer, std::string_view secret,
                             const http::Parameters& fields) {
  const auto& messages = base::Messages::in(language);
  const registry::NewPerson person{.address = {},
                                   .name = std::string(http::value_of(fields, "name")),
                                   .language = std::string(http::value_of(fields, "language")),
                                   .password = std::string(http::value_of(fields, "password"))};
  if (!registry::is_person_name(person.name))
    return offer_shown(context, request, language, offer, secret, person.name,
                       messages.get("person.name.fault"));
  registry::PasswordSet done;
  try {
    done = context.delegation->take(secret, person, origin_of_client(request));
  } catch (const base::Conflict&) {
    return offer_shown(context, request, language, offer, secret, person.name,
                       messages.get("offer.not_made", {{"address", offer.address}}));
  }
  if (done.fault)
    return offer_shown(context, request, language, offer, secret, person.name,
                       words_of(*done.fault, messages));
  auto response = see(language, path_behind(offer));
  keep_session(response, context, done.sign_in.secret);
  return response;
}

http::Response offer_answered(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto secret = captures["secret"];
  const auto offer = opened_offer(context, request, language, secret);
  if (!offer) return offer_spent(context, request, language);
  const auto visitor = visitor_of(context, request);
  const auto wish = http::value_of(*fields, "do");
  if (wish == "decline") {
    context.delegation->decline(secret);
    View view;
    view["text"] = View(base::Messages::in(language).get("offer.declined"));
    return page(context, request,
                private_frame(language, base::Messages::in(language).get("offer.declined_title"), ""),
                "offer_declined", view);
  }
  if (wish != "take") return error_page(context, request, language, 400);
  switch (door_of(*offer, visitor)) {
    case OfferDoor::take:
      context.delegation->take(visitor, secret);
      return see(language, path_behind(*offer));
    case OfferDoor::open:
      return made_by_offer(context, request, language, *offer, secret, *fields);
    case OfferDoor::another:
      break;
  }
  return error_page(context, request, language, 403);
}

}  // namespace

std::vector<http::Route> offer_routes(const Context& context) {
  return {
      {"GET", "/{lang}/offer/{secret}", "What role somebody offers by this link.",
       in_language(context, offer_page)},
      {"POST", "/{lang}/offer/{secret}",
       "Takes it, with an account made for it where there is none, or declines.",
       in_language(context, offer_answered)},
  };
}

}  // namespace entente::pages
