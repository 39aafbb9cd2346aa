// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/diligence_standing.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "registry/diligence_words.hpp"
#include "registry/merged.hpp"
#include "registry/notices.hpp"
#include "registry/screening_review.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kLookedBack = 100;       // assessments of one organisation
constexpr std::int64_t kTooLateToRemind = 30;  // days
constexpr std::string_view kSoon = "soon", kEnded = "ended";

std::string reminder_note(std::int64_t number) {
  return "diligence reminder " + std::to_string(number);
}

}  // namespace

bool is_newest(store::Reader& reader, const store::Assessment& assessment) {
  const auto all = reader.diligence().of_organisation(assessment.organisation, kLookedBack);
  const auto newest = std::ranges::find_if(
      all, [](const auto& each) { return each.state != store::AssessmentState::stopped; });
  return newest != all.end() && newest->id == assessment.id;
}

std::string_view name_of(DiligenceState state) {
  switch (state) {
    case DiligenceState::under_way:
      return "under_way";
    case DiligenceState::valid:
      return "valid";
    case DiligenceState::expired:
      return "expired";
    case DiligenceState::none:
      break;
  }
  return "none";
}

DiligenceStanding diligence_standing(store::Reader& reader, const base::Uuid& organisation,
                                     std::int64_t today) {
  DiligenceStanding standing;
  for (const auto& each :
       reader.diligence().of_organisation(standing_for(reader, organisation), kLookedBack)) {
    if (each.state == store::AssessmentState::stopped) continue;
    if (each.state == store::AssessmentState::decided)
      return {each.valid_until < today ? DiligenceState::expired : DiligenceState::valid, each.grade,
              each.number, each.valid_until};
    standing.state = DiligenceState::under_way;
  }
  return standing;
}

std::optional<DiligenceStanding> diligence_standing_for(const Register& reg, const access::Actor& actor,
                                                        const base::Uuid& organisation) {
  if (!access::may(actor, access::Action::see_diligence, {.sight = access::Sight::restricted}))
    return std::nullopt;
  const auto reader = reg.read();
  if (has_interest(*reader, actor, organisation)) return std::nullopt;
  return diligence_standing(*reader, organisation, base::day_of(reg.clock().now()));
}

std::int64_t remind_of_diligence(Register& reg, std::int64_t days, std::size_t at_once) {
  const auto today = base::day_of(reg.clock().now());
  const auto stage_of = [&](const store::Assessment& each) {
    return each.valid_until < today ? kEnded : kSoon;
  };
  const auto is_due = [&](store::Reader& reader, const store::Assessment& each) {
    return reader.note(reminder_note(each.number)) != stage_of(each) && is_newest(reader, each);
  };
  std::int64_t told = 0, first = today - kTooLateToRemind, after = 0;
  for (bool more = true; more;) {
    std::vector<store::Assessment> due;
    {
      const auto reader = reg.read();
      auto page = reader->diligence().valid_until(first, today + days, after, at_once);
      more = page.size() == at_once;
      if (more) {
        first = page.back().valid_until;
        after = page.back().number;
      }
      std::ranges::copy_if(page, std::back_inserter(due),
                           [&](const auto& each) { return is_due(*reader, each); });
    }
    for (const auto& each : due) {
      bool now_told = false;
      reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
        now_told = is_due(unit, each);
        if (!now_told) return;
        tell_one(unit, reg.clock(), {}, each, each.requester, kNoticeDiligenceEnds);
        tell_offices(unit, reg.clock(), {}, each, {access::Role::steward}, kNoticeDiligenceEnds);
        unit.set_note(reminder_note(each.number), stage_of(each));
      });
      told += now_told ? 1 : 0;
    }
  }
  return told;
}

}  // namespace entente::registry
