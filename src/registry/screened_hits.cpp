// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screened_hits.hpp"

#include <algorithm>
#include <map>

namespace entente::registry {

namespace {

using store::HitState;
using Sides = std::pair<std::string, std::string>;  // dataset and reference

/// The hits of one party, while they are brought in line.
class PartysHits {
 public:
  PartysHits(store::UnitOfWork& unit, base::Instant now, const ComparedParty& party, const ComparedWith& with)
      : unit_(unit), now_(now), party_(party), with_(with) {
    for (auto& hit : unit.screening().hits_of(party.subject))
      standing_.emplace(Sides(hit.dataset, hit.entry), std::move(hit));
  }

  void settle(std::size_t most_open) {
    std::set<Sides> alike;
    if (party_.stands)
      for (const auto& found : party_.found) alike.emplace(found.dataset, found.entry);
    // Before any is opened: those that go make room.
    for (auto& [sides, hit] : standing_)
      if (!alike.contains(sides)) end(hit);
    if (!party_.stands) return;
    auto waiting = static_cast<std::size_t>(
        std::ranges::count_if(standing_, [](const auto& each) { return waits(each.second.state); }));
    for (const auto& found : party_.found) {
      const auto at = standing_.find({found.dataset, found.entry});
      const bool waited = at != standing_.end() && waits(at->second.state);
      const bool waits_now = at == standing_.end() ? waiting < most_open && open(found)
                                                   : meet(at->second, found, waiting < most_open);
      if (waits_now && !waited) ++waiting;
    }
  }

  SettledHits settled() const { return settled_; }

 private:
  static bool waits(HitState state) { return state == HitState::open || state == HitState::confirming; }

  void step(const base::Uuid& hit, std::string_view what, std::string_view words) {
    store::ScreeningStep step;
    step.hit = hit;
    step.what = what;
    step.words = words;
    step.at = now_;
    unit_.screening().add_step(step);
  }

  void take(store::ScreeningHit& hit, const FoundEntry& found) const {
    hit.subject_version = party_.version;
    hit.subject_hash = party_.hash;
    hit.list_version = found.list_version;
    hit.entry_hash = found.hash;
    hit.score = found.score;
    hit.listed = found.listed;
    hit.reasons = found.reasons;
    hit.algorithm = with_.algorithm;
    hit.settings = with_.settings;
  }

  bool open(const FoundEntry& found) {
    store::ScreeningHit hit;
    hit.id = base::Uuid::v7(now_);
    hit.subject = party_.subject;
    hit.dataset = found.dataset;
    hit.entry = found.entry;
    hit.found = hit.since = now_;
    take(hit, found);
    unit_.screening().add(hit);
    step(hit.id, kHitFound, {});
    ++settled_.opened;
    return true;
  }

  void open_again(store::ScreeningHit& hit, const FoundEntry& found, std::string_view what,
                  std::string_view words) {
    take(hit, found);
    hit.state = HitState::open;
    hit.since = now_;
    unit_.screening().set(hit);
    step(hit.id, what, words);
    ++settled_.opened;
  }

  /// One that was found before. Whether it waits now.
  bool meet(store::ScreeningHit& hit, const FoundEntry& found, bool has_room) {
    const bool party = hit.subject_hash != party_.hash, entry = hit.entry_hash != found.hash;
    switch (hit.state) {
      case HitState::same:  // more is known of the two, and they are the same still
        return false;
      case HitState::not_same:
      case HitState::unclear:
      case HitState::confirming:
        if (party || entry)
          open_again(hit, found, kHitReopened, party && entry ? kOfBoth : party ? kOfParty : kOfEntry);
        return waits(hit.state);
      case HitState::closed:
        if (!has_room) return false;
        open_again(hit, found, kHitFoundAgain, {});
        return true;
      case HitState::open:
        break;
    }
    auto now = hit;
    take(now, found);
    if (now != hit) unit_.screening().set(now);
    return true;
  }

  /// One whose sides are not alike any more, or of which one is gone.
  void end(store::ScreeningHit& hit) {
    const auto why = !party_.stands                                      ? kForParty
                     : !with_.datasets.contains(hit.dataset)             ? kForList
                     : !with_.entries.contains({hit.dataset, hit.entry}) ? kForDelisting
                                                                         : kForLikeness;
    switch (hit.state) {
      case HitState::closed:
        return;
      case HitState::same:
      case HitState::not_same: {  // the decision stays; that the entry went is said once
        if (why != kForDelisting) return;
        const auto steps = unit_.screening().steps(hit.id);
        if (steps.empty() || steps.back().what != kHitDelisted) step(hit.id, kHitDelisted, {});
        return;
      }
      case HitState::open:
      case HitState::confirming:
      case HitState::unclear:
        break;
    }
    hit.state = HitState::closed;
    hit.since = now_;
    unit_.screening().set(hit);
    step(hit.id, kHitClosed, why);
    ++settled_.closed;
  }

  store::UnitOfWork& unit_;
  const base::Instant now_;
  const ComparedParty& party_;
  const ComparedWith& with_;
  std::map<Sides, store::ScreeningHit> standing_;
  SettledHits settled_;
};

}  // namespace

SettledHits settle_hits(store::UnitOfWork& unit, base::Instant now, const ComparedParty& party,
                        const ComparedWith& with, std::size_t most_open) {
  PartysHits hits(unit, now, party, with);
  hits.settle(most_open);
  unit.screening().set_screened({party.subject, party.hash, with.against, now});
  return hits.settled();
}

}  // namespace entente::registry
