// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "screening/asked_near.hpp"
#include "screening/name_reach.hpp"

/// Which names of the lists are looked at: those that share a word with the asked one, or a run of words, and
/// could reach the score by what their sketches say.
namespace entente::screening {

class Bringing {
 public:
  Bringing(const NameIndex& index, const AskedNear& near, const Reach& reach, Workspace& space);

  /// Fills the workspace's `touched`: those that runs and the rarest words bring come first. What is read is
  /// taken from its steps, half of them at most.
  void bring();
  /// Whether words of this name, or asked ones, may be written as one in the other.
  bool may_have_run(std::uint32_t name) const {
    return abbreviations_ || !all_read_ || space_.seen[name].asked != 0;
  }
  /// Of its own for each asked word; in a name of more words than bits some share one, and count for more.
  static std::uint64_t bit_of(std::size_t asked) { return std::uint64_t{1} << (asked % 64U); }

 private:
  /// An asked word with what the lists have that is near it.
  struct Term {
    std::size_t asked;  ///< which word
    double weight;      ///< 0 where it may stand for words of every name, which is counted once and for all
    bool tells;
    std::size_t names = 0;
    std::uint64_t marks = 0;
    /// Of the words that are near and have this mark: the most that one weighs, the least that is lost by
    /// one.
    struct Mark {
      float listed, lost;
    };
    std::array<Mark, Sketch::kMarks> of_mark;
  };

  void learn();
  Term term_of(std::size_t asked) const;
  static void add(const Term& term, std::uint64_t marks, Common& to);
  void add_initials(unsigned count, Common& to) const;
  void bring_by(std::size_t place);
  void bring_those(std::span<const Sketch> names, std::span<const std::size_t> others, const Common& by_it);
  void add_runs();
  bool add_run(Vocabulary::Id together, std::uint64_t asked);
  void may_be_run(std::uint32_t name, std::uint64_t asked, float listed);
  void keep_by_sketch();
  bool may_by_sketch(std::uint32_t name) const;
  Workspace::Seen& see(std::uint32_t name);
  bool may_read(std::size_t steps);

  const NameIndex& index_;
  const AskedNear& near_;
  const Reach& reach_;
  Workspace& space_;
  std::vector<Term> terms_;         ///< of the asked words
  std::vector<std::size_t> order_;  ///< in which they bring names
  Common always_;                   ///< what asked initials and abbreviations may stand beside in any name
  double heaviest_ = 0;             ///< of the asked words
  bool abbreviations_ = false;
  std::int64_t reading_left_;  ///< steps: the other half is for what reading brings
  bool all_read_ = true;
};

}  // namespace entente::screening
