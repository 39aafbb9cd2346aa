// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/public_events.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <utility>

#include "base/json.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

constexpr std::int64_t kMostRecordsALook = 2'000;  ///< records for one page

/// Read of a commit in one go: what is read ahead of a full page is read again.
constexpr std::size_t kRecordsAtOnce = 200;

/// A type that does not stand here is told to nobody: a sealed decision says nothing that anybody could act
/// on, and when decisions are made is not news. The log has it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 25> kTopicOfType{{
    {model::Partnership::kType, "partnerships"},    {model::Result::kType, "partnerships"},
    {model::Erasure::kType, "partnerships"},        {model::Governance::kType, "partnerships"},
    {model::PartyStatement::kType, "parties"},      {model::Participation::kType, "parties"},
    {model::Confirmation::kType, "parties"},        {model::Agreement::kType, "agreements"},
    {model::Signature::kType, "agreements"},        {model::SigningKey::kType, "organisations"},
    {model::Commitment::kType, "promises"},         {model::Delivery::kType, "promises"},
    {model::Attestation::kType, "promises"},        {model::Report::kType, "reports"},
    {model::ReportingRhythm::kType, "reports"},     {model::Appeal::kType, "reports"},
    {model::Organisation::kType, "organisations"},  {model::Finances::kType, "organisations"},
    {model::NationalPlan::kType, "governments"},    {model::Guidance::kType, "governments"},
    {model::Acknowledgement::kType, "governments"}, {model::Capacity::kType, "governments"},
    {model::HostAnswer::kType, "governments"},      {model::ConcernNotice::kType, "concerns"},
    {model::FileRemoval::kType, "agreements"},
}};

/// Looks through the commits behind a position for what everybody may see.
class Look {
 public:
  Look(store::Reader& reader, const std::vector<std::string>& topics, const base::Uuid& organisation)
      : reader_(reader), topics_(topics), organisation_(organisation) {}

  std::optional<PublicEvent> event_of(const store::Change& change) {
    const auto topic = topic_of(change.type);
    if (topic.empty()) return std::nullopt;
    if (!topics_.empty() && std::ranges::find(topics_, topic) == topics_.end()) return std::nullopt;
    if (!organisation_.is_nil() && !is_theirs(change)) return std::nullopt;
    const auto revision = reader_.revision(change.id, change.version);
    if (!revision) return std::nullopt;
    const auto act = act_of(*revision);
    if (act.empty() || (change.partnership && !was_shown(*change.partnership))) return std::nullopt;
    PublicEvent event{.sequence = change.event_seq,
                      .time = revision->time,
                      .type = change.type,
                      .act = act,
                      .id = change.id,
                      .version = change.version,
                      .partnership = change.partnership,
                      .organisation = change.organisation,
                      .country = {},
                      .about = {},
                      .number = 0};
    if (topic == "governments") {
      event.organisation.reset();  // its desk, which is no record
      event.country = country_in(revision->body);
    }
    if (change.type == model::ConcernNotice::kType) {
      auto notice = std::get<model::ConcernNotice>(model::read_body(revision->type, revision->body));
      event.country = std::move(notice.country);
      event.about = notice.about;
      event.number = notice.number;
    }
    return event;
  }

 private:
  /// Empty where it is not for everybody. A draft that is discarded is withdrawn, too.
  std::string_view act_of(const store::Revision& revision) {
    using enum store::Visibility;
    const bool was_open = revision.visibility == withdrawn && reader_.was_open(revision.id, revision.version);
    const auto before = revision.visibility == open && revision.version > 1
                            ? reader_.revision(revision.id, revision.version - 1)
                            : std::nullopt;
    const auto act = store::public_act(revision.visibility,
                                       before ? std::optional(before->visibility) : std::nullopt, was_open);
    return act ? ledger::to_string(*act) : std::string_view();
  }

  /// Whether a partnership is or was in public view: what hangs on a draft is not told.
  bool was_shown(const base::Uuid& partnership) {
    const auto known = shown_.find(partnership);
    if (known != shown_.end()) return known->second;
    const auto head = reader_.head(partnership);
    return shown_[partnership] = head && !act_of(*head).empty();
  }

  bool is_theirs(const store::Change& change) {
    if (change.id == organisation_ || change.organisation == organisation_) return true;
    const auto partnership =
        change.type == model::Partnership::kType ? std::optional(change.id) : change.partnership;
    if (!partnership) return false;
    const auto known = party_of_.find(*partnership);
    if (known != party_of_.end()) return known->second;
    return party_of_[*partnership] = is_party(*partnership);
  }

