// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A report that was published is corrected by another that takes its place, or withdrawn with a reason.
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

/// The report as it stands, in the version that was read.
Held<model::Report> published_report(store::Reader& reader, const base::Uuid& id, std::int64_t version) {
  const auto head = standing_head(reader, id, model::Report::kType);
  if (!head) throw base::NotFound("report " + id.str(), "does not stand in this register");
  auto one = held<model::Report>(*head);
  if (!standing_head(reader, one.value.partnership, model::Partnership::kType))
    throw base::NotFound("partnership " + one.value.partnership.str(), "does not stand in this register");
  if (head->version != version)
    throw base::Conflict("report " + id.str(), "has been changed meanwhile", "Look at what stands.");
  return one;
}

bool has_confirmed(store::Reader& reader, const model::Report& report) {
  for (const auto& party : parties_of(reader, report.partnership))
    if (party.organisation.id == report.organisation && party.state == "confirmed") return true;
  return false;
}

void end_draft(store::UnitOfWork& unit, const base::Uuid& id, std::int64_t version,
               const model::Report& draft) {
  auto revision = revision_of(id, draft, store::Visibility::withdrawn);
  revision.expected_version = version;
  unit.put(revision);
}

}  // namespace

bool PartyReports::may_correct(const access::Actor& actor, const model::Report& report) {
  return access::may(actor, access::Action::report_for_party, {.place = report.organisation.str()});
}

bool PartyReports::may_withdraw(const access::Actor& actor, const model::Report& report) {
  return may_correct(actor, report) || access::may(actor, access::Action::review_report);
}

Made PartyReports::correct(const access::Actor& actor, const base::Uuid& id, std::int64_t version) {
  const auto now = reg_.clock().now();
  auto draft_id = base::Uuid::v7(now);
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto standing = published_report(unit, id, version);
    auto draft = standing.value;
    if (!may_correct(actor, draft))
      throw access::Refused("to correct report " + id.str(), "is not among what this account may do",
                            "The representatives of its party do.");
    if (!has_confirmed(unit, draft))
      throw base::Conflict("organisation " + draft.organisation.str(), "has not confirmed a part in it",
                           "Confirm its part first.");
    if (const auto open = open_report(unit, draft.partnership, draft.organisation)) {
      if (open->value.corrects == id) {
        draft_id = open->id;
        return;
      }
      throw base::Conflict("organisation " + draft.organisation.str(),
                           "has begun another report on this partnership",
                           "Hand it in or discard it, and correct then.");
    }
    draft.state = "draft";
    for (auto* at : {&draft.handed_in, &draft.published, &draft.corrected}) at->clear();
    draft.corrects = id;
    draft.reason = {};
    auto revision = revision_of(draft_id, draft, store::Visibility::draft);
    revision.expected_version = 0;
    unit.put(revision);
  });
  reg_.follow();
  if (done.repeated) draft_id = made_in(reg_, done, model::Report::kType).value_or(base::Uuid());
  return {draft_id, done};
}

store::Committed PartyReports::withdraw(const access::Actor& actor, const base::Uuid& id,
                                        std::int64_t version, const base::Text& reason) {
  if (reason.empty()) throw base::BadInput("field reason", "is empty", "Say why.");
  require_length("reason", reason, kMostRemarkBytes);
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    auto one = published_report(unit, id, version);
    if (!may_withdraw(actor, one.value))
      throw access::Refused("to withdraw report " + id.str(), "is not among what this account may do",
                            "The representatives of its party, and who reviews reports, do.");
    const auto writer = writer_of(unit, one);
    const auto open = open_report(unit, one.value.partnership, one.value.organisation);
    if (open && open->value.corrects == id) end_draft(unit, open->id, open->version, open->value);
    one.value.withdrawn = reason;
    require_form(one.value);
    auto revision = revision_of(id, one.value, store::Visibility::withdrawn);
    revision.expected_version = version;
    unit.put(revision);
    if (writer != author_of(actor)) tell_author(unit, reg_.clock(), writer, kNoticeReportWithdrawn, id.str());
    note_office_act(unit, actor, access::Action::review_report, id.str(), reg_.clock().now());
  });
  reg_.follow();
  return done;
}

void put_correction(store::UnitOfWork& unit, const base::Uuid& draft, std::int64_t version,
                    const model::Report& correction) {
  const auto id = correction.corrects.value_or(base::Uuid());
  const auto head = standing_head(unit, id, model::Report::kType);
  if (!head)
    throw base::Conflict("report " + id.str(), "does not stand any more", "Discard what was to correct it.");
  const auto before = held<model::Report>(*head).value;
  auto now = correction;
  now.state = "published";
  now.partnership = before.partnership;
  now.organisation = before.organisation;
  now.handed_in = before.handed_in;
  now.published = before.published;
  now.corrected = correction.handed_in;
  now.corrects.reset();
  now.answer = {};
  require_form(now);
  auto revision = revision_of(id, now);
  revision.expected_version = head->version;
  unit.put(revision);
  end_draft(unit, draft, version, correction);
}

void tell_author(store::UnitOfWork& unit, const base::Clock& clock, const std::string& author,
                 std::string_view kind, std::string_view about) {
  const auto account = base::Uuid::parse(author);
  if (account && unit.accounts().account(*account))
    notify_anew(unit.accounts(), clock, *account, kind, about);
}

}  // namespace entente::registry
