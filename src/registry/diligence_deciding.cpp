// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Whoever decides.
#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "registry/account_words.hpp"
#include "registry/diligence_words.hpp"
#include "registry/merged.hpp"
#include "registry/notices.hpp"
#include "registry/sealed_decisions.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

std::string hash_of_steps(const std::vector<store::AssessmentStep>& steps) {
  base::Sha256Stream hash;
  for (const auto& step : steps) {
    hash.add(base::canonical_json(json::object{{"ordinal", step.ordinal},
                                               {"account", step.account.str()},
                                               {"place", step.place},
                                               {"what", step.what},
                                               {"finding", step.key},
                                               {"words", step.words},
                                               {"at", base::to_string(step.at)}}));
    hash.add("\n");
  }
  return base::hex(hash.finish());
}

std::optional<DiligenceFault> read_typed_decision(const AssessmentDetail& detail, const TypedDecision& typed,
                                                  std::int64_t today, DecisionView& decision) {
  if (detail.policy->grade(typed.grade) == nullptr) return DiligenceFault{"grade", "grade"};
  decision.grade = typed.grade;
  if (auto fault = fault_of_diligence_text("reason", typed.reason)) return fault;
  if (auto fault = fault_of_diligence_text("note", typed.note, false)) return fault;
  if (auto fault = fault_of_diligence_text("conditions", typed.conditions, false)) return fault;
  decision.reason = base::trimmed(typed.reason);
  decision.note = base::trimmed(typed.note);
  decision.conditions = base::trimmed(typed.conditions);
  decision.valid_until = detail.ends_first;
  if (!base::trimmed(typed.valid_until).empty()) {
    const auto day = typed_day(typed.valid_until);
    if (!day || *day < today || *day > detail.ends_first) return DiligenceFault{"valid_until", "valid_until"};
    decision.valid_until = *day;
  }
  return std::nullopt;
}

/// Whoever requested it, assesses it, or ever wrote for it or handed it over may have come to speak for the
/// organisation since.
std::optional<DiligenceFault> fault_of_independence(store::Reader& reader,
                                                    const store::Assessment& assessment,
                                                    const std::vector<store::AssessmentStep>& steps) {
  std::set<base::Uuid> people{assessment.requester, assessment.assessor};
  for (const auto& step : steps)
    if (has_assessed(assessment, steps, step.account)) people.insert(step.account);
  for (const auto& account : people) {
    const access::Actor one{account, grants_of(reader.accounts().roles_of(account))};
    if (speaks_for(one, assessment)) return DiligenceFault{"", "speaks"};
  }
  return std::nullopt;
}

/// Whether the row of an assessment says what its steps do: it is by the row that lists and ends go. A merge
/// moves it to the organisation that stands for the one it was requested for.
bool row_is_of_steps(store::Reader& reader, const store::Assessment& assessment,
                     const store::AssessmentStep& requested, const store::AssessmentStep& decided) {
  const auto decision = read_decision(decided.words);
  if (assessment.state != store::AssessmentState::decided || assessment.decider != decided.account ||
      assessment.grade != decision.grade || assessment.valid_until != decision.valid_until ||
      assessment.requester != requested.account)
    return false;
  const auto words = base::parse_json(requested.words, "request").as_object();
  const auto said = [&](std::string_view name) { return std::string(words.at(name).as_string()); };
  const auto organisation = base::Uuid::parse(said("organisation"));
  return organisation &&
         standing_for(reader, *organisation) == standing_for(reader, assessment.organisation) &&
         said("partnership") == (assessment.partnership.is_nil() ? "" : assessment.partnership.str()) &&
         said("country") == assessment.country && said("purpose") == assessment.purpose;
}

}  // namespace

std::string sealed_form(const store::Assessment& assessment, const store::AssessmentStep& decided,
                        const std::vector<store::AssessmentStep>& before) {
  return base::canonical_json(json::object{{"assessment", assessment.id.str()},
                                           {"number", assessment.number},
                                           {"policy", base::hex(assessment.policy)},
                                           {"decider", decided.account.str()},
                                           {"decision", decided.words},
                                           {"at", base::to_string(decided.at)},
                                           {"steps", hash_of_steps(before)}});
}

bool is_as_sealed(store::Reader& reader, const store::Assessment& assessment,
                  const std::vector<store::AssessmentStep>& steps) {
  const auto decided = std::ranges::find(steps, kDiligenceDecided, &store::AssessmentStep::what);
  if (decided == steps.end() || steps.front().what != kDiligenceRequested) return false;
  return has_seal(reader, kSealDueDiligence, {decided->sealed, decided->salt},
                  sealed_form(assessment, *decided, {steps.begin(), decided})) &&
         row_is_of_steps(reader, assessment, steps.front(), *decided);
}

