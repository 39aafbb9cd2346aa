// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/phrase_hits.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "search/phrase_text.hpp"

namespace entente::search {
namespace {

/// A list that has not many more documents than there are hits is spread out over all documents first.
constexpr std::size_t kSpread = 8;

class PhraseHits {
 public:
  PhraseHits(const Corpus& corpus, const Slots& slots, std::size_t piece)
      : corpus_(corpus), slots_(slots), piece_(piece), live_(*corpus.pieces[piece]) {}

  WordHits find(const std::vector<const Phrase*>& phrases) {
    WordHits hits;
    bool any = follow(phrases, hits);
    const auto words = slots_of(phrases);
    for (const auto* slot : words) hits.words.push_back({.word = slot});
    for (const auto* slot : words) {
      const auto list = slot->list(corpus_, piece_);
      if (any)
        keep(hits, list);
      else
        take(hits, list);
      any = true;
      if (hits.docs.empty()) return hits;
    }
    for (const auto* phrase : phrases) {
      if (phrase->words.size() < 2 || runs_of(live_, slots_, piece_, *phrase).whole) continue;
      std::vector<const Slot*> in_a_row;
      for (const auto& word : phrase->words) in_a_row.push_back(&slots_.of(word));
      PhraseText(live_, piece_, in_a_row).find(hits.docs, places_);
      keep_places(hits, places_);
    }
    return hits;
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
  /// the words weigh is still to come. False where it keeps nothing of the phrases.
  bool follow(const std::vector<const Phrase*>& phrases, WordHits& hits) {
    std::vector<PostingList> lists;
    for (const auto* phrase : phrases)
      for (const auto& run : runs_of(live_, slots_, piece_, *phrase).runs) lists.push_back(run.list);
    if (lists.empty()) return false;
    std::ranges::sort(lists, {}, &PostingList::size);
    take(hits, lists.front());
    for (std::size_t i = 1; i < lists.size() && !hits.docs.empty(); ++i) keep(hits, lists[i]);
    hits.weights.clear();  // a run has none
    return true;
  }

  void take(WordHits& hits, const PostingList& list) const {
    auto& weights = hits.weights.emplace_back();
    hits.docs.reserve(list.size());
    weights.reserve(list.size());
    const bool any_removed = live_.removed.size() > 0;
    PostingCursor cursor(list);
    for (auto block = cursor.next(); !block.empty(); block = cursor.next())
      for (const auto p : block)
        if (!any_removed || !live_.removed.has(doc_of(p))) {
          hits.docs.push_back(doc_of(p));
          weights.push_back(static_cast<std::uint8_t>(weight_of(p)));
        }
  }

  /// Keeps the hits that are in the list, with what it says of them.
  void keep(WordHits& hits, const PostingList& list) {
    places_.clear();
    std::vector<std::uint8_t> weights;
    if (list.size() / kSpread < hits.docs.size()) {
      // One more than the weight, as a list of a run has none.
      spread_.assign(live_.piece->size(), 0);
      PostingCursor cursor(list);
      for (auto block = cursor.next(); !block.empty(); block = cursor.next())
        for (const auto p : block) spread_[doc_of(p)] = static_cast<std::uint16_t>(weight_of(p) + 1);
      weights.resize(hits.docs.size());
      places_.resize(hits.docs.size());
      std::uint32_t kept = 0;
      for (std::uint32_t i = 0; i < hits.docs.size(); ++i) {
        const auto there = spread_[hits.docs[i]];
        places_[kept] = i;
        weights[kept] = static_cast<std::uint8_t>(there - 1);
        kept += there != 0 ? 1 : 0;
      }
      places_.resize(kept);
      weights.resize(kept);
    } else {
      PostingFinder finder(list);
      for (std::uint32_t i = 0; i < hits.docs.size() && !finder.is_over(); ++i)
        if (const auto* found = finder.find(hits.docs[i])) {
          places_.push_back(i);
          weights.push_back(static_cast<std::uint8_t>(weight_of(*found)));
        }
    }
    keep_places(hits, places_);
    hits.weights.push_back(std::move(weights));
  }

  const Corpus& corpus_;
  const Slots& slots_;
  std::size_t piece_;
  const Live& live_;
  std::vector<std::uint16_t> spread_;  // by document, of the list last spread out
  std::vector<std::uint32_t> places_;  // of the hits that are kept
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

WordHits hits_of(const Corpus& corpus, const Slots& slots, std::size_t piece,
                 const std::vector<const Phrase*>& phrases) {
  return PhraseHits(corpus, slots, piece).find(phrases);
}

bool BestHits::add(const Hit& hit) {
  if (!is_full()) {
    hits_.push_back(hit);
    if (is_full()) std::ranges::make_heap(hits_, is_better);
    return true;
  }
  if (!is_better(hit, hits_.front())) return false;
  std::ranges::pop_heap(hits_, is_better);
  hits_.back() = hit;
  std::ranges::push_heap(hits_, is_better);
  return true;
}

std::vector<Hit> BestHits::take() {
  std::ranges::sort(hits_, {}, &Hit::doc);
  return std::move(hits_);
}

}  // namespace entente::search
