// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Who speaks for an organisation or a country, and how a program brings their colleagues in.
#include "registry/colleagues.hpp"

#include <algorithm>

#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/offer_json.hpp"
#include "api/sent.hpp"
#include "api/told.hpp"
#include "base/error.hpp"

namespace entente::api {

namespace {

/// The place that an address names: an organisation by its id, or a country by its code.
struct NamedPlace {
  std::string of;
  std::vector<access::Role> roles;  ///< that are held there
};

NamedPlace named_place(const http::Captures& captures) {
  if (captures["code"].empty())
    return {captured_id(captures).str(), {access::Role::representative, access::Role::contributor}};
  return {std::string(captures["code"]), {access::Role::focal_point}};
}

http::Response colleagues(const Context& context, const http::Request& request,
                          const http::Captures& captures) {
  const auto place = named_place(captures);
  return own_json(request, colleagues_json(context.delegation->colleagues(
                               bearer_of(context.accounts, request).actor, place.roles, place.of)));
}

http::Response bring_in(const Context& context, const http::Request& request,
                        const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto place = named_place(captures);
  const auto sent = sent_object(request);
  require_members(sent, {"address", "name", "language", "role"});
  const auto offer = sent_offer(sent);
  const auto role = access::role_of(sent_string(sent, "role"));
  if (!role || std::ranges::find(place.roles, *role) == place.roles.end())
    throw base::BadInput("role", "is none that is held there",
                         "Say representative or contributor of an organisation, focal point of a country.");
  constexpr auto kWay = registry::OfferWay::link;
  const auto made =
      context.delegation->offer(actor, offer.address, offer.name, offer.language, {*role, place.of}, kWay);
  return own_json(request, offer_json(context, offer, made, kWay));
}

http::Response take_back_offer(const Context& context, const http::Request& request,
                               const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto place = named_place(captures);
  const auto shown = [&] { return context.delegation->colleagues(actor, place.roles, place.of); };
  shown();  // a token that may not see the answer takes nothing back
  const auto done = context.delegation->withdraw_offer(actor, place.of, captured_id(captures, "offer"));
  auto body = colleagues_json(shown());
  body.emplace("done", done_json(done.event_seq, done.repeated));
  return own_json(request, body);
}

}  // namespace

std::vector<http::Route> colleague_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"GET", "/api/v1/account/organisations/{id}/people", "Who holds a role in an organisation",
       by(colleagues)},
      {"POST", "/api/v1/account/organisations/{id}/people", "Offers somebody a role there", by(bring_in)},
      {"DELETE", "/api/v1/account/organisations/{id}/people/{offer}", "Takes an offer back that waits",
       by(take_back_offer)},
      {"GET", "/api/v1/account/countries/{code}/people", "Who speaks for a country", by(colleagues)},
      {"POST", "/api/v1/account/countries/{code}/people", "Offers somebody that role", by(bring_in)},
      {"DELETE", "/api/v1/account/countries/{code}/people/{offer}", "Takes an offer back that waits",
       by(take_back_offer)},
  };
}

}  // namespace entente::api