std::int64_t verify_assessments(Register& reg) {
  constexpr std::size_t kAtOnce = 500;
  std::int64_t sealed = 0;
  for (std::int64_t last = 0;;) {
    const auto reader = reg.store().read();
    const auto page = reader->diligence().after(last, kAtOnce);
    for (const auto& each : page) {
      last = each.number;
      const auto steps = reader->diligence().steps(each.id);
      // One with a decision is looked at whatever its row says that it is.
      if (each.state != store::AssessmentState::decided &&
          std::ranges::find(steps, kDiligenceDecided, &store::AssessmentStep::what) == steps.end())
        continue;
      if (!is_as_sealed(*reader, each, steps))
        throw base::Error("assessment " + std::to_string(each.number),
                          "is not what was sealed in the log when it was decided",
                          "Restore it from a backup, and look for what changed the database.");
      ++sealed;
    }
    if (page.size() < kAtOnce) return sealed;
  }
}

std::optional<DiligenceFault> Diligence::decide(const access::Actor& actor, std::int64_t number,
                                                std::int64_t seen, const TypedDecision& typed) {
  const auto& account = require_account(actor);
  const auto now = reg_.clock().now();
  const auto today = base::day_of(now);
  std::optional<DiligenceFault> fault;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    auto assessment = assessment_for(unit, actor, access::Action::decide_diligence, number);
    const auto steps = unit.diligence().steps(assessment.id);
    require_deciding(actor, assessment, steps);
    require_state(assessment, store::AssessmentState::hearing);
    if ((fault = fault_of_version(steps, seen))) return;
    if ((fault = fault_of_independence(unit, assessment, steps))) return;
    const auto detail = detail_of(unit, assessment, policy_of(unit, assessment, policy_), today, now,
                                  DiligenceReaderKind::office);
    DecisionView decision;
    fault = detail.heard ? fault_of_findings(unit, detail) : DiligenceFault{"", "hearing"};
    if (!fault) fault = read_typed_decision(detail, typed, today, decision);
    if (fault) return;
    auto step = new_step(assessment, account, kDiligenceDecided, form_of(decision), now);
    const auto seal = put_sealed_decision(unit, now, kSealDueDiligence, sealed_form(assessment, step, steps));
    step.salt = seal.salt;
    step.sealed = seal.record;
    assessment.state = store::AssessmentState::decided;
    assessment.decider = account;
    assessment.grade = decision.grade;
    assessment.valid_until = decision.valid_until;
    assessment.changed = now;
    unit.diligence().set(assessment);
    unit.diligence().add_step(step);
    tell_one(unit, reg_.clock(), actor, assessment, assessment.requester, kNoticeDiligenceDecided);
    tell_one(unit, reg_.clock(), actor, assessment, assessment.assessor, kNoticeDiligenceDecided);
    tell_organisation(unit, reg_.clock(), assessment, kNoticeDiligenceShown);
  });
  return fault;
}

std::optional<DiligenceFault> Diligence::hand_back(const access::Actor& actor, std::int64_t number,
                                                   std::int64_t seen, std::string_view reason) {
  if (auto fault = fault_of_diligence_text("text", reason)) return fault;
  const auto& account = require_account(actor);
  const auto now = reg_.clock().now();
  std::optional<DiligenceFault> fault;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    auto assessment = assessment_for(unit, actor, access::Action::decide_diligence, number);
    const auto steps = unit.diligence().steps(assessment.id);
    require_deciding(actor, assessment, steps);
    require_state(assessment, store::AssessmentState::hearing);
    if ((fault = fault_of_version(steps, seen))) return;
    assessment.state = store::AssessmentState::assessing;
    assessment.changed = now;
    unit.diligence().set(assessment);
    unit.diligence().add_step(new_step(assessment, account, kDiligenceHandedBack, std::string(reason), now));
    tell_one(unit, reg_.clock(), actor, assessment, assessment.assessor, kNoticeDiligenceBack);
  });
  return fault;
}

std::optional<DiligenceFault> Diligence::stop(const access::Actor& actor, std::int64_t number,
                                              std::string_view reason) {
  if (auto fault = fault_of_diligence_text("text", reason)) return fault;
  const auto& account = require_account(actor);
  const auto now = reg_.clock().now();
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    auto assessment = assessment_for(unit, actor, access::Action::decide_diligence, number);
    require_deciding(actor, assessment, unit.diligence().steps(assessment.id));
    if (assessment.state == store::AssessmentState::decided ||
        assessment.state == store::AssessmentState::stopped)
      throw base::Conflict("assessment " + std::to_string(number),
                           "is " + std::string(name_of(assessment.state)) + " by now", "Look at it again.");
    assessment.state = store::AssessmentState::stopped;
    assessment.changed = now;
    unit.diligence().set(assessment);
    unit.diligence().add_step(new_step(assessment, account, kDiligenceStopped, std::string(reason), now));
    tell_one(unit, reg_.clock(), actor, assessment, assessment.requester, kNoticeDiligenceStopped);
    tell_one(unit, reg_.clock(), actor, assessment, assessment.assessor, kNoticeDiligenceStopped);
  });
  return std::nullopt;
}

}  // namespace entente::registry
