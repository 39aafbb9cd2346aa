// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Whether what was decided on hits is what was sealed.
#include "registry/screening_seals.hpp"

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/screened_hits.hpp"
#include "registry/screening_review.hpp"
#include "registry/sealed_decisions.hpp"
#include "registry/seals_in_log.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

using store::HitState;

/// A member of a decision; empty where it has none of that name, or no text.
std::string said_in(const json::object& decision, std::string_view name) {
  const auto* said = decision.if_contains(name);
  return said != nullptr && said->is_string() ? std::string(said->as_string()) : std::string();
}

/// The state of a hit after its steps, one after the other.
HitState state_of_steps(const std::vector<store::ScreeningStep>& steps) {
  auto state = HitState::open;
  for (const auto& step : steps) {
    if (const auto word = hit_word_named(step.what))
      state = state_after(*word);
    else if (step.what == kHitClosed)
      state = HitState::closed;
    else if (step.what == kHitReopened || (step.what == kHitFoundAgain && state == HitState::closed))
      state = HitState::open;
  }
  return state;
}

/// Whether the steps of a hit are all there, each decision as it was sealed and of this hit, and the hit's
/// row says what they come to.
bool is_whole(store::Reader& reader, const store::ScreeningHit& hit,
              const std::vector<store::ScreeningStep>& steps) {
  auto party = hit.subject.str();  // as it was at a step, back from the last
  for (auto at = steps.size(); at > 0; --at) {
    const auto& step = steps[at - 1];
    if (step.ordinal != static_cast<std::int64_t>(at)) return false;
    const bool is_word = hit_word_named(step.what).has_value();
    if (is_word != !step.account.is_nil() || is_word != !step.decision.empty()) return false;
    if (is_word) {
      if (!is_decision_as_sealed(reader, step)) return false;
      const auto decision = base::parse_json(step.decision, "decision on a hit").as_object();
      if (said_in(decision, "party") != party || said_in(decision, "dataset") != hit.dataset ||
          said_in(decision, "entry") != hit.entry)
        return false;
    }
    if (step.what == kHitMoved) party = step.words;
  }
  return state_of_steps(steps) == hit.state;
}

}  // namespace

bool is_decision_as_sealed(store::Reader& reader, const store::ScreeningStep& step) {
  if (!has_seal(reader, kSealScreening, {step.sealed, step.salt}, step.decision)) return false;
  const auto value = base::parse_json(step.decision, "decision on a hit");
  if (!value.is_object()) return false;
  const auto& decision = value.as_object();
  return said_in(decision, "hit") == step.hit.str() && said_in(decision, "word") == step.what &&
         said_in(decision, "reason") == step.words && said_in(decision, "by") == step.account.str() &&
         said_in(decision, "at") == base::to_string(step.at);
}

std::int64_t verify_seals(Register& reg) {
  constexpr std::size_t kAtOnce = 500;
  SealsInLog seals(reg, kSealScreening);
  std::int64_t count = 0;
  for (base::Uuid after;;) {
    const auto reader = reg.store().read();
    const auto hits = reader->screening().hits_after(after, kAtOnce);
    for (const auto& hit : hits) {
      const auto steps = reader->screening().steps(hit.id);
      if (!is_whole(*reader, hit, steps))
        throw base::Error("hit " + hit.id.str(),
                          "or what was done about it is not what was sealed in the log when it was decided",
                          "Restore it from a backup, and look for what changed the database.");
      for (const auto& step : steps)
        if (!step.decision.empty()) {
          seals.found(step.sealed);
          ++count;
        }
    }
    if (hits.size() < kAtOnce) break;
    after = hits.back().id;
  }
  seals.require_all_found();
  return count;
}

}  // namespace entente::registry
