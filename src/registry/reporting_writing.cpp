// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/notices.hpp"
#include "registry/reporting.hpp"
#include "registry/reporting_words.hpp"
#include "registry/text_bounds.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

/// The part, where its party may report now.
Held<model::Participation> reporting_part(store::Reader& reader, const access::Actor& actor,
                                          const base::Uuid& id) {
  auto part = part_to_report(reader, actor, id);
  if (!part) throw base::NotFound("part " + id.str(), "does not stand in this register");
  if (!is_confirmed(reader, *part))
    throw base::Conflict("part " + id.str(), "is not confirmed by its party", "Confirm it, and report then.");
  return std::move(*part);
}

/// The head of a report or an appeal that waits for a decision in the version that was read.
template <class T>
Held<T> waiting_one(store::Reader& reader, const base::Uuid& id, std::int64_t version,
                    store::Visibility visibility, std::string_view state) {
  const auto head = reader.head(id);
  if (!head || head->type != T::kType) throw base::NotFound("record " + id.str(), "does not exist");
  auto one = held<T>(*head);
  if (head->version != version || head->visibility != visibility || one.value.state != state)
    throw base::Conflict(std::string(T::kType) + " " + id.str(), "has been changed meanwhile",
                         "Look at what stands.");
  return one;
}

template <class T>
void require_other_hand(store::Reader& reader, const access::Actor& actor, const Held<T>& one) {
  if (is_own(reader, actor, one))
    throw access::Refused("to decide on one's own " + std::string(T::kType),
                          "is not among what anybody may do", "Somebody else decides.");
}

/// What is due already stays due under another rhythm, which counts from the report that ends it: an appeal
/// alone puts a mark off.
void keep_what_is_due(model::ReportingRhythm& rhythm, Reporting standing, std::int64_t today) {
  standing.put_off.reset();
  const auto fresh = freshness_of(standing, today);
  if (fresh.light != Light::due && fresh.light != Light::silent && fresh.light != Light::dormant) return;
  rhythm.stays_due = fresh.due;
  if (standing.last) rhythm.reported = base::PartialDate::from_days(standing.last_day);
}

/// What a partnership and all that hangs on it say of its reports now.
Reporting standing_reporting(store::Reader& reader, const base::Uuid& partnership) {
  const auto revisions = reader.of_partnership(partnership);
  return reporting_of(held<model::Partnership>(*reader.head(partnership)), read_parties(reader, revisions),
                      read_parts(revisions));
}

constexpr std::size_t kLongestFigure = 400, kLongestFigureRemark = 3'000;  // bytes

/// What no report can say, draft or not.
void require_report_sense(const model::Report& report) {
  if (report.start && report.end && report.end->last_day() < report.start->first_day())
    throw base::BadInput("field end", "is before the first day", "Look at both days.");
  require_length("delivered", report.delivered, kMostWrittenBytes);
  require_length("difficulties", report.difficulties, kMostWrittenBytes);
  require_length("lessons", report.lessons, kMostWrittenBytes);
  require_length("reason", report.reason, kMostWrittenBytes);
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    const auto field = "results[" + std::to_string(i) + "]";
    require_length(field + ".actual", report.results[i].actual, kLongestFigure);
    require_length(field + ".remark", report.results[i].remark, kLongestFigureRemark);
  }
}

}  // namespace

