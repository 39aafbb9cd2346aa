// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What the register holds about a person, for that person. own_data_test.cpp looks at every table for it.
#include <algorithm>
#include <boost/json.hpp>
#include <iterator>
#include <utility>

#include "base/json.hpp"
#include "registry/accounts.hpp"
#include "registry/diligence_words.hpp"
#include "registry/draft_note.hpp"
#include "registry/draft_speakers.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

// Beyond what is ever kept of one person: notices are some hundreds, offers end after two weeks.
constexpr std::size_t kMostNotices = 1'000, kMostOffersInData = 100'000, kMostWrittenSteps = 100'000;
constexpr std::size_t kMostWritten = 10'000;

json::array roles_json(const std::vector<store::AccountRole>& roles) {
  json::array all;
  for (const auto& each : roles)
    all.push_back(json::object{{"role", each.role}, {"of", each.of}, {"given", base::to_string(each.given)}});
  return all;
}

json::array tokens_json(const std::vector<store::Token>& tokens) {
  json::array all;
  for (const auto& each : tokens)
    all.push_back(json::object{{"name", each.name},
                               {"scopes", each.scopes},
                               {"made", base::to_string(each.made)},
                               {"ends", base::to_string(each.expires)}});
  return all;
}

/// All that are kept, which is those of a year.
std::vector<EventLine> every_event(const Accounts& accounts, const Visitor& visitor) {
  constexpr std::size_t kAtOnce = 500;
  std::vector<EventLine> all;
  for (;;) {
    auto lines = accounts.own_events(visitor, all.empty() ? base::Uuid() : all.back().event.id, kAtOnce);
    const bool last = lines.size() < kAtOnce;
    std::ranges::move(lines, std::back_inserter(all));
    if (last) return all;
  }
}

json::array events_json(const std::vector<EventLine>& lines) {
  json::array all;
  for (const auto& line : lines)
    all.push_back(json::object{{"time", base::to_string(line.event.time)},
                               {"what", line.event.what},
                               {"detail", line.event.detail},
                               {"by_oneself", line.event.actor == line.event.account},
                               {"network", line.event.network}});
  return all;
}

json::array sessions_json(const std::vector<store::Session>& sessions) {
  json::array all;
  for (const auto& each : sessions)
    all.push_back(json::object{{"client", each.client},
                               {"began", base::to_string(each.made)},
                               {"used", base::to_string(each.used)},
                               {"ends", base::to_string(each.expires)},
                               {"second_factor", each.second_factor}});
  return all;
}

json::array notices_json(const std::vector<store::Notification>& notices) {
  json::array all;
  for (const auto& each : notices)
    all.push_back(json::object{{"kind", each.kind},
                               {"about", each.about},
                               {"made", base::to_string(each.made)},
                               {"read", each.seen}});
  return all;
}

/// Revisions of records that the person wrote, the newest; what they say is on the records' pages, or among
/// the drafts. `earlier`: there are more than are listed.
json::object written_json(std::vector<store::Written> written) {
  const bool earlier = written.size() > kMostWritten;
  if (earlier) written.resize(kMostWritten);
  json::array all;
  for (const auto& each : written)
    all.push_back(json::object{{"type", each.type},
                               {"id", each.id.str()},
                               {"version", each.version},
                               {"time", base::to_string(each.time)}});
  return {{"revisions", std::move(all)}, {"earlier", earlier}};
}

/// Of the address of the feed: its secret is kept as a hash alone.
json::value feed_json(const std::optional<store::NoticeFeed>& feed) {
  if (!feed) return nullptr;
  return json::object{{"made", base::to_string(feed->made)}};
}

/// What the person has claimed, and what was said about it.
json::array claims_json(store::ClaimReader& claims, const base::Uuid& account) {
  json::array all;
  for (const auto& claim : claims.claims_of(account)) {
    json::array steps;
    for (const auto& step : claims.steps_of(claim.id))
      steps.push_back(
          json::object{{"what", step.what}, {"text", step.text}, {"at", base::to_string(step.at)}});
    all.push_back(json::object{{"role", claim.role},
                               {"of", claim.of},
                               {"website", claim.website},
                               {"identifiers", claim.identifiers},
                               {"steps", std::move(steps)}});
  }
  return all;
}

std::string_view offer_word(store::OfferState state) {
  switch (state) {
    case store::OfferState::open:
      return "open";
    case store::OfferState::taken:
      return "taken";
    case store::OfferState::declined:
      return "declined";
    case store::OfferState::withdrawn:
      break;
  }
  return "withdrawn";
}

/// Without names and addresses of others: those are theirs.
json::array offers_json(const std::vector<store::RoleOffer>& offers, const store::Account& account) {
  json::array all;
  for (const auto& each : offers) {
    const bool to_oneself = each.address == account.address;
    json::object one{{"role", each.role},
                     {"of", each.of},
                     {"by_oneself", each.giver == account.id},
                     {"to_oneself", to_oneself},
                     {"state", offer_word(each.state)},
                     {"made", base::to_string(each.made)},
                     {"ends", base::to_string(each.expires)}};
    if (to_oneself) one["name"] = each.name;
    all.push_back(std::move(one));
  }
  return all;
}

json::array offers_of(store::ClaimReader& claims, const store::Account& account) {
  auto offers = claims.offers_to(account.address, kMostOffersInData);
  for (auto& each : claims.offers_by(account.id, kMostOffersInData))
    if (each.address != account.address) offers.push_back(std::move(each));
  return offers_json(offers, account);
}

json::array own_steps(const std::vector<DraftStep>& steps, const base::Uuid& account) {
  json::array all;
  for (const auto& step : steps)
    if (step.account == account)
      all.push_back(json::object{{"what", step.what}, {"text", step.text}, {"at", base::to_string(step.at)}});
  return all;
}

