// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/reporting.hpp"

#include <algorithm>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/reporting_words.hpp"

namespace entente::registry {

namespace {

base::Text title_of(store::Reader& reader, const base::Uuid& partnership) {
  const auto head = standing_head(reader, partnership, model::Partnership::kType);
  return head ? held<model::Partnership>(*head).value.title : base::Text();
}

base::Text name_of_party(store::Reader& reader, const base::Uuid& organisation) {
  const auto head = standing_head(reader, organisation, model::Organisation::kType);
  return head ? held<model::Organisation>(*head).value.name : base::Text();
}

template <class T>
Told<T> told(store::Reader& reader, Held<T> one) {
  auto partnership = title_of(reader, one.value.partnership);
  auto organisation = name_of_party(reader, one.value.organisation);
  return {
      .held = std::move(one), .partnership = std::move(partnership), .organisation = std::move(organisation)};
}

std::string period_words(const model::Period& period) {
  const auto said = [](const std::optional<base::PartialDate>& date) {
    return date ? date->str() : std::string();
  };
  const auto start = said(period.start), end = said(period.end);
  return start.empty() || end.empty() || start == end ? start.empty() ? end : start : start + " – " + end;
}

constexpr std::size_t kMostTargets = 30;  // a form of minutes

/// Of each indicator the period whose target is aimed at next, or the last one that there was.
std::vector<model::ReportedResult> targets_of(const std::vector<Held<model::Result>>& results,
                                              const base::PartialDate& today) {
  std::vector<model::ReportedResult> rows;
  for (const auto& result : results)
    for (const auto& indicator : result.value.indicators) {
      if (rows.size() == kMostTargets) return rows;
      model::ReportedResult row;
      row.result = result.id;
      row.indicator = indicator.title.empty() ? result.value.title : indicator.title;
      if (row.indicator.empty()) continue;
      for (const auto& period : indicator.periods) {
        const bool later =
            !row.period.empty() && period.start && period.start->first_day() > today.last_day();
        if (period.targets.empty() || later) continue;
        row.period = period_words(period);
        row.target = period.targets.front().value;
      }
      rows.push_back(std::move(row));
    }
  return rows;
}

/// A first report starts from the results' targets; any other from the last one, whose end is its beginning
/// and whose figures are to be told anew.
model::Report start_of_report(const Parts& parts, const base::Uuid& partnership,
                              const base::Uuid& organisation, std::int64_t today) {
  model::Report start;
  const auto own = std::ranges::find(parts.reports, organisation,
                                     [](const auto& each) { return each.value.organisation; });
  const auto last = own != parts.reports.end() ? own : parts.reports.begin();
  const auto day = base::PartialDate::from_days(today);
  start.results = targets_of(parts.results, day);
  if (last != parts.reports.end()) {
    const auto& before = last->value;
    start.delivered = before.delivered;
    start.difficulties = before.difficulties;
    start.lessons = before.lessons;
    if (before.end) start.start = base::PartialDate::from_days(before.end->last_day() + 1);
    for (const auto& figure : before.results) {
      const auto known = std::ranges::find_if(start.results, [&](const auto& row) {
        return row.result == figure.result && row.indicator == figure.indicator;
      });
      if (known != start.results.end()) {
        known->actual = figure.actual;
        known->remark = figure.remark;
      } else if (start.results.size() < kMostTargets) {
        start.results.push_back(figure);
      }
    }
  }
  start.partnership = partnership;
  start.organisation = organisation;
  start.end = day;
  return start;
}

std::vector<Held<model::Report>> report_drafts_on(store::Reader& reader, const base::Uuid& partnership) {
  std::vector<Held<model::Report>> drafts;
  for (const auto& revision : reader.of_partnership(partnership, model::Report::kType))
    if (revision.visibility == store::Visibility::draft) drafts.push_back(held<model::Report>(revision));
  return drafts;
}

bool is_of(const access::Actor& actor, const std::string& writer, const base::Uuid& organisation) {
  return author_of(actor) == writer || actor.holds({access::Role::representative, organisation.str()});
}

/// The parts of an organisation in a partnership that it has confirmed, as they stand now.
void add_places(store::Reader& reader, const base::Uuid& partnership, const base::Uuid& organisation,
                std::vector<ReportPlace>& places) {
  const auto head = standing_head(reader, partnership, model::Partnership::kType);
  if (!head) return;
  const auto title = held<model::Partnership>(*head).value.title;
  const auto open = open_report(reader, partnership, organisation);
  const OrganisationLine unread;  // what the parties are called is nobody's question
  for (const auto& party :
       read_parties(reader, parties_among(reader, partnership), [&](const base::Uuid&) { return &unread; })) {
    if (party.part.value.organisation != organisation || party.state != "confirmed") continue;
    places.push_back({.part = party.part.id,
                      .partnership = partnership,
                      .organisation = organisation,
                      .title = title,
                      .freshness = {},
                      .state = open ? open->value.state : std::string(),
                      .correction = open && open->value.corrects});
  }
}

}  // namespace

std::string writer_of(store::Reader& reader, const Held<model::Report>& one) {
  auto writer = one.author;
  for (const auto& revision : reader.history(one.id)) {  // newest first
    if (held<model::Report>(revision).value.handed_in != one.value.handed_in) break;
    writer = revision.author;
  }
  return writer;
}

std::string writer_of(store::Reader& reader, const Held<model::Appeal>& one) {
  const auto history = reader.history(one.id);
  return history.empty() ? one.author : history.back().author;
}

bool is_own(store::Reader& reader, const access::Actor& actor, const Held<model::Report>& one) {
  return is_of(actor, writer_of(reader, one), one.value.organisation);
}

bool is_own(store::Reader& reader, const access::Actor& actor, const Held<model::Appeal>& one) {
  return is_of(actor, writer_of(reader, one), one.value.organisation);
}

std::optional<Held<model::Participation>> part_to_report(store::Reader& reader, const access::Actor& actor,
                                                         const base::Uuid& id) {
  const auto head = standing_head(reader, id, model::Participation::kType);
  if (!head) return std::nullopt;
  auto part = held<model::Participation>(*head);
  const auto& organisation = part.value.organisation;
  if (!access::may(actor, access::Action::report_for_party, {.place = organisation.str()}))
    throw access::Refused("to report for organisation " + organisation.str(),
                          "is not among what this account may do", "Its representatives do.");
  if (!standing_head(reader, part.value.partnership, model::Partnership::kType)) return std::nullopt;
  return part;
}

bool is_confirmed(store::Reader& reader, const Held<model::Participation>& part) {
  const auto parties = parties_of(reader, part.value.partnership);
  return std::ranges::any_of(
      parties, [&](const Party& party) { return party.part.id == part.id && party.state == "confirmed"; });
}

std::optional<Held<model::Report>> open_report(store::Reader& reader, const base::Uuid& partnership,
                                               const base::Uuid& organisation) {
  for (auto& draft : report_drafts_on(reader, partnership))
    if (draft.value.organisation == organisation) return std::move(draft);
  return std::nullopt;
}

std::vector<ReportPlace> PartyReports::places(const access::Actor& actor, std::size_t limit) const {
  const auto reader = reg_.read();
  const auto today = base::day_of(reg_.clock().now());
  std::vector<ReportPlace> all;
  for (const auto& grant : actor.grants) {
    const auto organisation = base::Uuid::parse(grant.of);
    if (grant.role != access::Role::representative || !organisation) continue;
    for (const auto& partnership : reg_.to_report(*organisation, limit))
      add_places(*reader, partnership, *organisation, all);
  }
  for (auto& place : all) place.freshness = freshness_of(reg_.reporting(place.partnership), today);
  std::ranges::stable_sort(all, {}, [](const ReportPlace& place) {
    return std::pair(!place.freshness.due, place.freshness.due.value_or(base::PartialDate()));
  });
  if (all.size() > limit) all.resize(limit);
  return all;
}

std::optional<OwnReporting> PartyReports::of_part(const access::Actor& actor, const base::Uuid& id) const {
  const auto reader = reg_.read();
  auto part = part_to_report(*reader, actor, id);
  if (!part) return std::nullopt;
  const auto today = base::day_of(reg_.clock().now());
  const auto partnership = part->value.partnership, organisation = part->value.organisation;
  const auto head = reader->head(partnership);
  const auto revisions = reader->of_partnership(partnership);
  const auto parties = read_parties(*reader, revisions);
  auto parts = read_parts(revisions);
  OwnReporting own;
  const auto standing = held<model::Partnership>(*head);
  own.freshness = freshness_of(reporting_of(standing, parties, parts), today);
  own.partnership = standing.value.title;
  own.organisation = name_of_party(*reader, organisation);
  own.confirmed = std::ranges::any_of(
      parties, [&](const Party& party) { return party.part.id == id && party.state == "confirmed"; });
  own.open = open_report(*reader, partnership, organisation);
  own.start = start_of_report(parts, partnership, organisation, today);
  for (const auto& report : parts.reports)
    if (report.value.organisation == organisation) own.published.push_back(report);
  own.rhythm = std::move(parts.rhythm);
  own.appeals = std::move(parts.appeals);
  own.part = std::move(*part);
  return own;
}

std::optional<Told<model::Report>> PartyReports::report(const base::Uuid& id) const {
  const auto reader = reg_.read();
  const auto head = standing_head(*reader, id, model::Report::kType);
  if (!head) return std::nullopt;
  auto one = held<model::Report>(*head);
  if (!standing_head(*reader, one.value.partnership, model::Partnership::kType)) return std::nullopt;
  return told(*reader, std::move(one));
}

std::optional<Told<model::Report>> PartyReports::withdrawn_report(const base::Uuid& id) const {
  const auto reader = reg_.read();
  const auto head = reader->head(id);
  if (!head || head->type != model::Report::kType || head->visibility != store::Visibility::withdrawn)
    return std::nullopt;
  auto one = held<model::Report>(*head);
  // A draft that was discarded was never published.
  if (one.value.withdrawn.empty()) return std::nullopt;
  if (!standing_head(*reader, one.value.partnership, model::Partnership::kType)) return std::nullopt;
  return told(*reader, std::move(one));
}

std::vector<Told<model::Report>> PartyReports::latest(std::size_t limit) const {
  const auto partnerships = reg_.reported_last(limit);
  const auto reader = reg_.read();
  std::vector<Held<model::Report>> all;
  for (const auto& partnership : partnerships)
    for (const auto& revision : reader->of_partnership(partnership, model::Report::kType))
      if (stands(revision)) all.push_back(held<model::Report>(revision));
  std::ranges::stable_sort(all, std::ranges::greater{}, [](const auto& one) { return one.value.published; });
  if (all.size() > limit) all.resize(limit);
  std::vector<Told<model::Report>> latest;
  for (auto& one : all)
    if (standing_head(*reader, one.value.partnership, model::Partnership::kType))
      latest.push_back(told(*reader, std::move(one)));
  return latest;
}

std::vector<Told<model::Report>> PartyReports::to_review(const access::Actor& actor) const {
  require(actor, access::Action::review_report, {});
  const auto waiting = reg_.calendar_waits();
  const auto reader = reg_.read();
  std::vector<Told<model::Report>> all;
  for (const auto& partnership : waiting)
    for (auto& draft : report_drafts_on(*reader, partnership))
      if (draft.value.state == "handed_in") all.push_back(told(*reader, std::move(draft)));
  std::ranges::stable_sort(all, {}, [](const auto& one) { return one.held.value.handed_in; });
  return all;
}

std::optional<Told<model::Report>> PartyReports::one_to_review(const access::Actor& actor,
                                                               const base::Uuid& id) const {
  require(actor, access::Action::review_report, {});
  const auto reader = reg_.read();
  const auto head = reader->head(id);
  if (!head || head->type != model::Report::kType || head->visibility != store::Visibility::draft)
    return std::nullopt;
  auto one = held<model::Report>(*head);
  if (one.value.state != "handed_in") return std::nullopt;
  const bool own = is_own(*reader, actor, one);
  auto waiting = told(*reader, std::move(one));
  waiting.own = own;
  return waiting;
}

std::vector<Told<model::Appeal>> PartyReports::to_decide(const access::Actor& actor) const {
  require(actor, access::Action::decide_appeal, {});
  const auto waiting = reg_.calendar_waits();
  const auto reader = reg_.read();
  std::vector<Told<model::Appeal>> all;
  for (const auto& partnership : waiting)
    for (const auto& revision : reader->of_partnership(partnership, model::Appeal::kType)) {
      if (!stands(revision)) continue;
      auto one = held<model::Appeal>(revision);
      if (one.value.state == "open") all.push_back(told(*reader, std::move(one)));
    }
  std::ranges::stable_sort(all, {}, [](const auto& one) { return one.held.value.at; });
  return all;
}

std::optional<Told<model::Appeal>> PartyReports::one_to_decide(const access::Actor& actor,
                                                               const base::Uuid& id) const {
  require(actor, access::Action::decide_appeal, {});
  const auto reader = reg_.read();
  const auto head = standing_head(*reader, id, model::Appeal::kType);
  if (!head) return std::nullopt;
  auto one = held<model::Appeal>(*head);
  if (one.value.state != "open") return std::nullopt;
  const bool own = is_own(*reader, actor, one);
  auto waiting = told(*reader, std::move(one));
  waiting.own = own;
  return waiting;
}

CalendarWaiting calendar_waiting(Register& reg) {
  const auto partnerships = reg.calendar_waits();
  CalendarWaiting waiting;
  const auto reader = reg.read();
  for (const auto& partnership : partnerships) {
    waiting.reports += std::ranges::count(report_drafts_on(*reader, partnership), std::string("handed_in"),
                                          [](const auto& draft) { return draft.value.state; });
    for (const auto& revision : reader->of_partnership(partnership, model::Appeal::kType))
      if (stands(revision) && held<model::Appeal>(revision).value.state == "open") ++waiting.appeals;
  }
  return waiting;
}

}  // namespace entente::registry
