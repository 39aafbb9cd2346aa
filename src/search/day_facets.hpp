// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <optional>

#include "search/counting.hpp"
#include "search/groups.hpp"

/// The facets that change with the day and without a commit: how fresh a record is, and the development
/// groups of the countries it works in. No document has their values; they are told from its lights and its
/// countries.
namespace entente::search {

/// Of a document on a day: bit n for kLights[n], then one for each of kGroups.
using DayMarks = std::uint16_t;
inline constexpr std::size_t kDayMarks = kLights.size() + kGroups.size();

/// Keeps the marks of the documents of each piece, as they are those of a whole day: the first query of a day
/// reads every document, and those that come meanwhile wait for it. Of a new base they are made before a
/// query meets it.
class DayMarksKept {
 public:
  using Marks = std::shared_ptr<const std::vector<DayMarks>>;
  /// By number of document; those removed among them.
  Marks of(const Corpus&, const Live&);
  /// Makes those of a piece that no query meets yet, on the day that was last asked for. Null where none was.
  Marks make(const std::shared_ptr<const Piece>&, const ValueTable&);

 private:
  struct Kept {
    std::weak_ptr<const Piece> piece;
    Marks marks;
  };
  std::mutex mutex_;
  std::optional<std::int64_t> day_;
  std::vector<Kept> kept_;
};

/// The facets of the day in one query.
class DayFacets {
 public:
  /// `counted`: count() will be asked.
  DayFacets(const Corpus&, DayMarksKept&, const Filters&, bool counted);

  /// The filters that are none of the day.
  const Filters& others() const { return others_; }
  bool filtered() const { return wanted_[0] != kAny || wanted_[1] != kAny; }
  /// The text, and what the filters of the day let through.
  Node narrowed(const Node& text) const;
  /// Counts both facets over what text and other filters find, each as if its own choice were open.
  void count(const std::vector<std::vector<Hit>>&, Counts& into) const;

 private:
  static constexpr DayMarks kAny = 0xFFFF;
  static constexpr DayMarks kFresh = (1U << kLights.size()) - 1;

  bool passes(DayMarks marks, std::size_t which) const {
    return wanted_[which] == kAny || (marks & wanted_[which]) != 0;
  }

  const Corpus& corpus_;
  Filters others_;
  std::array<DayMarks, 2> wanted_ = {kAny, kAny};  ///< of lights, and of groups: any of these marks
  std::vector<DayMarksKept::Marks> marks_;         ///< by piece
};

}  // namespace entente::search
