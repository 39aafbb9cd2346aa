// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string_view>

#include "search/segment_format.hpp"
#include "search/value_table.hpp"

namespace entente::search {

/// A piece and what of it is no longer wanted.
struct Source {
  const Piece* piece = nullptr;
  const Removed* removed = nullptr;
};

/// Writes what stands in the sources as one base, whose numbers of values are anew. An id stands in one
/// source at most. `kept` is what the owner of the index keeps with it. `least`: see Thresholds. Memory: a
/// document's title and values, what pairs of words take in the base, and the dictionary. Looks at `out`
/// seldom: a failed write shows in its state.
void write_segment(std::ostream& out, std::span<const Source>, const ValueTable&, std::int64_t sequence,
                   std::string_view kept, std::size_t least = kLeastKept);

/// A base of nothing.
std::shared_ptr<const Segment> empty_segment();

}  // namespace entente::search
