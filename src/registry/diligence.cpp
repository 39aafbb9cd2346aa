// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Requesting due diligence, and who assesses.
#include "registry/diligence.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/account_words.hpp"
#include "registry/diligence_words.hpp"
#include "registry/merged.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

constexpr std::size_t kMostAssessors = 200;  ///< to choose among

access::Target requesting_for(const std::string& country) {
  if (country.empty()) return {.sight = access::Sight::restricted};
  return {.place = country, .reach = access::Reach::country, .sight = access::Sight::restricted};
}

bool is_under_way(const store::Assessment& assessment) {
  return assessment.state != store::AssessmentState::decided &&
         assessment.state != store::AssessmentState::stopped;
}

void require_none_under_way(store::Reader& reader, const base::Uuid& organisation) {
  if (has_assessment_under_way(reader, organisation))
    throw base::Conflict("organisation " + organisation.str(), "is being assessed already",
                         "Wait for what is decided.");
}

/// The offices in which an account may assess.
constexpr std::array kAssessing{access::Role::reviewer, access::Role::steward};

bool could_assess(store::Reader& reader, const store::Assessment& assessment,
                  const std::vector<store::AssessmentStep>& steps, const base::Uuid& account) {
  if (account == assessment.requester || has_judged(steps, account)) return false;
  const auto known = reader.accounts().account(account);
  if (!known || known->state != store::AccountState::active) return false;
  access::Actor actor{account, grants_of(reader.accounts().roles_of(account)), true};
  return !speaks_for(actor, assessment) &&
         access::may(actor, access::Action::assess_diligence, {.sight = access::Sight::restricted});
}

}  // namespace

bool has_assessment_under_way(store::Reader& reader, const base::Uuid& organisation) {
  return std::ranges::any_of(reader.diligence().of_organisation(organisation, kAllAssessments), is_under_way);
}

std::vector<std::string> Diligence::requests_for(const access::Actor& actor) {
  std::vector<std::string> places;
  if (access::may(actor, access::Action::request_diligence, requesting_for({}))) places.emplace_back();
  for (const auto& grant : actor.grants)
    if (grant.role == access::Role::focal_point &&
        access::may(actor, access::Action::request_diligence, requesting_for(grant.of)))
      places.push_back(grant.of);
  return places;
}

Diligence::Requested Diligence::request(const access::Actor& actor, const NewAssessment& wanted) {
  require(actor, access::Action::request_diligence, requesting_for(wanted.country));
  const auto& account = require_account(actor);
  Requested done;
  if ((done.fault = fault_of_diligence_text("purpose", wanted.purpose))) return done;
  const auto now = reg_.clock().now();
  store::Assessment assessment;
  assessment.id = base::Uuid::v7(now);
  assessment.partnership = wanted.partnership;
  assessment.country = wanted.country;
  assessment.purpose = base::trimmed(wanted.purpose);
  assessment.requester = account;
  assessment.policy = policy_->hash;
  assessment.made = assessment.changed = now;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    assessment.organisation = standing_for(unit, wanted.organisation);
    if (!standing_head(unit, assessment.organisation, model::Organisation::kType))
      throw base::NotFound("organisation " + wanted.organisation.str(), "does not stand in this register");
    if (!wanted.partnership.is_nil() && !standing_head(unit, wanted.partnership, model::Partnership::kType))
      throw base::NotFound("partnership " + wanted.partnership.str(), "does not stand in this register");
    if (speaks_for(actor, assessment))
      throw access::Refused("assessment", "would be of an organisation for which this account speaks",
                            "Somebody else requests it.");
    require_none_under_way(unit, assessment.organisation);
    if (wanted.renews > 0) {
      const auto earlier = standing_assessment(unit, wanted.renews);
      if (earlier.organisation != assessment.organisation)
        throw base::BadInput("assessment " + std::to_string(wanted.renews), "is of another organisation",
                             "Name one of this organisation.");
      require_state(earlier, store::AssessmentState::decided);
      assessment.renews = earlier.id;
    }
    unit.diligence().keep_policy(policy_->hash, policy_->source);
    done.number = assessment.number = unit.diligence().add(assessment);
    const auto words = base::canonical_json(
        json::object{{"organisation", assessment.organisation.str()},
                     {"partnership", assessment.partnership.is_nil() ? "" : assessment.partnership.str()},
                     {"country", assessment.country},
                     {"purpose", assessment.purpose}});
    unit.diligence().add_step(new_step(assessment, account, kDiligenceRequested, words, now));
    tell_offices(unit, reg_.clock(), actor, assessment, {kAssessing.begin(), kAssessing.end()},
                 kNoticeDiligenceRequested);
  });
  return done;
}

