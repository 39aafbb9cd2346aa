// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/phrase_hits.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "search/fewer_hits.hpp"
#include "search/phrase_text.hpp"

namespace entente::search {
namespace {

/// A list that has not many more documents than there are hits is spread out over all documents first, unless
/// it is a short one.
constexpr std::size_t kSpread = 32, kShort = 256;

class PhraseHits {
 public:
  PhraseHits(const Corpus& corpus, const Slots& slots, std::size_t piece)
      : corpus_(corpus), slots_(slots), piece_(piece), live_(*corpus.pieces[piece]) {}

  WordHits find(const std::vector<const Phrase*>& phrases) {
    WordHits hits;
    bool any = follow(phrases);
    const auto words = slots_of(phrases);
    for (const auto* slot : words) hits.words.push_back({.word = slot});
    for (const auto* slot : words) {
      const auto list = slot->list(corpus_, piece_);
      if (std::exchange(any, true))
        hits_.keep_and_weigh(marks_in<true>(list));
      else
        take<true>(list);
      if (hits_.docs().empty()) return hits;
    }
    hits.docs = hits_.take_docs();
    hits.weights = hits_.take_columns();
    std::vector<std::uint32_t> places;
    for (const auto* phrase : phrases) {
      if (phrase->words.size() < 2 || runs_of(live_, slots_, piece_, *phrase).whole) continue;
      std::vector<const Slot*> in_a_row;
      for (const auto& word : phrase->words) in_a_row.push_back(&slots_.of(word));
      PhraseText(live_, piece_, in_a_row).find(hits.docs, places);
      keep_places(hits, places);
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
  bool follow(const std::vector<const Phrase*>& phrases) {
    std::vector<PostingList> lists;
    for (const auto* phrase : phrases)
      for (const auto& run : runs_of(live_, slots_, piece_, *phrase).runs) lists.push_back(run.list);
    if (lists.empty()) return false;
    std::ranges::sort(lists, {}, &PostingList::size);
    take<false>(lists.front());
    for (std::size_t i = 1; i < lists.size() && !hits_.docs().empty(); ++i)
      hits_.keep(marks_in<false>(lists[i]));
    return true;
  }

  /// The list of a run has no weights.
  template <bool kWeighs>
  void take(const PostingList& list) {
    std::vector<Doc> docs;
    std::vector<std::uint8_t> weights;
    docs.reserve(list.size());
    weights.reserve(kWeighs ? list.size() : 0);
    const bool any_removed = live_.removed.size() > 0;
    PostingCursor cursor(list);
    for (auto block = cursor.next(); !block.empty(); block = cursor.next())
      for (const auto p : block) {
        if (any_removed && live_.removed.has(doc_of(p))) continue;
        docs.push_back(doc_of(p));
        if (kWeighs) weights.push_back(static_cast<std::uint8_t>(weight_of(p)));
      }
    hits_.begin(std::move(docs));
    if (kWeighs) hits_.weigh(std::move(weights));
  }

  /// By hit, what the list says of it; 0 where it is not in there.
  template <bool kWeighs>
  std::vector<std::uint8_t> marks_in(const PostingList& list) {
    const auto& docs = hits_.docs();
    std::vector<std::uint8_t> marks(docs.size());
    const auto mark_of = [](Posting p) { return static_cast<std::uint8_t>(kWeighs ? weight_of(p) : 1); };
    if (list.size() / kSpread < docs.size() && list.size() > live_.piece->size() / kShort) {
      spread_.assign(live_.piece->size(), 0);
      PostingCursor cursor(list);
      for (auto block = cursor.next(); !block.empty(); block = cursor.next())
        for (const auto p : block) spread_[doc_of(p)] = mark_of(p);
      for (std::size_t i = 0; i < docs.size(); ++i) marks[i] = spread_[docs[i]];
      return marks;
    }
    PostingFinder finder(list);
    for (std::size_t i = 0; i < docs.size() && !finder.is_over(); ++i)
      if (const auto* found = finder.find(docs[i])) marks[i] = mark_of(*found);
    return marks;
  }

  const Corpus& corpus_;
  const Slots& slots_;
  std::size_t piece_;
  const Live& live_;
  FewerHits hits_;
  std::vector<std::uint8_t> spread_;  // by document, of the list last spread out
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
