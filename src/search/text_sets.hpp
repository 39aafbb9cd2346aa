// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "search/known_sets.hpp"
#include "search/slots.hpp"

namespace entente::search {

/// The documents of a word, a run or a code, some of them removed since, and how often they had each value
/// when the base was made.
struct KeptSet {
  PostingList list;
  Segment::Kept counts;
  BitsView bits = {};  ///< of the list, where the base has them
};
/// Nothing where a base does not keep that.
std::optional<KeptSet> kept_set(const Live&, const Slots&, std::size_t piece, const Phrase&);

/// Of the sets that a base keeps of what a text is made of, alone or united as the text has them: that by
/// which what it finds is counted with the least to be looked at. Nothing where it is best counted without.
std::optional<Known> nearest_known(const Live&, const Slots&, std::size_t piece, const ValueTable&,
                                   const Node& text, BitsView found, std::size_t size);

}  // namespace entente::search
