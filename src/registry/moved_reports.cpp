// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/moved_reports.hpp"

#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/reporting_words.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

/// Nobody can hand it in, or discard it.
bool is_abandoned(store::Reader& reader, const Held<model::Report>& report) {
  return report.value.state != "handed_in" &&
         reader.accounts()
             .holders(access::name_of(access::Role::representative), report.value.organisation.str())
             .empty();
}

}  // namespace

void leave_one_report(store::UnitOfWork& unit, const access::Actor& actor, const base::Clock& clock,
                      const std::vector<base::Uuid>& partnerships, const base::Uuid& kept,
                      const base::Uuid& other) {
  for (const auto& partnership : partnerships) {
    const auto going = open_report(unit, partnership, other), staying = open_report(unit, partnership, kept);
    if (!going || !staying) continue;
    const bool goes = is_abandoned(unit, *going);
    if (!goes && !is_abandoned(unit, *staying))
      throw base::Conflict(
          "report " + going->id.str(),
          "is begun by one of the two, and another by the other, on partnership " + partnership.str(),
          "Publish one of them, or ask its party to discard it, and merge then.");
    const auto& left = goes ? *going : *staying;
    unit.put(revision_of(left.id, left.value, store::Visibility::withdrawn));
    record_event(unit.accounts(), actor, {}, "report_discarded", left.id.str(), clock.now());
    tell_author(unit, clock, left.author, kNoticeReportDiscarded, left.id.str());
  }
}

bool is_discarding(const store::Revision& before, const store::Revision& since) {
  return since.type == model::Report::kType && before.visibility == store::Visibility::draft &&
         since.visibility == store::Visibility::withdrawn;
}

void open_again(store::UnitOfWork& unit, const base::Uuid& report) {
  const auto head = unit.head(report);
  if (!head || head->visibility != store::Visibility::withdrawn) return;
  const auto draft = held<model::Report>(*head).value;
  if (!open_report(unit, draft.partnership, draft.organisation))
    unit.put(revision_of(report, draft, store::Visibility::draft));
}

}  // namespace entente::registry
