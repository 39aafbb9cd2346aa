// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/name_search.hpp"

#include <algorithm>
#include <numeric>

namespace entente::screening {
namespace {

/// Floats add up in another order than the score's doubles.
constexpr double kSlack = 1e-4;
constexpr double kStep = 1e-2;

class Search {
 public:
  Search(const NameIndex& index, const AskedName& asked, Kind kind, double least, Workspace& space)
      : index_(index), asked_(asked), kind_(kind), least_(least), space_(space) {
    ++space_.search;
    // What may be taken at most: the score falls with it, and the bounds need no exponential.
    while (score_without(most_taken_) >= least_ - kSlack) most_taken_ += kStep;
    space_.touched.clear();
    space_.cells.clear();
    for (const auto& word : asked_.words) asked_words_.push_back(&word.word());
    for (std::size_t i = 0; i < asked_.words.size(); ++i)
      found_.push_back(index_.vocabulary.near(asked_.words[i]));
    for (std::size_t i = 0; i < asked_.words.size(); ++i) {
      for (const auto& [id, near] : found_[i]) cell(id, i) = near;
    }
  }

  std::vector<Scored> by_index() {
    tally();
    std::ranges::sort(space_.touched);
    std::vector<Scored> out;
    for (const auto name : space_.touched) {
      if (may_reach(name)) verify(name, out);
    }
    return out;
  }

  std::vector<Scored> by_scan() {
    std::vector<Scored> out;
    for (std::uint32_t name = 0; name < index_.names.size(); ++name) verify(name, out);
    return out;
  }

 private:
  Near& cell(Vocabulary::Id id, std::size_t asked) {
    auto& row = space_.rows[id];
    const auto columns = asked_.words.size();
    if (row.search != space_.search) {
      row = {space_.search, static_cast<std::uint32_t>(space_.cells.size() / columns)};
      space_.cells.resize(space_.cells.size() + columns);
    }
    return space_.cells[row.row * columns + asked];
  }

  double asked_weight(std::size_t i) const {
    return asked_words_[i]->part == Part::legal_form ? 0 : asked_.weights[i];
  }
  double listed_weight(Vocabulary::Id id) const {
    return index_.vocabulary.word(id).part == Part::legal_form ? 0 : index_.weights[id];
  }

  Workspace::Tally& tally_of(std::uint32_t name) {
    auto& tally = space_.tallies[name];
    if (tally.search != space_.search) {
      tally = {};
      tally.search = space_.search;
      space_.touched.push_back(name);
    }
    return tally;
  }

  /// What of the asked name is left when its rarer words have been looked for, and the most it may be in a
  /// list.
  struct Left {
    double asked, listed;
  };

  /// Whether a name could reach the score that has nothing of the asked one but what is left.
  bool could_reach(std::uint32_t name, const Left& left) const {
    const auto& sketch = index_.sketches[name];
    if (sketch.omission == 0) return true;
    const double omission = kind_ == Kind::person ? kLeastOmission : sketch.omission;
    const double asked = std::max(0.0, asked_.weight - left.asked - always_);
    const double listed = std::max(0.0, sketch.weight - left.listed - stands_for_);
    const double heavier = std::max<double>(asked_.weight, sketch.weight);
    return taken(asked, listed, heavier, omission) <= most_taken_;
  }

  void add_word(std::size_t i, const Left& left) {
    auto found = found_[i];
    // The nearest first: what is added for a word is then the most it can be.
    std::ranges::sort(found, [](const auto& a, const auto& b) {
      return a.near.similarity != b.near.similarity ? a.near.similarity > b.near.similarity : a.id < b.id;
    });
    const auto weight = static_cast<float>(asked_weight(i));
    for (const auto& [id, near] : found) {
      const auto listed = static_cast<float>(listed_weight(id));
      const auto lost = (1 - near.similarity) * weight / 2;
      for (const auto name : index_.names_of_words[id]) {
        if (space_.tallies[name].search != space_.search && !could_reach(name, left)) continue;
        auto& tally = tally_of(name);
        if (tally.word != i + 1) {
          tally.word = static_cast<std::uint32_t>(i + 1);
          tally.asked += weight;
          tally.lost += lost;
          tally.last = listed;
          tally.listed += listed;
        } else if (listed > tally.last) {
          tally.listed += listed - tally.last;
          tally.last = listed;
        }
      }
    }
  }

  /// Words that are one on one side and several on the other.
  void add_runs() {
    for (std::size_t from = 0; from < asked_words_.size(); ++from) {
      for (const auto& form : asked_words_[from]->token.forms) {
        for (const auto& [hash, name] : index_.apart(run_key(form)))
          may_be_run(name, static_cast<float>(asked_weight(from)), index_.names[name].weight);
      }
      std::string joined;
      float weight = 0;
      for (std::size_t to = from; to < asked_words_.size() && to < from + kLongestRun; ++to) {
        joined += asked_words_[to]->form();
        weight += static_cast<float>(asked_weight(to));
        if (joined.size() > kLongestEdited) break;
        if (to == from) continue;
        for (const auto id : index_.vocabulary.joined(run_key(joined))) {
          for (const auto name : index_.names_of_words[id])
            may_be_run(name, weight, static_cast<float>(listed_weight(id)));
        }
      }
    }
  }