DiligenceRights Diligence::rights(const access::Actor& actor, const AssessmentDetail& detail) const {
  DiligenceRights rights;
  if (!actor.account || actor.scopes || speaks_for(actor, detail.assessment)) return rights;
  const auto steps = reg_.read()->diligence().steps(detail.assessment.id);
  const access::Target target{.sight = access::Sight::restricted};
  const auto& assessment = detail.assessment;
  const bool requested = *actor.account == assessment.requester;
  const bool assesses = access::may(actor, access::Action::assess_diligence, target) && !requested &&
                        !has_judged(steps, *actor.account);
  const bool decides = access::may(actor, access::Action::decide_diligence, target);
  const bool early = assessment.state == store::AssessmentState::requested ||
                     assessment.state == store::AssessmentState::assessing;
  rights.take = assesses && early && assessment.assessor != *actor.account;
  rights.assign = decides && early && !requested;
  rights.assess = assesses && assessment.assessor == *actor.account;
  const bool judges = decides && !requested && !has_assessed(assessment, steps, *actor.account);
  rights.decide = judges && assessment.state == store::AssessmentState::hearing;
  rights.stop = judges && is_under_way(assessment);
  return rights;
}

std::vector<std::pair<base::Uuid, std::string>> Diligence::assessors(const access::Actor& actor,
                                                                     std::int64_t number) const {
  const auto reader = reg_.read();
  const auto assessment = assessment_for(*reader, actor, access::Action::decide_diligence, number);
  const auto steps = reader->diligence().steps(assessment.id);
  std::vector<std::pair<base::Uuid, std::string>> all;
  std::set<base::Uuid> seen;
  for (const auto role : kAssessing)
    for (const auto& holder : reader->accounts().holders(access::name_of(role), ""))
      if (all.size() < kMostAssessors && seen.insert(holder.account).second &&
          could_assess(*reader, assessment, steps, holder.account))
        all.emplace_back(holder.account, reader->accounts().account(holder.account)->name);
  return all;
}

void Diligence::assign(const access::Actor& actor, std::int64_t number, const base::Uuid& account) {
  const auto& by = require_account(actor);
  const auto now = reg_.clock().now();
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    auto assessment = assessment_for(
        unit, actor, account == by ? access::Action::assess_diligence : access::Action::decide_diligence,
        number);
    const auto steps = unit.diligence().steps(assessment.id);
    if (account == by) {
      require_assessing(actor, assessment, steps);
    } else {
      require_not_requester(actor, assessment);
      if (!could_assess(unit, assessment, steps, account))
        throw base::Conflict("account " + account.str(), "may not assess this organisation",
                             "Choose somebody else.");
    }
    if (assessment.state != store::AssessmentState::requested)
      require_state(assessment, store::AssessmentState::assessing);
    if (assessment.assessor == account) return;
    assessment.assessor = account;
    assessment.state = store::AssessmentState::assessing;
    assessment.changed = now;
    unit.diligence().set(assessment);
    unit.diligence().add_step(new_step(assessment, by, kDiligenceAssigned, account.str(), now));
    tell_one(unit, reg_.clock(), actor, assessment, account, kNoticeDiligenceAssigned);
  });
}

}  // namespace entente::registry
