// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Whoever is asked to answer for a party's part, for a program of those who may ask.
#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/offer_json.hpp"
#include "api/sent.hpp"
#include "api/told.hpp"
#include "base/error.hpp"
#include "registry/part_invitations.hpp"

namespace entente::api {

namespace {

constexpr std::int64_t kMostInvitedAPage = 100, kUsualInvitedAPage = 20;

boost::json::object invited_json(const registry::InvitedPart& invited) {
  const auto& party = invited.party;
  auto body = colleagues_json(invited.asked);
  body.emplace("part", party.part.id.str());
  body.emplace("organisation", party.organisation.id.str());
  body.emplace("organisation_name", text_json(party.organisation.name));
  body.emplace("role", party.part.value.role);
  body.emplace("state", party.state);
  body.emplace("representatives", invited.representatives);
  return body;
}

/// A part of the partnership that the address names.
registry::InvitedPart asked_part(const Context& context, const access::Actor& actor,
                                 const http::Captures& captures) {
  const auto partnership = captured_id(captures), part = captured_id(captures, "part");
  auto invited = registry::invited_part(context.reg, actor, part);
  if (invited.party.part.value.partnership != partnership)
    throw base::NotFound("part " + part.str(), "is none of partnership " + partnership.str());
  return invited;
}

access::Grant answering_for(const http::Captures& captures) {
  return {access::Role::invited_party, captured_id(captures, "part").str()};
}

http::Response invitations(const Context& context, const http::Request& request,
                           const http::Captures& captures) {
  const auto limit = number(request, "limit", 1, kMostInvitedAPage, kUsualInvitedAPage);
  const auto offset = read_cursor(request);
  if (!limit || !offset)
    return error(request, 400, "limit or cursor cannot be read.",
                 "limit is 1 to 100; cursor is what the page before gave as next.");
  const auto found =
      registry::invited_parts(context.reg, bearer_of(context.accounts, request).actor, captured_id(captures),
                              *offset, static_cast<std::size_t>(*limit));
  boost::json::array rows;
  for (const auto& each : found.rows) rows.push_back(invited_json(each));
  return own_json(request,
                  boost::json::object{{"total", found.total},
                                      {"next", write_cursor(*offset, found.rows.size(), found.total)},
                                      {"results", std::move(rows)}});
}

http::Response invited_to(const Context& context, const http::Request& request,
                          const http::Captures& captures) {
  return own_json(request,
                  invited_json(asked_part(context, bearer_of(context.accounts, request).actor, captures)));
}

registry::OfferWay sent_way(const boost::json::object& sent) {
  const auto way = sent.contains("way") ? sent_string(sent, "way") : "link";
  if (way != "link" && way != "code") throw base::BadInput("way", "is none", "Say link or code.");
  return way == "code" ? registry::OfferWay::code : registry::OfferWay::link;
}

http::Response invite(const Context& context, const http::Request& request, const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  registry::invited_part(context.reg, actor,
                         captured_id(captures, "part"));  // else whoever may not learns why
  const auto sent = sent_object(request);
  require_members(sent, {"address", "name", "language", "way"});
  const auto offer = sent_offer(sent);
  const auto way = sent_way(sent);
  asked_part(context, actor, captures);
  const auto made = context.delegation->offer(actor, offer.address, offer.name, offer.language,
                                              answering_for(captures), way);
  context.reg.follow();  // the record says that it was asked
  return own_json(request, offer_json(context, offer, made, way));
}

http::Response take_back_invitation(const Context& context, const http::Request& request,
                                    const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  asked_part(context, actor, captures);
  const auto done =
      context.delegation->withdraw_offer(actor, answering_for(captures).of, captured_id(captures, "offer"));
  context.reg.follow();
  auto body = invited_json(asked_part(context, actor, captures));
  body.emplace("done", done_json(done.event_seq, done.repeated));
  return own_json(request, body);
}

}  // namespace

std::vector<http::Route> invitation_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"GET", "/api/v1/account/partnerships/{id}/invitations",
       "The parties of a partnership, and who was asked to answer for each", by(invitations)},
      {"GET", "/api/v1/account/partnerships/{id}/invitations/{part}", "One of them", by(invited_to)},
      {"POST", "/api/v1/account/partnerships/{id}/invitations/{part}",
       "Asks somebody to answer for it, by a link or a code", by(invite)},
      {"DELETE", "/api/v1/account/partnerships/{id}/invitations/{part}/{offer}",
       "Takes an offer back that waits", by(take_back_invitation)},
  };
}

}  // namespace entente::api
