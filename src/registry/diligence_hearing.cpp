// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The organisation that is assessed.
#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/diligence_words.hpp"
#include "registry/notices.hpp"

namespace entente::registry {

namespace {

bool may_answer(const access::Actor& actor, const std::string& organisation) {
  return access::may(
      actor, access::Action::answer_diligence,
      {.place = organisation, .reach = access::Reach::organisation, .sight = access::Sight::restricted});
}

/// Whether it was ever shown to the organisation, and somebody may see that.
bool is_shown(const access::Actor& actor, const store::Assessment& assessment) {
  return assessment.heard.ms != 0 && may_answer(actor, assessment.organisation.str());
}

base::NotFound not_shown(std::int64_t number) {
  return {"assessment " + std::to_string(number), "was shown to none of this account's organisations"};
}

store::Assessment shown_to(store::Reader& reader, const access::Actor& actor, std::int64_t number) {
  auto assessment = reader.diligence().numbered(number);
  if (!assessment || !is_shown(actor, *assessment)) throw not_shown(number);
  return std::move(*assessment);
}

}  // namespace

std::vector<AssessmentRow> Diligence::shown(const access::Actor& actor, std::size_t limit) const {
  const auto reader = reg_.read();
  std::vector<AssessmentRow> rows;
  for (const auto& grant : actor.grants) {
    const auto organisation = base::Uuid::parse(grant.of);
    if (grant.role != access::Role::representative || !organisation || !may_answer(actor, grant.of)) continue;
    for (auto& each : reader->diligence().of_organisation(*organisation, limit)) {
      if (rows.size() == limit || !is_shown(actor, each)) continue;
      auto row = row_of(*reader, std::move(each));
      row.assessor.clear();
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::optional<AssessmentDetail> Diligence::shown_one(const access::Actor& actor, std::int64_t number) const {
  const auto reader = reg_.read();
  const auto assessment = reader->diligence().numbered(number);
  if (!assessment || !is_shown(actor, *assessment)) return std::nullopt;
  const auto now = reg_.clock().now();
  return detail_of(*reader, *assessment, policy_of(*reader, *assessment, policy_), base::day_of(now), now,
                   DiligenceReaderKind::organisation);
}

std::optional<DiligenceFault> Diligence::answer(const access::Actor& actor, std::int64_t number,
                                                std::string_view key, std::string_view text) {
  shown_to(*reg_.read(), actor, number);
  return word(actor, number, key, text, true);
}

void Diligence::be_heard(const access::Actor& actor, std::int64_t number) {
  const auto& account = require_account(actor);
  const auto now = reg_.clock().now();
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    const auto assessment = shown_to(unit, actor, number);
    require_state(assessment, store::AssessmentState::hearing);
    const auto detail = detail_of(unit, assessment, policy_of(unit, assessment, policy_), base::day_of(now),
                                  now, DiligenceReaderKind::organisation);
    if (detail.heard) return;
    auto step = new_step(assessment, account, kDiligenceHeard, {}, now);
    step.place = assessment.organisation.str();
    unit.diligence().add_step(step);
    tell_offices(unit, reg_.clock(), actor, assessment, {access::Role::steward, access::Role::administrator},
                 kNoticeDiligenceHanded);
  });
}

}  // namespace entente::registry
