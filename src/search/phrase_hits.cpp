// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/phrase_hits.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "search/phrase_text.hpp"

namespace entente::search {
namespace {

using Hits = std::vector<Hit>;

/// A list that has not many more documents than there are hits is spread out over all documents first.
constexpr std::size_t kSpread = 8;

/// Keeps the hits that are in the list.
void keep_those_in(Hits& hits, const PostingList& list) {
  PostingFinder finder(list);
  std::erase_if(hits, [&](const Hit& hit) { return finder.find(hit.doc) == nullptr; });
}

class PhraseHits {
 public:
  PhraseHits(const Corpus& corpus, const Slots& slots, std::size_t piece)
      : corpus_(corpus),
        slots_(slots),
        piece_(piece),
        live_(*corpus.pieces[piece]),
        lengths_(live_.piece->lengths()) {}

  Hits find(const std::vector<const Phrase*>& phrases, std::size_t best) {
    const auto slots = slots_of(phrases);
    auto hits = following(phrases);
    for (const auto* slot : slots) {
      const auto list = slot->list(corpus_, piece_);
      if (list.size() == 0) return {};
      const Score score(corpus_, slot->documents, slot->exact ? kAlikeShare : 1);
      if (hits)
        keep(*hits, list, score);
      else
        hits = all_in(list, score);
      if (hits->empty()) return {};
    }
    for (const auto* phrase : phrases) {
      if (phrase->words.size() < 2 || runs_of(live_, slots_, piece_, *phrase).whole) continue;
      std::vector<const Slot*> words;
      for (const auto& word : phrase->words) words.push_back(&slots_.of(word));
      PhraseText(live_, piece_, words).keep(*hits);
    }
    add_exact(*hits, slots, best);
    return std::move(*hits);
  }

 private:
  /// Each once, the rarest first; ties as in the query. By all pieces, so that sums of scores do not depend
  /// on them.
  std::vector<const Slot*> slots_of(const std::vector<const Phrase*>& phrases) const {
    std::set<std::tuple<std::string_view, bool, bool>> seen;
    std::vector<const Slot*> slots;
    for (const auto* phrase : phrases)
      for (const auto& word : phrase->words)
        if (seen.emplace(word.text, word.prefix, word.alike).second) slots.push_back(&slots_.of(word));
    std::ranges::stable_sort(slots, {}, &Slot::documents);
    return slots;
  }

  /// The documents in which words follow one another as in the phrases, as far as the base keeps that; what
  /// they score is still to come. Nothing where it keeps nothing of the phrases.
  std::optional<Hits> following(const std::vector<const Phrase*>& phrases) const {
    std::vector<PostingList> lists;
    for (const auto* phrase : phrases)
      for (const auto& run : runs_of(live_, slots_, piece_, *phrase).runs) lists.push_back(run.list);
    if (lists.empty()) return std::nullopt;
    std::ranges::sort(lists, {}, &PostingList::size);
    Hits hits;
    PostingCursor cursor(lists.front());
    for (auto block = cursor.next(); !block.empty(); block = cursor.next())
      for (const auto p : block)
        if (!live_.removed.has(doc_of(p))) hits.push_back({doc_of(p), 0});
    for (std::size_t i = 1; i < lists.size(); ++i) keep_those_in(hits, lists[i]);
    return hits;
  }

  Hits all_in(const PostingList& list, const Score& score) const {
    Hits hits;
    hits.reserve(list.size());
    PostingCursor cursor(list);
    const bool any_removed = live_.removed.size() > 0;
    for (auto block = cursor.next(); !block.empty(); block = cursor.next())
      for (const auto p : block)
        if (!any_removed || !live_.removed.has(doc_of(p)))
          hits.push_back({doc_of(p), score(weight_of(p), lengths_[doc_of(p)])});
    return hits;
  }

  /// Keeps the hits that are in the list, and adds what it says of them to their scores.
  void keep(Hits& hits, const PostingList& list, const Score& score) {
    std::size_t kept = 0;
    if (list.size() / kSpread < hits.size() && list.is_packed()) {
      weights_.assign(live_.piece->size(), 0);
      PostingCursor cursor(list);
      for (auto block = cursor.next(); !block.empty(); block = cursor.next())
        for (const auto p : block) weights_[doc_of(p)] = static_cast<std::uint8_t>(weight_of(p));
      for (const auto& hit : hits)
        if (const auto weight = weights_[hit.doc]; weight != 0)
          hits[kept++] = {hit.doc, hit.score + score(weight, lengths_[hit.doc])};
    } else {
      PostingFinder finder(list);
      for (const auto& hit : hits) {
        if (const auto* found = finder.find(hit.doc))
          hits[kept++] = {hit.doc, hit.score + score(weight_of(*found), lengths_[hit.doc])};
        if (finder.is_over()) break;
      }
    }
    hits.resize(kept);
  }