Made PartyReports::save(const access::Actor& actor, const base::Uuid& part, std::int64_t version,
                        const model::Report& typed, bool hand_in) {
  const auto now = reg_.clock().now();
  auto id = base::Uuid::v7(now);
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto own = reporting_part(unit, actor, part);
    const auto open = open_report(unit, own.value.partnership, own.value.organisation);
    if ((open ? open->version : 0) != version)
      throw base::Conflict("report on part " + part.str(), "has been changed meanwhile",
                           "Look at what it says now.");
    if (open && open->value.state == "handed_in")
      throw base::Conflict("report " + open->id.str(), "has been handed in", "Wait for its review.");
    if (open) id = open->id;
    model::Report report = typed;
    report.partnership = own.value.partnership;
    report.organisation = own.value.organisation;
    report.state = !hand_in    ? open && open->value.state == "returned" ? "returned" : "draft"
                   : reviewed_ ? "handed_in"
                               : "published";
    report.handed_in = hand_in ? base::to_string(now) : std::string();
    report.published = hand_in && !reviewed_ ? base::to_string(now) : std::string();
    report.answer = open && !hand_in ? open->value.answer : base::Text();
    report.corrects = open ? open->value.corrects : std::nullopt;
    if (!report.corrects) report.reason = {};
    report.corrected.clear();
    report.withdrawn = {};
    if (hand_in && report.delivered.empty())
      throw base::BadInput("field delivered", "is empty", "Say what was delivered, or that nothing was.");
    if (hand_in && report.corrects && report.reason.empty())
      throw base::BadInput("field reason", "is empty", "Say why the report is corrected.");
    require_report_sense(report);
    require_form(report);
    if (hand_in && !reviewed_ && report.corrects) {
      put_correction(unit, id, version, report);
      return;
    }
    auto revision =
        revision_of(id, report, hand_in && !reviewed_ ? store::Visibility::open : store::Visibility::draft);
    revision.expected_version = version;
    unit.put(revision);
  });
  reg_.follow();  // whoever wrote it sees it on the next page
  if (done.repeated) id = made_in(reg_, done, model::Report::kType).value_or(base::Uuid());
  return {id, done};
}

store::Committed PartyReports::discard(const access::Actor& actor, const base::Uuid& part,
                                       std::int64_t version) {
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto own = part_to_report(unit, actor, part);
    if (!own) throw base::NotFound("part " + part.str(), "does not stand in this register");
    const auto open = open_report(unit, own->value.partnership, own->value.organisation);
    if (!open || open->version != version)
      throw base::Conflict("report on part " + part.str(), "has been changed meanwhile",
                           "Look at what it says now.");
    auto revision = revision_of(open->id, open->value, store::Visibility::withdrawn);
    revision.expected_version = version;
    unit.put(revision);
  });
  reg_.follow();
  return done;
}

Made PartyReports::publish(const access::Actor& actor, const base::Uuid& id, std::int64_t version) {
  require(actor, access::Action::review_report, {});
  const auto now = reg_.clock().now();
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    auto one = waiting_one<model::Report>(unit, id, version, store::Visibility::draft, "handed_in");
    require_other_hand(unit, actor, one);
    const auto writer = writer_of(unit, one);
    if (one.value.corrects) {
      put_correction(unit, id, version, one.value);
    } else {
      one.value.state = "published";
      one.value.published = base::to_string(now);
      auto revision = revision_of(id, one.value);
      revision.expected_version = version;
      unit.put(revision);
    }
    tell_author(unit, reg_.clock(), writer, kNoticeReportPublished, one.value.corrects.value_or(id).str());
    note_office_act(unit, actor, access::Action::review_report, id.str(), now);
  });
  reg_.follow();
  // What corrected another says so still once it has ended: the same again names the same report.
  const auto ended = reg_.read()->head(id);
  const auto corrected = ended ? held<model::Report>(*ended).value.corrects : std::nullopt;
  return {corrected.value_or(id), done};
}

store::Committed PartyReports::give_back(const access::Actor& actor, const base::Uuid& id,
                                         std::int64_t version, const base::Text& why) {
  require(actor, access::Action::review_report, {});
  if (why.empty()) throw base::BadInput("field why", "is empty", "Say why it is returned.");
  require_length("why", why, kMostRemarkBytes);
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    auto one = waiting_one<model::Report>(unit, id, version, store::Visibility::draft, "handed_in");
    require_other_hand(unit, actor, one);
    const auto writer = writer_of(unit, one);
    one.value.state = "returned";
    one.value.handed_in.clear();
    one.value.answer = why;
    require_form(one.value);
    auto revision = revision_of(id, one.value, store::Visibility::draft);
    revision.expected_version = version;
    unit.put(revision);
    tell_author(unit, reg_.clock(), writer, kNoticeReportReturned, id.str());
    note_office_act(unit, actor, access::Action::review_report, id.str(), reg_.clock().now());
  });
  reg_.follow();
  return done;
}

