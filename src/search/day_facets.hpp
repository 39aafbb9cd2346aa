// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <optional>

#include "search/bit_sets.hpp"
#include "search/groups.hpp"
#include "search/matcher.hpp"

/// The facets that change with the day and without a commit: how fresh a record is, and the development
/// groups of the countries it works in. No document has their values; they are told from its lights and its
/// countries.
namespace entente::search {

/// Of a document on a day: bit n for kLights[n], then one for each of kGroups.
using DayMarks = std::uint16_t;
inline constexpr std::size_t kDayMarks = kLights.size() + kGroups.size();
/// By mark: documents that have it.
using DayCounts = std::array<std::uint32_t, kDayMarks>;

constexpr bool is_of_day(Facet facet) {
  return facet == Facet::fresh || facet == Facet::group;
}
/// The marks of a facet of the day, from the first to one past the last.
constexpr std::pair<std::size_t, std::size_t> marks_of(Facet facet) {
  return facet == Facet::fresh ? std::pair(std::size_t{0}, kLights.size())
                               : std::pair(kLights.size(), kDayMarks);
}
/// That of a value; nothing where the facet has no such value.
std::optional<std::size_t> mark_named(Facet, std::string_view value);

/// The documents of a piece on a day, those removed among them.
struct MarksOfDay {
  std::vector<DayMarks> marks;       ///< by number
  std::vector<std::uint8_t> steps;   ///< likewise: by which their scores are raised, see ranking.hpp
  std::array<Bits, kDayMarks> bits;  ///< of a base: those that have each mark
  DayCounts counts{};
  /// Of the first documents that were removed, in the order in which they went.
  DayCounts lost{};
  std::size_t lost_documents = 0;
};

/// Counts the marks of one document after the other.
class MarkCounter {
 public:
  void add(DayMarks marks) { ++by_marks_[next_++ % kLanes][marks]; }
  void add_to(DayCounts&) const;

 private:
  /// Neighbours often have the same marks: in turns, one need not wait for the other.
  static constexpr std::size_t kLanes = 4;
  std::array<std::array<std::uint32_t, std::size_t{1} << kDayMarks>, kLanes> by_marks_{};
  unsigned next_ = 0;
};

/// The countries of each group on a day.
using GroupsOfDay = std::array<std::vector<std::string>, kGroups.size()>;

/// Keeps the marks of the documents of each piece, as they are those of a whole day: the first query of a day
/// makes them, and those that come meanwhile wait for it. Of a new base they are made before a query meets
/// it, and what is written adds its own.
class DayMarksKept {
 public:
  using Marks = std::shared_ptr<const MarksOfDay>;
  Marks of(const Corpus&, const Live&);
  /// Makes those of a piece that no query meets yet, on the day that was last asked for. Null where none was.
  Marks make(const Live&, const ValueTable&);
  /// Adds what has come to a piece and gone from it since. No query may be under way.
  void follow(const Live&, const ValueTable&);

 private:
  struct Kept {
    std::weak_ptr<const Piece> piece;
    std::shared_ptr<MarksOfDay> marks;
  };
  std::vector<Kept>::iterator kept_of(const Live&);
  std::mutex mutex_;
  std::optional<std::int64_t> day_;
  GroupsOfDay groups_;
  std::vector<Kept> kept_;
};

/// Of all pieces together, without what is removed.
DayCounts living_marks(const Corpus&);

/// Both facets as an answer tells them, largest first.
void tell_marks(const DayCounts&, std::array<std::vector<Count>, kFacets>& into);

}  // namespace entente::search
