// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/phrases.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace entente::search {
namespace {

/// So many words a prefix may stand for.
constexpr std::size_t kExpansions = 2'000;

/// What a word of the same stem scores of what the word itself does, which gets the rest on top.
constexpr float kAlikeShare = 0.5F;

/// A place in the query and the words that fill it.
struct Slot {
  std::vector<TermId> ids;      // sorted
  std::size_t live = 0;         // documents at most
  std::optional<TermId> exact;  // the word itself, where others of its stem will do

  bool filled_by(TermId id) const {
    return ids.size() == 1 ? ids.front() == id : std::ranges::binary_search(ids, id);
  }
};
using Slots = std::vector<Slot>;

Slot slot_for(const WordIndex& words, const Word& word) {
  Slot slot{.ids = word.prefix ? words.begin_with(word.text, kExpansions) : words.find(word.text),
            .live = 0,
            .exact = {}};
  if (word.alike)
    if (const auto others = words.alike(word.text); !others.empty()) {
      if (!slot.ids.empty()) slot.exact = slot.ids.front();
      slot.ids.insert(slot.ids.end(), others.begin(), others.end());
      std::ranges::sort(slot.ids);
    }
  for (const auto id : slot.ids) slot.live += words.live(id);
  return slot;
}

/// BM25 over the weights, which are its F. A title's word weighs six, so it saturates later than usual.
class Score {
 public:
  Score(const WordIndex& words, std::size_t in_documents, float share = 1) : words_(words) {
    const auto n = static_cast<float>(words.live()), df = static_cast<float>(in_documents);
    rarity_ = share * std::log(1.0F + (n - std::min(n, df) + 0.5F) / (df + 0.5F));
  }
  float operator()(Posting p) const {
    const auto weight = static_cast<float>(weight_of(p));
    return rarity_ * weight /
           (weight + kSaturation * (1 - kLength + kLength * words_.relative_length(doc_of(p))));
  }

 private:
  static constexpr float kSaturation = 4, kLength = 0.4F;
  const WordIndex& words_;
  float rarity_;
};

/// Both lists as one; a document in both weighs what it weighs in the two.
std::vector<Posting> merged(const std::vector<Posting>& a, std::span<const Posting> b) {
  std::vector<Posting> all;
  all.reserve(a.size() + b.size());
  auto left = a.begin();
  for (const auto p : b) {
    while (left != a.end() && doc_of(*left) < doc_of(p)) all.push_back(*left++);
    const bool both = left != a.end() && doc_of(*left) == doc_of(p);
    all.push_back(both ? posting(doc_of(p), weight_of(*left++) + weight_of(p)) : p);
  }
  all.insert(all.end(), left, a.end());
  return all;
}

/// The living documents that have any of these words.
std::vector<Posting> any_of(const WordIndex& words, const Slot& slot) {
  // A few short lists are merged; a walk over all documents costs less than many of them.
  constexpr std::size_t kFew = 8, kShort = 4;
  if (slot.ids.size() <= kFew && slot.live < words.size() / kShort) {
    std::vector<Posting> all;
    for (const auto id : slot.ids) all = merged(all, words.postings(id));
    std::erase_if(all, [&](Posting p) { return !words.alive(doc_of(p)); });
    return all;
  }
  std::vector<std::uint8_t> weights(words.size());
  for (const auto id : slot.ids)
    for (const auto p : words.postings(id)) {
      auto& sum = weights[doc_of(p)];
      sum = static_cast<std::uint8_t>(std::min(255U, sum + weight_of(p)));
    }
  std::vector<Posting> all;
  for (Doc doc = 0; doc < weights.size(); ++doc)
    if (weights[doc] != 0 && words.alive(doc)) all.push_back(posting(doc, weights[doc]));
  return all;
}

/// Keeps the hits that are in the list. Leaps through it, as it is the longer one.
void intersect(std::vector<Hit>& hits, std::span<const Posting> list, const Score& score) {
  std::size_t at = 0, kept = 0;
  for (const auto& hit : hits) {
    const auto wanted = posting(hit.doc, 0);
    std::size_t step = 1;
    while (at + step < list.size() && list[at + step] < wanted) {
      at += step;
      step *= 2;
    }
    const auto end = list.begin() + static_cast<std::ptrdiff_t>(std::min(at + step + 1, list.size()));
    at = static_cast<std::size_t>(
        std::lower_bound(list.begin() + static_cast<std::ptrdiff_t>(at), end, wanted) - list.begin());
    if (at == list.size()) break;
    if (doc_of(list[at]) == hit.doc) hits[kept++] = {hit.doc, hit.score + score(list[at])};
  }
  hits.resize(kept);
}

/// Adds to the score of those hits that are in the list.
void add_scores(std::vector<Hit>& hits, std::span<const Posting> list, const Score& score) {
  auto hit = hits.begin();
  for (const auto p : list) {
    while (hit != hits.end() && hit->doc < doc_of(p)) ++hit;
    if (hit == hits.end()) return;
    if (hit->doc == doc_of(p)) hit->score += score(p);
  }
}

bool has_phrase(std::span<const TermId> sequence, const Slots& phrase) {
  if (sequence.size() < phrase.size()) return false;
  const auto starts = sequence.first(sequence.size() - phrase.size() + 1);
  // Only the last word can stand for several, so the first is one word to look for.
  const auto first = phrase.front().ids.front();
  for (auto at = std::ranges::find(starts, first); at != starts.end();
       at = std::find(at + 1, starts.end(), first)) {
    const auto here = sequence.subspan(static_cast<std::size_t>(at - starts.begin()));
    std::size_t i = 1;
    while (i < phrase.size() && phrase[i].filled_by(here[i])) ++i;
    if (i == phrase.size()) return true;
  }
  return false;
}

}  // namespace

std::vector<Hit> find_phrases(const WordIndex& words, const std::vector<const Phrase*>& phrases) {
  std::set<std::tuple<std::string_view, bool, bool>> seen;
  std::vector<Slot> slots;
  for (const auto* phrase : phrases)
    for (const auto& word : phrase->words) {
      if (!seen.emplace(word.text, word.prefix, word.alike).second) continue;
      slots.push_back(slot_for(words, word));
      if (slots.back().ids.empty()) return {};
    }
  std::ranges::stable_sort(slots, {}, &Slot::live);  // the rarest first; ties as in the query

  std::optional<std::vector<Hit>> hits;
  for (const auto& slot : slots) {
    std::vector<Posting> joined;
    if (slot.ids.size() > 1) joined = any_of(words, slot);
    const auto list =
        slot.ids.size() > 1 ? std::span<const Posting>(joined) : words.postings(slot.ids.front());
    const Score score(words, slot.ids.size() > 1 ? joined.size() : slot.live, slot.exact ? kAlikeShare : 1);
    if (hits) {
      intersect(*hits, list, score);
    } else {
      hits.emplace().reserve(list.size());
      for (const auto p : list)
        if (words.alive(doc_of(p))) hits->push_back({doc_of(p), score(p)});
    }
    if (hits->empty()) return {};
    if (slot.exact)
      add_scores(*hits, words.postings(*slot.exact), Score(words, words.live(*slot.exact), 1 - kAlikeShare));
  }

  for (const auto* phrase : phrases) {
    if (phrase->words.size() < 2) continue;
    Slots wanted;
    for (const auto& word : phrase->words) wanted.push_back(slot_for(words, word));
    std::erase_if(*hits, [&](const Hit& hit) { return !has_phrase(words.sequence(hit.doc), wanted); });
  }
  return hits ? std::move(*hits) : std::vector<Hit>{};
}

}  // namespace entente::search