  void may_be_run(std::uint32_t name, float asked, float listed) {
    auto& tally = tally_of(name);
    tally.asked += asked;
    tally.listed += listed;
    in_runs_ = true;
  }

  void tally() {
    add_runs();
    // The rare words bring the names; the common ones only those that could reach the score by them alone.
    std::vector<std::size_t> order(found_.size());
    std::iota(order.begin(), order.end(), 0);
    std::vector<std::size_t> names_with(found_.size());
    double left = 0;
    double left_listed = 0;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      for (const auto& [id, near] : found_[i]) names_with[i] += index_.names_of_words[id].size();
      left += asked_weight(i);
      left_listed += most_listed(i);
      const auto& word = *asked_words_[i];
      if (word.part == Part::initial || word.abbreviation) {
        stands_for_ += word.abbreviation ? static_cast<double>(kLongestRun) : 1;
        always_ += asked_weight(i);
      }
    }
    std::ranges::stable_sort(order, {}, [&names_with](std::size_t i) { return names_with[i]; });
    for (const auto i : order) {
      add_word(i, {left, left_listed});
      left -= asked_weight(i);
      left_listed -= most_listed(i);
    }
  }

  double most_listed(std::size_t i) const {
    double most = 0;
    for (const auto& [id, near] : found_[i]) most = std::max(most, listed_weight(id));
    return most;
  }

  bool may_reach(std::uint32_t number) const {
    const auto& tally = space_.tallies[number];
    const auto& name = index_.names[number];
    const double asked = tally.asked + always_ + name.stands_for;
    const double listed = tally.listed + stands_for_ + name.stands_for;
    const double heavier = std::max<double>(asked_.weight, name.weight);
    if (heavier == 0) return true;
    const auto sketch = index_.sketches[number].omission;
    const double omission = kind_ == Kind::person || sketch == 0 ? kLeastOmission : sketch;
    const double less =
        taken(std::max(0.0, asked_.weight - asked), std::max(0.0, name.weight - listed), heavier, omission);
    // A run or an initial may stand where a word was only near, and lose less.
    const bool others = in_runs_ || stands_for_ > 0 || name.stands_for > 0;
    return less + (others ? 0 : kWeighing.likeness * tally.lost / heavier) <= most_taken_;
  }

  void verify(std::uint32_t number, std::vector<Scored>& out) {
    const auto& name = index_.names[number];
    const auto ids = index_.words(name);
    listed_words_.clear();
    listed_weights_.clear();
    for (const auto id : ids) {
      listed_words_.push_back(&index_.vocabulary.word(id));
      listed_weights_.push_back(index_.weights[id]);
    }
    const auto columns = ids.size();
    nearness_.columns = columns;
    nearness_.cells.assign(asked_words_.size() * columns, {});
    for (std::size_t j = 0; j < columns; ++j) {
      const auto& row = space_.rows[ids[j]];
      const bool found = row.search == space_.search;
      for (std::size_t i = 0; i < asked_words_.size(); ++i) {
        if (asked_words_[i]->part == Part::initial || listed_words_[j]->part == Part::initial)
          nearness_.at(i, j) = asked_.words[i].near(*listed_words_[j]);
        else if (found)
          nearness_.at(i, j) = space_.cells[row.row * asked_words_.size() + i];
      }
    }
    const auto kind = index_.entries[name.entry].party.kind == Kind::person ? Kind::person : kind_;
    const auto score =
        score_of({asked_words_, asked_.weights}, {listed_words_, listed_weights_}, nearness_, kind, false);
    if (score.score >= least_) out.push_back({number, score.score, score.evidence});
  }

  const NameIndex& index_;
  const AskedName& asked_;
  Kind kind_;
  double least_;
  Workspace& space_;
  std::vector<const NameWord*> asked_words_;
  std::vector<std::vector<Vocabulary::Found>> found_;
  double always_ = 0;      ///< of the asked name: its initials, which may stand beside anything
  double stands_for_ = 0;  ///< how many words of a listed name those may stand for
  double most_taken_ = 0;
  bool in_runs_ = false;
  std::vector<const NameWord*> listed_words_;
  std::vector<double> listed_weights_;
  Nearness nearness_;
};

}  // namespace

AskedName asked_name(std::string_view text, Kind kind, const NameIndex* index) {
  AskedName out;
  for (auto& word : words_of(text, kind)) {
    out.weights.push_back(index ? index->weight_of(word) : word.weight);
    if (word.part != Part::legal_form) out.weight += out.weights.back();
    out.words.emplace_back(std::move(word));
  }
  return out;
}

Workspace::Workspace(const NameIndex& index) : tallies(index.names.size()), rows(index.vocabulary.size()) {}

std::vector<Scored> search(const NameIndex& index, const AskedName& asked, Kind kind, double least,
                           bool by_index, Workspace& workspace) {
  if (asked.words.empty()) return {};
  Search one(index, asked, kind, least, workspace);
  return by_index ? one.by_index() : one.by_scan();
}

}  // namespace entente::screening
