// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Who of the three somebody may be, and who is told.
#include <algorithm>
#include <set>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/diligence_words.hpp"
#include "registry/notices.hpp"

namespace entente::registry {

namespace {

const access::Target kDiligenceTarget{.sight = access::Sight::restricted};

bool took_part(const std::vector<store::AssessmentStep>& steps, const base::Uuid& account,
               std::initializer_list<std::string_view> kinds) {
  return std::ranges::any_of(steps, [&](const store::AssessmentStep& step) {
    return step.account == account && std::ranges::find(kinds, step.what) != kinds.end();
  });
}

base::NotFound no_assessment(std::int64_t number) {
  return {"assessment " + std::to_string(number), "does not exist"};
}

bool is_of(const store::AccountRole& held, const store::Assessment& assessment) {
  return held.of == assessment.organisation.str();
}

}  // namespace

store::Assessment standing_assessment(store::Reader& reader, std::int64_t number) {
  auto assessment = reader.diligence().numbered(number);
  if (!assessment) throw no_assessment(number);
  return std::move(*assessment);
}

store::Assessment assessment_for(store::Reader& reader, const access::Actor& actor, access::Action action,
                                 std::int64_t number) {
  require(actor, action, kDiligenceTarget);
  auto assessment = standing_assessment(reader, number);
  if (speaks_for(actor, assessment)) throw no_assessment(number);
  return assessment;
}

bool speaks_for(const access::Actor& actor, const store::Assessment& assessment) {
  return actor.holds({access::Role::representative, assessment.organisation.str()}) ||
         actor.holds({access::Role::contributor, assessment.organisation.str()});
}

bool has_assessed(const store::Assessment& assessment, const std::vector<store::AssessmentStep>& steps,
                  const base::Uuid& account) {
  return assessment.assessor == account ||
         took_part(steps, account, {kDiligenceFinding, kDiligenceResponse, kDiligenceHanded});
}

bool has_judged(const std::vector<store::AssessmentStep>& steps, const base::Uuid& account) {
  return took_part(steps, account, {kDiligenceHandedBack, kDiligenceDecided});
}

void require_assessing(const access::Actor& actor, const store::Assessment& assessment,
                       const std::vector<store::AssessmentStep>& steps) {
  const auto& account = require_account(actor);
  if (account == assessment.requester || has_judged(steps, account))
    throw access::Refused("assessment", "was requested or judged by this account",
                          "Whoever requests, whoever assesses and whoever decides are three people.");
}

void require_deciding(const access::Actor& actor, const store::Assessment& assessment,
                      const std::vector<store::AssessmentStep>& steps) {
  const auto& account = require_account(actor);
  if (account == assessment.requester || has_assessed(assessment, steps, account))
    throw access::Refused("assessment", "was requested or made by this account",
                          "Whoever requests, whoever assesses and whoever decides are three people.");
}

void require_not_requester(const access::Actor& actor, const store::Assessment& assessment) {
  if (require_account(actor) == assessment.requester)
    throw access::Refused("assessment", "was requested by this account",
                          "Somebody else chooses who assesses it.");
}

void require_state(const store::Assessment& assessment, store::AssessmentState state) {
  if (assessment.state != state)
    throw base::Conflict("assessment " + std::to_string(assessment.number),
                         "is " + std::string(name_of(assessment.state)) + " by now", "Look at it again.");
}

void tell_offices(store::UnitOfWork& unit, const base::Clock& clock, const access::Actor& actor,
                  const store::Assessment& assessment, const std::vector<access::Role>& roles,
                  std::string_view kind) {
  std::set<base::Uuid> told;
  for (const auto role : roles)
    for (const auto& holder : unit.accounts().holders(access::name_of(role), "")) {
      const auto held = unit.accounts().roles_of(holder.account);
      if (holder.account != assessment.requester &&
          std::ranges::none_of(held, [&](const auto& each) { return is_of(each, assessment); }))
        told.insert(holder.account);
    }
  tell_all(unit, clock, actor, told, kind, std::to_string(assessment.number));
}

void tell_organisation(store::UnitOfWork& unit, const base::Clock& clock, const store::Assessment& assessment,
                       std::string_view kind) {
  for (const auto& speaker :
       unit.accounts().holders(access::name_of(access::Role::representative), assessment.organisation.str()))
    notify_anew(unit.accounts(), clock, speaker.account, kind, std::to_string(assessment.number));
}

void tell_one(store::UnitOfWork& unit, const base::Clock& clock, const access::Actor& actor,
              const store::Assessment& assessment, const base::Uuid& account, std::string_view kind) {
  if (!account.is_nil()) tell_all(unit, clock, actor, {account}, kind, std::to_string(assessment.number));
}

}  // namespace entente::registry
