// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Whoever assesses: findings, words beside them, and handing over.
#include <algorithm>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/diligence_words.hpp"
#include "registry/notices.hpp"

namespace entente::registry {

namespace {

void require_own_assessment(const access::Actor& actor, const store::Assessment& assessment) {
  if (!actor.account || assessment.assessor != *actor.account)
    throw access::Refused("assessment " + std::to_string(assessment.number), "is assessed by somebody else",
                          "Take it over first.");
}

base::NotFound no_finding(std::string_view key) {
  return {"finding " + std::string(key), "is none of this assessment's"};
}

/// What stands there already: sent twice, it is written once.
bool is_said(const std::vector<store::AssessmentStep>& steps, const base::Uuid& account,
             std::string_view what, std::string_view key, std::string_view words) {
  const auto last = std::find_if(steps.rbegin(), steps.rend(), [&](const store::AssessmentStep& step) {
    return step.key == key && (what != kDiligenceFinding || step.what == what);
  });
  return last != steps.rend() && last->account == account && last->what == what && last->words == words;
}

std::size_t count_of(const std::vector<store::AssessmentStep>& steps, bool answers) {
  return static_cast<std::size_t>(std::ranges::count_if(steps, [&](const store::AssessmentStep& step) {
    return (step.what == kDiligenceAnswered) == answers;
  }));
}

const store::Assessment& shown_assessment(const store::Assessment& assessment) {
  if (assessment.state != store::AssessmentState::hearing &&
      assessment.state != store::AssessmentState::decided)
    require_state(assessment, store::AssessmentState::hearing);
  return assessment;
}

}  // namespace

DiligenceScreening Diligence::screening(const AssessmentDetail& detail) const {
  return screening_of(*reg_.read(), detail.assessment.organisation);
}

std::optional<DiligenceFault> Diligence::find(const access::Actor& actor, std::int64_t number,
                                              std::string_view key, const TypedFinding& typed) {
  const auto& account = require_account(actor);
  const auto now = reg_.clock().now();
  std::optional<DiligenceFault> fault;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    auto assessment = assessment_for(unit, actor, access::Action::assess_diligence, number);
    const auto steps = unit.diligence().steps(assessment.id);
    require_assessing(actor, assessment, steps);
    require_own_assessment(actor, assessment);
    require_state(assessment, store::AssessmentState::assessing);
    const auto policy = policy_of(unit, assessment, policy_);
    // Controversies are numbered one after the other: none is left out.
    if (!is_finding_key(*policy, key) ||
        (is_controversy(key) && number_of_controversy(key) > last_controversy(steps) + 1))
      throw no_finding(key);
    auto read = read_typed(*policy, key, typed, base::day_of(now));
    fault = read.fault;
    if (!fault && key == kSectionScreening) {
      read.finding.screening = screening_of(unit, assessment.organisation);
      fault = fault_of_screening(read.finding);
    }
    if (fault) return;
    auto words = form_of(read.finding);
    if (is_said(steps, account, kDiligenceFinding, key, words)) return;
    if (count_of(steps, false) >= kMostDiligenceSteps) {
      fault = DiligenceFault{"text", "too_many"};
      return;
    }
    assessment.changed = now;
    unit.diligence().set(assessment);
    auto step = new_step(assessment, account, kDiligenceFinding, std::move(words), now);
    step.key = key;
    unit.diligence().add_step(step);
  });
  return fault;
}

std::optional<DiligenceFault> Diligence::hand_over(const access::Actor& actor, std::int64_t number,
                                                   std::int64_t seen) {
  constexpr std::int64_t kHearingDayMs = 24 * 3'600'000LL;
  const auto& account = require_account(actor);
  const auto now = reg_.clock().now();
  std::optional<DiligenceFault> fault;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    auto assessment = assessment_for(unit, actor, access::Action::assess_diligence, number);
    const auto steps = unit.diligence().steps(assessment.id);
    require_assessing(actor, assessment, steps);
    require_own_assessment(actor, assessment);
    require_state(assessment, store::AssessmentState::assessing);
    if ((fault = fault_of_version(steps, seen))) return;
    const auto policy = policy_of(unit, assessment, policy_);
    fault = fault_of_findings(
        unit, detail_of(unit, assessment, policy, base::day_of(now), now, DiligenceReaderKind::office));
    if (fault) return;
    assessment.state = store::AssessmentState::hearing;
    assessment.changed = now;
    // Where nobody speaks for it, whoever comes to in these days is heard.
    assessment.heard = {now.ms + policy->hearing_days * kHearingDayMs};
    tell_organisation(unit, reg_.clock(), assessment, kNoticeDiligenceShown);
    unit.diligence().set(assessment);
    unit.diligence().add_step(new_step(assessment, account, kDiligenceHanded, {}, now));
    tell_offices(unit, reg_.clock(), actor, assessment, {access::Role::steward, access::Role::administrator},
                 kNoticeDiligenceHanded);
  });
  return fault;
}

std::optional<DiligenceFault> Diligence::word(const access::Actor& actor, std::int64_t number,
                                              std::string_view key, std::string_view text,
                                              bool by_organisation) {
  if (auto fault = fault_of_diligence_text("text", text)) return fault;
  const auto& account = require_account(actor);
  const auto what = by_organisation ? kDiligenceAnswered : kDiligenceResponse;
  const auto now = reg_.clock().now();
  std::optional<DiligenceFault> fault;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    fault.reset();
    const auto assessment = by_organisation
                                ? standing_assessment(unit, number)
                                : assessment_for(unit, actor, access::Action::assess_diligence, number);
    const auto steps = unit.diligence().steps(assessment.id);
    if (!by_organisation) {
      require_assessing(actor, assessment, steps);
      require_own_assessment(actor, assessment);
    }
    shown_assessment(assessment);
    if (std::ranges::none_of(
            steps, [&](const auto& step) { return step.what == kDiligenceFinding && step.key == key; }))
      throw no_finding(key);
    if (by_organisation && section_of(key) == kSectionScreening) throw no_finding(key);
    if (is_said(steps, account, what, key, text)) return;
    if (count_of(steps, by_organisation) >= (by_organisation ? kMostDiligenceAnswers : kMostDiligenceSteps)) {
      fault = DiligenceFault{"text", "too_many"};
      return;
    }
    auto step = new_step(assessment, account, what, std::string(text), now);
    if (by_organisation) step.place = assessment.organisation.str();
    step.key = key;
    unit.diligence().add_step(step);
    if (by_organisation)
      tell_one(unit, reg_.clock(), actor, assessment, assessment.assessor, kNoticeDiligenceAnswered);
    else
      tell_organisation(unit, reg_.clock(), assessment, kNoticeDiligenceShown);
  });
  return fault;
}

std::optional<DiligenceFault> Diligence::respond(const access::Actor& actor, std::int64_t number,
                                                 std::string_view key, std::string_view text) {
  if (section_of(key) == kSectionScreening) throw no_finding(key);
  return word(actor, number, key, text, false);
}

}  // namespace entente::registry
