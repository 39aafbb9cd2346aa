// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "search/query_tree.hpp"
#include "search/value_table.hpp"

namespace entente::search {

struct MarksOfDay;
class SlotStore;

struct Hit {
  Doc doc = 0;
  float score = 0;
};

/// A piece of an index as a query meets it.
struct Live {
  std::shared_ptr<const Piece> piece;
  const Segment* base = nullptr;  ///< the same, where it is one
  Removed removed;
  std::size_t size() const { return piece->size() - removed.size(); }
};
/// All pieces, and what ranking has to know of them together: it must not depend on how they are cut.
struct Corpus {
  std::vector<const Live*> pieces;
  const ValueTable* values = nullptr;
  std::size_t documents = 0;
  std::uint64_t weight = 0;                                 ///< the sum of their lengths
  std::int64_t today = 0;                                   ///< what Lights are seen on
  std::vector<std::shared_ptr<const MarksOfDay>> day = {};  ///< by piece; none where nobody asks for them
  std::shared_ptr<SlotStore> slots = {};  ///< of the query that is answered; none: nothing is looked up twice
};

class Slots;
struct WordHits;
/// What a query, of whose words these are the slots, finds in a piece.
WordHits hits_of(const Corpus&, const Slots&, std::size_t piece, const Node&);
/// How many documents it finds in all pieces.
std::size_t count_hits(const Corpus&, const Node&);
/// The same with their scores, in the order of the documents' numbers.
std::vector<Hit> match(const Corpus&, const Slots&, std::size_t piece, const Node&);
/// The same in all pieces.
std::vector<std::vector<Hit>> match(const Corpus&, const Node&);

}  // namespace entente::search