/// What the person began to register that is not published: what it says of the partnership, of parties and
/// of organisations that the register does not hold yet, and what they said about it.
json::array drafts_json(store::Reader& reader, const store::Account& account,
                        const std::vector<store::AccountRole>& roles) {
  std::vector<base::Uuid> places{account.id};
  for (const auto& role : roles)
    if (const auto id = base::Uuid::parse(role.of); id && std::ranges::find(places, *id) == places.end())
      places.push_back(*id);
  json::array all;
  for (const auto& [head, note] : drafts_begun_by(reader, account.id, places)) {
    json::array parts, organisations;
    for (const auto& part : parts_of_draft(reader, head.id))
      parts.push_back(base::parse_json(part.body, "part " + part.id.str()));
    const auto measure = measure_of_draft(reader, head.id);
    for (const auto& [id, one] : note.organisations)
      organisations.push_back(
          json::object{{"id", id.str()},
                       {"organisation", base::parse_json(model::body_of(one), "organisation " + id.str())}});
    all.push_back(json::object{
        {"partnership", base::parse_json(head.body, "draft " + head.id.str())},
        {"state", name_of(note.state)},
        {"parts", std::move(parts)},
        {"measure", measure ? base::parse_json(model::body_of(measure->value), "measure of " + head.id.str())
                            : json::value()},
        {"organisations", std::move(organisations)},
        {"steps", own_steps(note.steps, account.id)}});
  }
  return all;
}

/// What the person wrote about concerns for the register or a place. Whoever raises one does so without an
/// account.
json::array concerns_json(const std::vector<store::ConcernStep>& steps) {
  json::array all;
  for (const auto& step : steps)
    all.push_back(json::object{
        {"what", step.what}, {"for", step.place}, {"text", step.words}, {"at", base::to_string(step.at)}});
  return all;
}

/// What the person wrote in a step of an assessment, without which organisation it was requested for and who
/// was to assess it; what screening found and what was noted for colleagues is not theirs to take along.
std::string words_of_assessment(const store::AssessmentStep& step) {
  if (step.what == kDiligenceRequested) {
    const auto request = base::parse_json(step.words, "request");
    const auto* purpose = request.is_object() ? request.as_object().if_contains("purpose") : nullptr;
    return purpose && purpose->is_string() ? std::string(purpose->as_string()) : std::string();
  }
  if (step.what == kDiligenceAssigned || section_of(step.key) == kSectionScreening) return {};
  if (step.what != kDiligenceDecided) return step.words;
  auto decision = read_decision(step.words);
  decision.note.clear();
  return form_of(decision);
}

/// What the person wrote in assessments of organisations, for the register or for one of them.
json::array assessments_json(const std::vector<store::AssessmentStep>& steps) {
  json::array all;
  for (const auto& step : steps)
    all.push_back(json::object{{"what", step.what},
                               {"for", step.place},
                               {"finding", step.key},
                               {"text", words_of_assessment(step)},
                               {"at", base::to_string(step.at)}});
  return all;
}

/// What the person decided on hits of screening, without whom it was about: that is not theirs.
json::array screening_json(const std::vector<store::ScreeningStep>& steps) {
  json::array all;
  for (const auto& step : steps)
    all.push_back(
        json::object{{"what", step.what}, {"reason", step.words}, {"at", base::to_string(step.at)}});
  return all;
}

/// The webhooks that the person made, for the register or for an organisation.
json::array hooks_json(const std::vector<store::Hook>& hooks, const base::Uuid& account) {
  json::array all;
  for (const auto& hook : hooks)
    if (hook.owner == account)
      all.push_back(
          json::object{{"id", hook.id.str()},
                       {"address", hook.url},
                       {"for", hook.organisation.is_nil() ? std::string() : hook.organisation.str()},
                       {"made", base::to_string(hook.made)}});
  return all;
}

}  // namespace

std::string Accounts::own_data(const Visitor& visitor) const {
  const auto detail = own(visitor);
  const auto& account = detail.account;
  const auto reader = store_.read();
  auto& accounts = reader->accounts();
  json::object data{
      {"id", account.id.str()},
      {"address", account.address},
      {"name", account.name},
      {"language", account.language},
      {"low_data", account.low_data},
      {"state", word_of(account.state)},
      {"second_factor", !account.second_factor.empty()},
      {"recovery_codes_left", detail.recovery_codes},
      {"made", base::to_string(account.made)},
      {"changed", base::to_string(account.changed)},
      {"roles", roles_json(detail.roles)},
      {"sessions", sessions_json(detail.sessions)},
      {"tokens", tokens_json(tokens(visitor.actor, account.id))},
      {"events", events_json(every_event(*this, visitor))},
      {"notifications", notices_json(accounts.notifications_of(account.id, kMostNotices))},
      {"digest", accounts.digest(account.id).every},
      {"feed", feed_json(accounts.notice_feed(account.id))},
      {"claims", claims_json(reader->claims(), account.id)},
      {"drafts", drafts_json(*reader, account, detail.roles)},
      {"notes_on_drafts", own_steps(said_of_drafts(*reader, account.id), account.id)},
      {"written", written_json(reader->written_by(account.id, kMostWritten + 1))},
      {"offers", offers_of(reader->claims(), account)},
      {"concerns", concerns_json(reader->concerns().written_by(account.id, kMostWrittenSteps))},
      {"due_diligence", assessments_json(reader->diligence().written_by(account.id, kMostWrittenSteps))},
      {"screening", screening_json(reader->screening().done_by(account.id, kMostWrittenSteps))},
      {"webhooks", hooks_json(reader->hooks().hooks(), account.id)}};
  return base::canonical_json(data) + "\n";
}

}  // namespace entente::registry
