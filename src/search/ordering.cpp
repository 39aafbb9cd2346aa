// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/ordering.hpp"

#include <algorithm>

#include "search/memory_piece.hpp"

namespace entente::search {
namespace {

using Hits = std::vector<Hit>;

/// Below, the best are kept in a heap: nearly every hit is looked at once.
constexpr std::size_t kHeaped = 1'000;

/// Leaves the first `count` in their order.
template <class Before>
void keep_first(Hits& hits, std::size_t count, const Before& before) {
  if (count >= hits.size()) {
    std::ranges::sort(hits, before);
    return;
  }
  const auto first = hits.begin() + static_cast<std::ptrdiff_t>(count);
  if (count > kHeaped) {
    std::ranges::nth_element(hits, first, before);
    std::sort(hits.begin(), first, before);
  } else if (count > 0) {
    std::make_heap(hits.begin(), first, before);
    for (auto at = first; at != hits.end(); ++at)
      if (before(*at, hits.front())) {
        std::pop_heap(hits.begin(), first, before);
        *(first - 1) = *at;
        std::push_heap(hits.begin(), first, before);
      }
    std::sort_heap(hits.begin(), first, before);
  }
  hits.erase(first, hits.end());
}

bool sooner(std::int64_t a, std::int64_t b) {
  return (a == 0) != (b == 0) ? b == 0 : a > b;  // unknown last
}

bool before(Order order, const Card& a, const Card& b) {
  if (order == Order::title)
    if (const auto by_bytes = a.title.compare(b.title); by_bytes != 0) return by_bytes < 0;
  if (order == Order::newest && a.start != b.start) return sooner(a.start, b.start);
  return later(a, b);
}

/// In a base the number of a document says which is later, and the orders have numbers of their own.
void keep_first(const Segment& base, Hits& hits, Order order, std::size_t count) {
  switch (order) {
    case Order::relevance:
      return keep_first(hits, count, [](const Hit& a, const Hit& b) {
        return a.score != b.score ? a.score > b.score : a.doc < b.doc;
      });
    case Order::title:
      return keep_first(hits, count, [ranks = base.title_ranks()](const Hit& a, const Hit& b) {
        return ranks[a.doc] != ranks[b.doc] ? ranks[a.doc] < ranks[b.doc] : a.doc < b.doc;
      });
    case Order::newest:
      return keep_first(hits, count, [starts = base.starts()](const Hit& a, const Hit& b) {
        const auto x = starts[a.doc], y = starts[b.doc];
        return x != y ? sooner(x, y) : a.doc < b.doc;
      });
    case Order::updated:
      hits.resize(std::min(hits.size(), count));
      return;
  }
}

void keep_first(const MemoryPiece& piece, Hits& hits, Order order, std::size_t count) {
  const auto by_card = [&](const Hit& a, const Hit& b) {
    return before(order, piece.card_at(a.doc), piece.card_at(b.doc));
  };
  if (order != Order::relevance) return keep_first(hits, count, by_card);
  keep_first(hits, count, [&](const Hit& a, const Hit& b) {
    return a.score != b.score ? a.score > b.score : by_card(a, b);
  });
}

struct Carded {
  Card card;
  float score;
};

}  // namespace

std::vector<base::Uuid> page(const Corpus& corpus, std::vector<std::vector<Hit>>& hits, Order order,
                             std::size_t offset, std::size_t limit) {
  std::size_t total = 0, in_pieces = 0;
  for (const auto& some : hits) {
    total += some.size();
    in_pieces += some.empty() ? 0 : 1;
  }
  if (offset >= total || limit == 0) return {};
  const auto end = offset + std::min(limit, total - offset);

  std::vector<Carded> merged;
  std::vector<base::Uuid> ids;
  for (std::size_t p = 0; p < hits.size(); ++p) {
    if (hits[p].empty()) continue;
    const auto& live = *corpus.pieces[p];
    if (live.base != nullptr)
      keep_first(*live.base, hits[p], order, end);
    else
      keep_first(static_cast<const MemoryPiece&>(*live.piece), hits[p], order, end);
    if (in_pieces == 1) {
      for (auto i = offset; i < end; ++i)
        ids.push_back(live.base != nullptr ? live.base->id(hits[p][i].doc)
                                           : live.piece->card(hits[p][i].doc).id);
      return ids;
    }
    const auto middle = static_cast<std::ptrdiff_t>(merged.size());
    const bool untitled = live.base != nullptr && order != Order::title;
    for (const auto& hit : hits[p])
      merged.push_back({untitled ? live.base->untitled(hit.doc) : live.piece->card(hit.doc), hit.score});
    std::inplace_merge(
        merged.begin(), merged.begin() + middle, merged.end(), [&](const Carded& a, const Carded& b) {
          return order == Order::relevance && a.score != b.score ? a.score > b.score
                                                                 : before(order, a.card, b.card);
        });
  }
  for (auto i = offset; i < end; ++i) ids.push_back(merged[i].card.id);
  return ids;
}

}  // namespace entente::search
