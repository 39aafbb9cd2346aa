// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screened_hits.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <utility>

#include "base/json.hpp"
#include "registry/screening_review.hpp"

namespace entente::registry {

namespace json = boost::json;

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
      if (!alike.contains(sides) && !(party_.stands && with_.unread.contains(hit.dataset))) end(hit);
    if (!party_.stands) return;
    auto waiting = static_cast<std::size_t>(
        std::ranges::count_if(standing_, [](const auto& each) { return hit_waits(each.second.state); }));
    for (const auto& found : party_.found) {
      const auto at = standing_.find({found.dataset, found.entry});
      const bool waited = at != standing_.end() && hit_waits(at->second.state);
      const bool waits_now = at == standing_.end() ? waiting < most_open && open(found)
                                                   : meet(at->second, found, waiting < most_open);
      if (waits_now && !waited) ++waiting;
      if (!waits_now && (at == standing_.end() || at->second.state == HitState::closed)) ++left_out_;
    }
  }

  const SettledHits& settled() const { return settled_; }
  std::int64_t left_out() const { return left_out_; }

 private:
  void step(const base::Uuid& hit, std::string_view what, std::string_view words) {
    store::ScreeningStep step;
    step.hit = hit;
    step.what = what;
    step.words = words;
    step.at = now_;
    unit_.screening().add_step(step);
  }

  /// An empty one where there is none.
  store::ScreeningStep last_step_but_moves(const base::Uuid& hit) {
    auto steps = unit_.screening().steps(hit);
    while (!steps.empty() && steps.back().what == kHitMoved) steps.pop_back();
    return steps.empty() ? store::ScreeningStep() : std::move(steps.back());
  }

  void take(store::ScreeningHit& hit, const FoundEntry& found) const {
    hit.subject_version = party_.version;
    hit.subject_hash = party_.hash;
    hit.country = party_.country;
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
      case HitState::same:  // what two have said stands, and whoever answers for the register is told
        if (party || entry) {
          take(hit, found);
          unit_.screening().set(hit);
          step(hit.id, kHitChanged, party && entry ? kOfBoth : party ? kOfParty : kOfEntry);
          settled_.changed.push_back(hit.id);
        } else {
          say_back(hit);
        }
        return false;
      case HitState::not_same:
        if (!party && !entry) say_back(hit);
        [[fallthrough]];
      case HitState::unclear:
      case HitState::confirming:
        if (party || entry)
          open_again(hit, found, kHitReopened, party && entry ? kOfBoth : party ? kOfParty : kOfEntry);
        return hit_waits(hit.state);
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

  /// A decided one whose entry was gone, or not alike, and is there as before: said once.
  void say_back(const store::ScreeningHit& hit) {
    const auto last = last_step_but_moves(hit.id);
    if (last.what != kHitDelisted && (last.what != kHitChanged || last.words != kForLikeness)) return;
    step(hit.id, kHitFoundAgain, {});
    if (hit.state == HitState::same) settled_.changed.push_back(hit.id);
  }

  /// One whose sides are not alike any more, or of which one is gone.
  void end(store::ScreeningHit& hit) {
    const auto why = !party_.stands                             ? kForParty
                     : !with_.datasets.contains(hit.dataset)    ? kForList
                     : !with_.has_entry(hit.dataset, hit.entry) ? kForDelisting
                                                                : kForLikeness;
    switch (hit.state) {
      case HitState::closed:
        return;
      case HitState::same:
      case HitState::not_same: {  // the decision stays; what became of it is said once
        const bool same = hit.state == HitState::same;
        if (why != kForDelisting && (!same || why != kForLikeness)) return;
        const auto what = why == kForDelisting ? kHitDelisted : kHitChanged;
        const auto words = why == kForDelisting ? std::string_view() : why;
        const auto last = last_step_but_moves(hit.id);
        if (last.what == what && last.words == words) return;
        step(hit.id, what, words);
        if (same) settled_.changed.push_back(hit.id);
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
  std::int64_t left_out_ = 0;  ///< entries for which there is no place
};

constexpr std::string_view kAgainNote = "screening_again";

/// Another text than that of a party with all its hits: it is compared anew whenever it is written.
std::string leaving_out(const std::string& against, std::int64_t count) {
  auto form = base::parse_json(against, "what a party was screened with").as_object();
  form["left_out"] = count;
  return base::canonical_json(form);
}

void set_again(store::UnitOfWork& unit, const std::set<base::Uuid>& parties) {
  json::array ids;
  for (const auto& id : parties) ids.emplace_back(id.str());
  unit.set_note(kAgainNote, ids.empty() ? std::string() : base::canonical_json(ids));
}

}  // namespace

SettledHits settle_hits(store::UnitOfWork& unit, base::Instant now, const ComparedParty& party,
                        const ComparedWith& with, std::size_t most_open) {
  PartysHits hits(unit, now, party, with);
  hits.settle(most_open);
  const auto against = hits.left_out() > 0 ? leaving_out(with.against, hits.left_out()) : with.against;
  unit.screening().set_screened({party.subject, party.hash, against, now});
  return hits.settled();
}

std::int64_t left_out_in(const std::string& against) {
  if (against.empty()) return 0;
  const auto form = base::parse_json(against, "what a party was screened with");
  const auto* count = form.as_object().if_contains("left_out");
  return count == nullptr ? 0 : count->as_int64();
}

std::set<base::Uuid> to_compare_again(store::Reader& reader) {
  std::set<base::Uuid> parties;
  const auto note = reader.note(kAgainNote);
  if (!note || note->empty()) return parties;
  const auto ids = base::parse_json(*note, "parties to be screened again");
  for (const auto& id : ids.as_array())
    if (const auto party = base::Uuid::parse(id.as_string())) parties.insert(*party);
  return parties;
}

void compare_again(store::UnitOfWork& unit, const base::Uuid& party) {
  auto parties = to_compare_again(unit);
  if (parties.insert(party).second) set_again(unit, parties);
}

void compare_anew(store::UnitOfWork& unit, const base::Uuid& party) {
  auto screened = unit.screening().screened(party);
  if (!screened) return;  // it will be
  screened->hash = {};    // of no party that stands
  unit.screening().set_screened(*screened);
  compare_again(unit, party);
}

void were_compared_again(store::UnitOfWork& unit, const std::set<base::Uuid>& parties) {
  auto left = to_compare_again(unit);
  if (std::erase_if(left, [&](const auto& party) { return parties.contains(party); }) > 0)
    set_again(unit, left);
}

}  // namespace entente::registry
