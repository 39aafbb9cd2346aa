// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "search/row_counter.hpp"

namespace entente::search {

/// The documents of a base that have one of the values of a facet that is filtered by.
struct Choice {
  Facet facet = Facet::goal;
  std::vector<Code> values;  ///< each once; what is no value of the base is not among them
  bool all_counted = true;   ///< the base has the counts of each
  BitsView bits;
  Bits own;  ///< what `bits` are a view of, where they are not the base's
};

/// Documents of a base that need not be looked at to count their values: all, or what meets some of the
/// choices, or what some words of a text find.
struct Known {
  std::vector<const Choice*> of = {};     ///< what it meets
  Bits bits = {};                         ///< or what it is
  std::vector<Segment::Kept> parts = {};  ///< the counts of what it consists of
  std::vector<Bits> again = {};           ///< what is in several parts, as often as it is counted too much
  bool all = false;                       ///< all documents of the base
  std::size_t documents = 0;              ///< in it
  std::size_t counted_again = 0;          ///< in `again`

  /// Documents whose rows are looked at where its counts are taken for those of a set of that size, less what
  /// it has besides and with what it lacks. What meets choices, or is all, must hold that set.
  std::size_t costs(BitsView documents, std::size_t size) const;
};
/// Documents whose values were counted when the base was made, as part of a Known.
struct KnownPart {
  Bits bits;
  Segment::Kept counts;
};
/// What is in one of the parts or in several.
Known known_union(std::vector<KnownPart>&&);

/// Counts `documents`, `size` of them: one by one, or by that set for which least is to be looked at: one of
/// those that hold them all, or another. Of a facet alone, or all.
void count_nearest(const Segment&, const std::vector<Known>& holding, const Known* other, BitsView documents,
                   std::size_t size, std::optional<Facet> only, CodeCounts&);

/// What the base knows of documents that meet all these choices: sets that hold them, and more.
std::vector<Known> known_sets(const Segment&, const std::vector<const Choice*>&);

}  // namespace entente::search