  /// Of a partnership that was withdrawn, too: that it was is told.
  bool is_party(const base::Uuid& partnership) {
    const auto id = organisation_.str();
    // Most are not, and are told apart without reading what was said by whom.
    if (std::ranges::none_of(reader_.of_partnership(partnership, model::Participation::kType),
                             [&](const store::Revision& part) { return part.body.find(id) != id.npos; }))
      return false;
    return std::ranges::any_of(parties_of(reader_, partnership), [&](const Party& party) {
      return party.part.value.organisation == organisation_ && party.state != "declined";
    });
  }

  static std::string country_in(std::string_view body) {
    const auto record = base::parse_json(body, "record of a government");
    const auto* country = record.is_object() ? record.as_object().if_contains("country") : nullptr;
    return country && country->is_string() ? std::string(country->as_string()) : std::string();
  }

  store::Reader& reader_;
  const std::vector<std::string>& topics_;
  const base::Uuid organisation_;  ///< nil: everybody's
  std::map<base::Uuid, bool> shown_, party_of_;
};

constexpr std::string_view kApi = "/api/v1";

/// Of the page, behind its language; the API's is the same.
std::string path_of(const PublicEvent& event) {
  const auto id = event.id.str();
  if (event.type == model::HostAnswer::kType && event.partnership)
    return "/partnerships/" + event.partnership->str();
  if (!event.country.empty())
    return event.type == model::Acknowledgement::kType ? "/countries/" + event.country
                                                       : "/countries/" + event.country + "/published/" + id;
  if (event.type == model::Agreement::kType) return "/agreements/" + id;
  if (event.type == model::Partnership::kType) return "/partnerships/" + id;
  if (event.type == model::Organisation::kType) return "/organisations/" + id;
  if (event.partnership) return "/partnerships/" + event.partnership->str();
  return event.organisation ? "/organisations/" + event.organisation->str() : std::string();
}

}  // namespace

bool is_event_topic(std::string_view topic) {
  return std::ranges::find(kEventTopics, topic) != kEventTopics.end();
}

std::string_view topic_of(std::string_view type) {
  const auto found = std::ranges::find(kTopicOfType, type, [](const auto& each) { return each.first; });
  return found == kTopicOfType.end() ? std::string_view() : found->second;
}

EventPage public_events(store::Reader& reader, EventPosition from, const std::vector<std::string>& topics,
                        std::size_t most, const base::Uuid& organisation) {
  EventPage page{.events = {}, .next = from, .last = reader.last_event()};
  Look look(reader, topics, organisation);
  std::int64_t looked_at = 0;
  while (page.next.sequence < page.last) {
    const auto changes = reader.changes_in(page.next.sequence + 1, page.next.told, kRecordsAtOnce);
    for (const auto& change : changes) {
      if (page.events.size() >= most || looked_at >= kMostRecordsALook) return page;
      ++looked_at;
      ++page.next.told;
      if (auto event = look.event_of(change)) page.events.push_back(std::move(*event));
    }
    if (changes.size() < kRecordsAtOnce) page.next = {page.next.sequence + 1, 0};
  }
  return page;
}

EventOrigin event_origin(std::string url, const std::vector<std::string>& offered) {
  const bool english = offered.empty() || std::ranges::find(offered, "en") != offered.end();
  return {std::move(url), english ? "en" : offered.front()};
}

std::string json_of(const PublicEvent& event, const EventOrigin& origin) {
  json::object one{{"sequence", event.sequence},
                   {"time", base::to_string(event.time)},
                   {"topic", topic_of(event.type)},
                   {"type", event.type},
                   {"act", event.act},
                   {"id", event.id.str()},
                   {"version", event.version}};
  if (event.partnership) one.emplace("partnership", event.partnership->str());
  if (event.organisation) one.emplace("organisation", event.organisation->str());
  if (!event.country.empty()) one.emplace("country", event.country);
  if (event.about) {
    one.emplace("about", event.about->str());
    one.emplace("number", event.number);
  }
  const auto path = path_of(event);
  if (event.about) {
    one.emplace("json", origin.url + std::string(kApi) + "/concerns?about=" + event.about->str());
    one.emplace("page", origin.url + "/" + origin.language + "/concerns/about/" + event.about->str());
  } else if (!path.empty()) {
    one.emplace("json", origin.url + std::string(kApi) + path);
    one.emplace("page", origin.url + "/" + origin.language + path);
  }
  return base::canonical_json(one);
}

}  // namespace entente::registry
