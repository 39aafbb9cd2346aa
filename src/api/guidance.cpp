// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Guidance of governments, which organisations acknowledge.
#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"
#include "registry/desk.hpp"

namespace entente::api {

namespace {

http::Response guidance_due(const Context& context, const http::Request& request, const http::Captures&) {
  boost::json::array rows;
  for (const auto& due : registry::Desk(context.reg).due(bearer_of(context.accounts, request).actor)) {
    auto one = held_json(due.guidance);
    one.emplace("organisation", due.organisation.str());
    one.emplace("acknowledged", due.acknowledged);
    rows.push_back(std::move(one));
  }
  return own_json(request, boost::json::object{{"results", std::move(rows)}});
}

http::Response acknowledge_guidance(const Context& context, const http::Request& request,
                                    const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"organisation", "version"});
  const auto id = captured_id(captures);
  const auto organisation = sent_id(sent, "organisation");
  if (!organisation)
    throw base::BadInput("organisation", "is not there", "Send the id of the one that has read it.");
  const auto version = sent_version(sent);
  const auto done = registry::Desk(context.reg).acknowledge(actor, id, version, *organisation);
  return own_json(request, boost::json::object{{"guidance", id.str()},
                                               {"organisation", organisation->str()},
                                               {"version", version},
                                               {"done", done_json(done.event_seq, done.repeated)}});
}

}  // namespace

std::vector<http::Route> guidance_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"GET", "/api/v1/account/guidance", "What one's organisations have still to acknowledge",
       by(guidance_due)},
      {"POST", "/api/v1/account/guidance/{id}/acknowledgement",
       "Says for one of them that it has read a version of a guidance", by(acknowledge_guidance)},
  };
}

}  // namespace entente::api