  /// The words themselves, where others of their stems will do.
  struct Exact {
    PostingFinder finder;
    Score score;
  };
  using Exacts = std::vector<Exact>;

  Exacts exacts_of(const std::vector<const Slot*>& slots) const {
    Exacts all;
    for (const auto* slot : slots)
      if (const auto& exact = slot->parts[piece_].exact)
        all.push_back(
            {PostingFinder(live_.piece->postings(*exact)), Score(corpus_, *slot->exact, 1 - kAlikeShare)});
    return all;
  }

  void add_exact(Hit& hit, Exacts& exacts) const {
    for (auto& [finder, score] : exacts)
      if (const auto* found = finder.find(hit.doc)) hit.score += score(weight_of(*found), lengths_[hit.doc]);
  }

  /// Adds to the scores what the words themselves are worth. A word weighs no more than it and its kin, so it
  /// adds no more than `most` times what they did: what does not reach the best with that need not be looked
  /// up.
  void add_exact(Hits& hits, const std::vector<const Slot*>& slots, std::size_t best) const {
    auto exacts = exacts_of(slots);
    if (exacts.empty()) return;
    float most = 0, reached = 0;
    if (best > 0 && best < hits.size()) {
      for (const auto* slot : slots)
        if (slot->exact)
          most = std::max(most, Score(corpus_, *slot->exact, 1 - kAlikeShare).most() /
                                    Score(corpus_, slot->documents, kAlikeShare).most());
      reached = least_of_best(hits, slots, best);
    }
    constexpr float kRoundingUp = 1.001F;
    for (auto& hit : hits)
      if (hit.score * (1 + most) * kRoundingUp >= reached) add_exact(hit, exacts);
  }

  /// The score that so many hits reach at least.
  float least_of_best(const Hits& hits, const std::vector<const Slot*>& slots, std::size_t count) const {
    BestHits best(count);
    for (const auto& hit : hits) best.add(hit);
    auto exacts = exacts_of(slots);
    auto least = std::numeric_limits<float>::max();
    for (auto& hit : best.take()) {
      add_exact(hit, exacts);
      least = std::min(least, hit.score);
    }
    return least;
  }

  const Corpus& corpus_;
  const Slots& slots_;
  std::size_t piece_;
  const Live& live_;
  std::span<const std::uint32_t> lengths_;
  std::vector<std::uint8_t> weights_;  // by document, of the list last spread out
};

}  // namespace

RunsOf runs_of(const Live& live, const Slots& slots, std::size_t piece, const Phrase& phrase) {
  if (live.base == nullptr || phrase.words.size() < 2) return {};
  // By the word they begin with: runs of two words, then of three, as far as they are kept.
  std::vector<std::optional<Segment::Run>> runs;
  for (std::size_t i = 0; i + 1 < phrase.words.size(); ++i) {
    const auto &first = slots.of(phrase.words[i]).parts[piece].ids,
               &second = slots.of(phrase.words[i + 1]).parts[piece].ids;
    runs.push_back(first.size() == 1 && second.size() == 1 ? live.base->pair(first.front(), second.front())
                                                           : std::nullopt);
  }
  RunsOf found;
  while (runs.size() > 1) {
    std::vector<std::optional<Segment::Run>> longer;
    for (std::size_t i = 0; i + 1 < runs.size(); ++i)
      longer.push_back(runs[i] && runs[i + 1] ? live.base->run(*runs[i], *runs[i + 1]) : std::nullopt);
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const bool is_part = (i > 0 && longer[i - 1]) || (i < longer.size() && longer[i]);
      if (runs[i] && !is_part) found.runs.push_back(*runs[i]);
    }
    runs = std::move(longer);
  }
  found.whole = runs.front().has_value();
  if (found.whole) found.runs.push_back(*runs.front());
  return found;
}

std::vector<Hit> hits_of(const Corpus& corpus, const Slots& slots, std::size_t piece,
                         const std::vector<const Phrase*>& phrases, std::size_t best) {
  return PhraseHits(corpus, slots, piece).find(phrases, best);
}

void BestHits::add(const Hit& hit) {
  if (!is_full()) {
    hits_.push_back(hit);
    if (is_full()) std::ranges::make_heap(hits_, is_better);
  } else if (is_better(hit, hits_.front())) {
    std::ranges::pop_heap(hits_, is_better);
    hits_.back() = hit;
    std::ranges::push_heap(hits_, is_better);
  }
}

std::vector<Hit> BestHits::take() {
  std::ranges::sort(hits_, {}, &Hit::doc);
  return std::move(hits_);
}

}  // namespace entente::search
