// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/best_hits.hpp"

namespace entente::search {

BestOfWord best_of_word(const Corpus& corpus, const Slot& slot, std::size_t piece, std::size_t count) {
  const auto& live = *corpus.pieces[piece];
  const auto lengths = live.piece->lengths();
  const auto* day = corpus.day.empty() ? nullptr : corpus.day[piece].get();
  WordScores scores(corpus, piece, {{.word = &slot}});
  const Steps steps_of(corpus, piece);
  BestOfWord found;
  BestHits best(count);
  const auto above = [&](float score) { return scores.above(score); };
  RaisedBounds<Score::Bound> bounds;
  bounds.set(0, above);
  const bool any_removed = live.removed.size() > 0;
  PostingCursor cursor(slot.list(corpus, piece));
  for (auto block = cursor.next(); !block.empty(); block = cursor.next())
    for (const auto p : block) {
      const auto doc = doc_of(p);
      if (any_removed && live.removed.has(doc)) continue;
      ++found.total;
      if (day != nullptr) found.marks.add(day->marks[doc]);
      const auto steps = steps_of(doc);
      if (!bounds[steps].reaches(static_cast<float>(weight_of(p)), lengths[doc])) continue;
      if (best.add({doc, raised(scores(doc, [p](std::size_t) { return weight_of(p); }), steps)}) &&
          best.is_full())
        bounds.set(best.last().score, above);
    }
  found.best = best.take();
  return found;
}

}  // namespace entente::search