store::Committed PartyReports::set_rhythm(const access::Actor& actor, const base::Uuid& part,
                                          std::int64_t version, std::int64_t months,
                                          const std::optional<base::PartialDate>& first_due) {
  if (std::ranges::find(kRhythms, months) == kRhythms.end())
    throw base::BadInput("rhythm of " + std::to_string(months) + " months", "is none that can be chosen");
  if (first_due && first_due->precision() != base::PartialDate::Precision::day)
    throw base::BadInput("field first_due", "is no day", "Write it as 2027-03-31.");
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto own = reporting_part(unit, actor, part);
    model::ReportingRhythm rhythm;
    rhythm.partnership = own.value.partnership;
    rhythm.months = months;
    rhythm.first_due = first_due;
    keep_what_is_due(rhythm, standing_reporting(unit, rhythm.partnership), base::day_of(reg_.clock().now()));
    auto revision = revision_of(model::rhythm_of(rhythm.partnership), rhythm);
    revision.expected_version = version;
    unit.put(revision);
  });
  reg_.follow();
  return done;
}

store::Committed PartyReports::appeal(const access::Actor& actor, const base::Uuid& part,
                                      const base::Text& reason) {
  require_length("reason", reason, kMostRemarkBytes);
  const auto now = reg_.clock().now();
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto own = reporting_part(unit, actor, part);
    const auto& partnership = own.value.partnership;
    const auto revisions = unit.of_partnership(partnership);
    const auto parts = read_parts(revisions);
    const auto standing = held<model::Partnership>(*unit.head(partnership));
    const auto light =
        freshness_of(reporting_of(standing, read_parties(unit, revisions), parts), base::day_of(now)).light;
    if (light != Light::due && light != Light::silent && light != Light::dormant)
      throw base::Conflict("partnership " + partnership.str(), "bears no mark to appeal against",
                           "Appeal once a report is overdue.");
    if (std::ranges::any_of(parts.appeals, [](const auto& each) { return each.value.state == "open"; }))
      throw base::Conflict("partnership " + partnership.str(), "has an appeal that is not decided yet",
                           "Wait for the answer.");
    model::Appeal appeal;
    appeal.partnership = partnership;
    appeal.organisation = own.value.organisation;
    appeal.light = kLightNames.at(static_cast<std::size_t>(light));
    appeal.at = base::to_string(now);
    appeal.reason = reason;
    require_form(appeal);
    unit.put(revision_of(base::Uuid::v7(now), appeal));
  });
  reg_.follow();
  return done;
}

store::Committed PartyReports::decide(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                      const base::Text& answer,
                                      const std::optional<base::PartialDate>& until) {
  require(actor, access::Action::decide_appeal, {});
  const auto now = reg_.clock().now();
  const auto today = base::day_of(now);
  if (answer.empty()) throw base::BadInput("field answer", "is empty", "Say why.");
  require_length("answer", answer, kMostRemarkBytes);
  if (until && (until->precision() != base::PartialDate::Precision::day || until->first_day() <= today ||
                until->first_day() > today + kPutOffAtMost))
    throw base::BadInput("field until", "is no day within the next two years", "Write it as 2027-03-31.");
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    auto one = waiting_one<model::Appeal>(unit, id, version, store::Visibility::open, "open");
    require_other_hand(unit, actor, one);
    const auto writer = writer_of(unit, one);
    one.value.state = until ? "upheld" : "refused";
    one.value.decided = base::to_string(now);
    one.value.answer = answer;
    one.value.until = until;
    require_form(one.value);
    auto revision = revision_of(id, one.value);
    revision.expected_version = version;
    unit.put(revision);
    tell_author(unit, reg_.clock(), writer, kNoticeAppealDecided, one.value.partnership.str());
    note_office_act(unit, actor, access::Action::decide_appeal, id.str(), now);
  });
  reg_.follow();
  return done;
}

}  // namespace entente::registry
