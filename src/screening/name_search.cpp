// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/name_search.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace entente::screening {
namespace {

/// Floats add up in another order than the score's doubles.
constexpr double kSlack = 1e-4;
constexpr double kStep = 1e-2;

class Search {
 public:
  Search(const NameIndex& index, const AskedName& asked, Kind kind, double least, bool by_index,
         Workspace& space)
      : index_(index), asked_(asked), kind_(kind), least_(least), space_(space) {
    ++space_.search;
    // What may be taken at most: the score falls with it, and the bounds need no exponential.
    while (score_without(most_taken_) >= least_ - kSlack) most_taken_ += kStep;
    space_.touched.clear();
    space_.cells.clear();
    for (const auto& word : asked_.words) asked_words_.push_back(&word.word());
    for (std::size_t i = 0; i < asked_.words.size(); ++i)
      found_.push_back(by_index ? index_.vocabulary.near(asked_.words[i]) : near_of_all(asked_.words[i]));
    for (std::size_t i = 0; i < asked_.words.size(); ++i) {
      for (const auto& [id, near] : found_[i]) cell(id, i) = near;
    }
  }

  std::vector<Scored> by_index() {
    bring_all();
    // Those that runs and the rarest words brought came first, and are kept where not all can be looked at.
    const auto room =
        static_cast<std::size_t>(std::max<std::int64_t>(space_.steps_left, 0) / steps_of_name());
    if (space_.touched.size() > room) space_.touched.resize(room);
    space_.steps_left -= static_cast<std::int64_t>(space_.touched.size()) * steps_of_name();
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
  std::int64_t steps_of_name() const { return kStepsOfName * static_cast<std::int64_t>(asked_.words.size()); }

  /// What the vocabulary's search has to come to, without it. Initials are compared name by name.
  std::vector<Vocabulary::Found> near_of_all(const AskedWord& asked) const {
    std::vector<Vocabulary::Found> out;
    for (Vocabulary::Id id = 0; id < index_.vocabulary.size(); ++id) {
      const auto near = asked.near(index_.vocabulary.word(id));
      if (near.similarity > 0) out.push_back({id, near});
    }
    return out;
  }

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
  Workspace::Seen& see(std::uint32_t name) {
    auto& seen = space_.seen[name];
    if (seen.search != space_.search) {
      seen = {.search = space_.search};
      space_.touched.push_back(name);
    }
    return seen;
  }

  /// The most that a name may have in common with the asked one which has none of its rarer words.
  struct Left {
    double asked, listed;  ///< of either name
    double lost;           ///< the least that is lost by words that are only near

    /// How much more what stands alone takes, at the least.
    double scarce() const { return 1 + kWeighing.scarce * std::exp(-(asked + listed) / 2); }
  };

  /// The least that an omission takes where no more words than these are in common, out of runs.
  double omission_of(float sketch, std::size_t telling) const {
    const double least = kind_ == Kind::person || sketch == 0 ? kLeastOmission : sketch;
    return telling <= 1 && asked_telling_ > 1 ? std::max(least, kWeighing.of_one_word) : least;
  }

  /// Whether so many listed names may be read; they are counted.
  bool may_read(std::size_t count) {
    const auto steps = static_cast<std::int64_t>(count);
    if (steps > reading_left_) return false;
    reading_left_ -= steps;
    space_.steps_left -= steps;
    return true;
  }

  /// Brings the names of a word that could reach the score. `telling`: how many words are left that tell.
  void bring(std::span<const NameIndex::Posting> postings, const Left& left, std::size_t telling) {
    const double asked = std::max(0.0, asked_.weight - left.asked);
    const double scarce = left.scarce();
    const double lost = stands_for_ > 0 ? 0 : kWeighing.likeness * left.lost;
    if (!may_read(postings.size())) return;
    for (const auto& [name, sketch] : postings) {
      if (sketch.omission != 0) {
        const double omission = omission_of(sketch.omission, telling);
        const double listed = std::max(0.0, sketch.weight - left.listed);
        const double most = most_taken_ * std::max<double>(asked_.weight, sketch.weight);
        if (scarce * taken(asked, listed, 1, omission) + lost > most) continue;
      }
      see(name);
    }
  }

  void add_word(std::size_t i, double left, double left_listed, std::size_t telling) {
    auto found = found_[i];
    // The nearest first: what a name loses by the word that brings it is then the least it can be.
    std::ranges::sort(found, [](const auto& a, const auto& b) {
      return a.near.similarity != b.near.similarity ? a.near.similarity > b.near.similarity : a.id < b.id;
    });
    std::vector<double> most(found.size() + 1);
    for (std::size_t k = found.size(); k-- > 0;)
      most[k] = std::max(most[k + 1], index_.weight_in_name(found[k].id));
    for (std::size_t k = 0; k < found.size(); ++k) {
      const auto& [id, near] = found[k];
      bring(index_.names_of_words[id],
            {left + always_, left_listed - most[0] + most[k] + stands_for_,
             (1 - near.similarity) * asked_weight(i) / 2},
            telling);
    }
  }

  /// Words that are one on one side and several on the other.
  void add_runs() {
    for (std::size_t from = 0; from < asked_words_.size(); ++from) {
      for (const auto& form : asked_words_[from]->token.forms) {
        const auto runs = index_.apart(run_key(form));
        if (!may_read(runs.size())) return;
        for (const auto& run : runs) may_be_run(run.name, bit_of(from), run.weight);
      }
      std::string joined;
      std::uint64_t asked = 0;
      for (std::size_t to = from; to < asked_words_.size() && to < from + kLongestRun; ++to) {
        joined += asked_words_[to]->form();
        asked |= bit_of(to);
        if (joined.size() > kLongestEdited) break;
        if (to == from) continue;
        for (const auto id : index_.vocabulary.joined(run_key(joined))) {
          const auto postings = index_.names_of_words[id];
          if (!may_read(postings.size())) return;
          for (const auto& [name, sketch] : postings)
            may_be_run(name, asked, static_cast<float>(index_.weight_in_name(id)));
        }
      }
    }
  }

  /// Of its own for each word; in a name of more words than bits some share one, and count for more.
  static std::uint64_t bit_of(std::size_t asked) { return std::uint64_t{1} << (asked % 64U); }

  void may_be_run(std::uint32_t name, std::uint64_t asked, float listed) {
    auto& seen = see(name);
    seen.asked |= asked;
    seen.listed += listed;
  }

  void bring_all() {
    reading_left_ = space_.steps_left / 2;
    add_runs();
    // The rare words bring the names; the common ones only those that could reach the score by them alone.
    std::vector<std::size_t> order(found_.size());
    std::iota(order.begin(), order.end(), 0);
    std::vector<std::size_t> names_with(found_.size());
    double left = 0;
    double left_listed = 0;
    const auto tells = [this](std::size_t i) { return asked_words_[i]->part == Part::word ? 1U : 0U; };
    for (std::size_t i = 0; i < found_.size(); ++i) {
      for (const auto& [id, near] : found_[i]) names_with[i] += index_.names_of_words[id].size();
      left += asked_weight(i);
      left_listed += most_listed(i);
      asked_telling_ += tells(i);
      if (may_stand_for(i) == 0) continue;
      stands_for_ += may_stand_for(i);
      always_ += asked_weight(i);
    }
    std::ranges::stable_sort(order, {}, [&names_with](std::size_t i) { return names_with[i]; });
    std::size_t telling = asked_telling_;
    for (const auto i : order) {
      if (telling == 0) break;  // what has no such word in common is no hit
      add_word(i, left, left_listed, telling);
      telling -= tells(i);
      left -= asked_weight(i);
      left_listed -= most_listed(i);
    }
  }

  /// How many words of a listed name an asked initial or abbreviation may stand for; 0 for other words.
  double may_stand_for(std::size_t i) const {
    const auto& word = *asked_words_[i];
    if (word.abbreviation) return static_cast<double>(kLongestRun);
    return word.part == Part::initial ? 1 : 0;
  }

  /// Whether it may stand for words of this name.
  bool stands_for_any(std::size_t i, std::span<const Vocabulary::Id> ids) const {
    const auto& word = *asked_words_[i];
    if (!word.abbreviation)
      return word.begins == 0 || word.token.equivalents != 0 || std::ranges::any_of(ids, [&](auto id) {
               const auto begins = index_.begins[id].letters;
               return begins == 0 || (begins & word.begins) != 0;
             });
    const auto& form = word.form();
    const auto first = [this](auto id) { return index_.begins[id].first; };
    return !std::ranges::search(ids, form, {}, first).empty();
  }

  double most_listed(std::size_t i) const {
    double most = 0;
    for (const auto& [id, near] : found_[i]) most = std::max(most, index_.weight_in_name(id));
    return most;
  }

  /// Whether a name could reach the score, by the words it has: each asked one beside the nearest, whatever
  /// else stands beside that.
  bool may_reach(std::uint32_t number) const {
    const auto& seen = space_.seen[number];
    const auto& name = index_.names[number];
    const double heavier = std::max<double>(asked_.weight, name.weight);
    if (heavier == 0) return true;
    const auto ids = index_.words(name);
    Left common{name.stands_for, seen.listed + name.stands_for, 0};
    // A run or an initial may stand where a word was only near, and lose less.
    bool others = seen.asked != 0 || name.stands_for > 0;
    std::size_t telling = 0;
    const auto columns = asked_.words.size();
    for (std::size_t i = 0; i < columns; ++i) {
      float nearest = 0;
      double listed = 0;
      for (const auto id : ids) {
        const auto& row = space_.rows[id];
        if (row.search != space_.search) continue;
        const auto similarity = space_.cells[row.row * columns + i].similarity;
        if (similarity <= 0) continue;
        nearest = std::max(nearest, similarity);
        listed = std::max(listed, index_.weight_in_name(id));
      }
      const bool stands = stands_for_ > 0 && may_stand_for(i) > 0 && stands_for_any(i, ids);
      if (stands) common.listed += may_stand_for(i);
      others = others || stands;
      if (nearest > 0 || stands || (seen.asked & bit_of(i)) != 0) common.asked += asked_weight(i);
      if (nearest == 0) continue;
      telling += asked_words_[i]->part == Part::word ? 1 : 0;
      common.listed += listed;
      common.lost += (1 - nearest) * asked_weight(i) / 2;
    }
    if (telling == 0 && seen.asked == 0) return false;
    const double omission = omission_of(index_.sketches[number].omission, seen.asked != 0 ? 2 : telling);
    const double alone = taken(std::max(0.0, asked_.weight - common.asked),
                               std::max(0.0, name.weight - common.listed), heavier, omission);
    const double lost = others ? 0 : kWeighing.likeness * common.lost / heavier;
    return alone + lost <= most_taken_ && common.scarce() * alone + lost <= most_taken_;
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
  std::int64_t reading_left_ = 0;  ///< steps: the other half is for what reading brings
  std::size_t asked_telling_ = 0;  ///< how many asked words tell one name from another
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

Workspace::Workspace(const NameIndex& index) : seen(index.names.size()), rows(index.vocabulary.size()) {}

std::vector<Scored> search(const NameIndex& index, const AskedName& asked, Kind kind, double least,
                           bool by_index, Workspace& workspace) {
  if (asked.words.empty()) return {};
  Search one(index, asked, kind, least, by_index, workspace);
  return by_index ? one.by_index() : one.by_scan();
}

}  // namespace entente::screening
