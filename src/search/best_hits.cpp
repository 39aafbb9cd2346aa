// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/best_hits.hpp"

namespace entente::search {

std::vector<Hit> best_hits(const Corpus& corpus, const Slot& slot, std::size_t piece, std::size_t count) {
  const auto& live = *corpus.pieces[piece];
  const auto lengths = live.piece->lengths();
  const Score any(corpus, slot.documents, slot.exact ? kAlikeShare : 1);
  const Score itself(corpus, slot.exact.value_or(0), 1 - kAlikeShare);
  const auto& exact = slot.parts[piece].exact;
  PostingFinder exactly(exact ? live.piece->postings(*exact) : PostingList());
  // A word weighs no more than it and its kin together.
  const auto most = any.most() + (exact ? itself.most() : 0);

  BestHits best(count);
  auto bound = any.above(0);
  PostingCursor cursor(slot.list(corpus, piece));
  for (auto block = cursor.next(); !block.empty(); block = cursor.next())
    for (const auto p : block) {
      const auto doc = doc_of(p);
      if (!bound.reaches(weight_of(p), lengths[doc]) || live.removed.has(doc)) continue;
      Hit hit{doc, any(weight_of(p), lengths[doc])};
      if (exact)
        if (const auto* found = exactly.find(doc)) hit.score += itself(weight_of(*found), lengths[doc]);
      best.add(hit);
      if (best.is_full() && most > 0) bound = any.above(best.last().score / most);
    }
  return best.take();
}

}  // namespace entente::search
