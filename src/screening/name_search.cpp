// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/name_search.hpp"

#include <algorithm>

#include "screening/bringing.hpp"

namespace entente::screening {
namespace {

class Search {
 public:
  Search(const NameIndex& index, const AskedName& asked, Kind kind, double least, bool by_index,
         Workspace& space)
      : index_(index),
        asked_(asked),
        kind_(kind),
        least_(least),
        space_(space),
        reach_(about(asked, kind), least),
        near_(index, asked, by_index, space) {}

  std::vector<Scored> by_index() {
    Bringing names(index_, near_, reach_, space_);
    names.bring();
    const auto steps = kStepsOfName * static_cast<std::int64_t>(near_.size());
    const auto room = static_cast<std::size_t>(std::max<std::int64_t>(space_.steps_left, 0) / steps);
    auto& touched = space_.touched;
    if (touched.size() > room) touched.resize(room);
    space_.steps_left -= static_cast<std::int64_t>(touched.size()) * steps;
    std::vector<Scored> out;
    for (std::size_t i = 0; i < touched.size(); ++i) {
      if (i + 2 * kAhead < touched.size()) fetch(index_.names[touched[i + 2 * kAhead]]);
      if (i + kAhead < touched.size()) {
        fetch(index_.words_of_names[index_.names[touched[i + kAhead]].words_from]);
        fetch(index_.sketches[touched[i + kAhead]]);
      }
      if (may_reach(touched[i])) verify(touched[i], names.may_have_run(touched[i]), out);
    }
    std::ranges::sort(out, {}, &Scored::name);
    return out;
  }

  std::vector<Scored> by_scan() {
    std::vector<Scored> out;
    for (std::uint32_t name = 0; name < index_.names.size(); ++name) verify(name, true, out);
    return out;
  }

 private:
  /// What one asked word may have beside it in a name.
  struct Beside {
    bool any = false, tells = false;
    double listed = 0, lost = 0;
  };

  static Reach::Asked about(const AskedName& asked, Kind kind) {
    Reach::Asked out{asked.weight, 0, kind, false};
    for (const auto& word : asked.words) {
      out.telling += word.word().part == Part::word ? 1U : 0U;
      out.syllables = out.syllables || word.word().syllables;
    }
    return out;
  }

  /// Each asked word beside those of the name that it is near, whatever else stands beside them.
  void lay_beside(std::span<const Vocabulary::Id> ids) {
    beside_.assign(near_.size(), {});
    for (const auto id : ids) {
      const auto* near = near_.of(id);
      if (near == nullptr) continue;
      const auto& brief = index_.briefs[id];
      for (std::size_t i = 0; i < near_.size(); ++i) {
        if (near[i].similarity <= 0) continue;
        auto& beside = beside_[i];
        const double lost = near_.lost_by(i, {id, near[i]});
        beside.lost = beside.any ? std::min(beside.lost, lost) : lost;
        beside.listed = std::max(beside.listed, brief.weight);
        beside.any = true;
        beside.tells = beside.tells || (brief.part == Part::word && near_.word(i).part == Part::word);
      }
    }
  }

  /// Whether a name could reach the score, by the words it has.
  bool may_reach(std::uint32_t number) {
    const auto& seen = space_.seen[number];
    const auto& sketch = index_.sketches[number];
    const auto ids = index_.words(index_.names[number]);
    lay_beside(ids);
    Common common;
    common.listed = seen.listed;
    for (std::size_t i = 0; i < near_.size(); ++i) {
      const auto& beside = beside_[i];
      // A run or an initial may stand where a word was only near, and lose less.
      const bool run = (seen.asked & Bringing::bit_of(i)) != 0;
      const double stands_for = near_.may_stand_for(i);
      const bool stands = stands_for > 0 && near_.stands_for_any(i, ids);
      if (stands) common.listed += stands_for;
      if (beside.any || run || stands) common.asked += near_.weight(i);
      common.listed += beside.listed;
      common.telling += beside.tells ? 1U : 0U;
      if (!run && !stands) common.lost += beside.lost;
    }
    if (common.telling == 0 && seen.asked == 0) return false;
    if (seen.asked != 0) common.telling = kLongestRun;
    return reach_.may(common, sketch.weight, sketch.omits());
  }

  void verify(std::uint32_t number, bool runs, std::vector<Scored>& out) {
    const auto& name = index_.names[number];
    const auto ids = index_.words(name);
    listed_words_.clear();
    listed_weights_.clear();
    nearness_.columns = ids.size();
    nearness_.cells.assign(near_.size() * ids.size(), {});
    for (std::size_t j = 0; j < ids.size(); ++j) {
      listed_words_.push_back(&index_.vocabulary.word(ids[j]));
      listed_weights_.push_back(index_.weights[ids[j]]);
      const auto* near = near_.of(ids[j]);
      for (std::size_t i = 0; i < near_.size(); ++i) {
        if (near_.word(i).part == Part::initial)
          nearness_.at(i, j) = asked_.words[i].near(*listed_words_[j]);
        else if (near != nullptr)
          nearness_.at(i, j) = near[i];
      }
    }
    const auto kind = index_.entries[name.entry].party.kind == Kind::person ? Kind::person : kind_;
    const auto score = space_.scorer.score({near_.words(), asked_.weights}, {listed_words_, listed_weights_},
                                           nearness_, kind, runs, false);
    if (score.score >= least_) out.push_back({number, score.score, score.evidence});
  }

  const NameIndex& index_;
  const AskedName& asked_;
  Kind kind_;
  double least_;
  Workspace& space_;
  Reach reach_;
  AskedNear near_;
  std::vector<Beside> beside_;
  std::vector<const NameWord*> listed_words_;
  std::vector<double> listed_weights_;
  Nearness nearness_;
};

}  // namespace

std::vector<Scored> search(const NameIndex& index, const AskedName& asked, Kind kind, double least,
                           bool by_index, Workspace& workspace) {
  if (asked.words.empty()) return {};
  Search one(index, asked, kind, least, by_index, workspace);
  return by_index ? one.by_index() : one.by_scan();
}

}  // namespace entente::screening
