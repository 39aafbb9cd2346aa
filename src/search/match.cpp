// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/match.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace entente::search {
namespace {

/// So many words a prefix may stand for.
constexpr std::size_t kExpansions = 2'000;

/// A place in the query and the words that fill it.
struct Slot {
  std::vector<TermId> ids;  // sorted
  std::size_t live = 0;     // documents at most

  bool filled_by(TermId id) const {
    return ids.size() == 1 ? ids.front() == id : std::ranges::binary_search(ids, id);
  }
};
using Phrase = std::vector<Slot>;

Slot slot_for(const WordIndex& words, const Word& word) {
  Slot slot{.ids = word.prefix ? words.begin_with(word.text, kExpansions) : words.find(word.text), .live = 0};
  for (const auto id : slot.ids) slot.live += words.live(id);
  return slot;
}

/// BM25 over the weights, which are its F. A title's word weighs six, so it saturates later than usual.
class Score {
 public:
  Score(const WordIndex& words, std::size_t in_documents) : words_(words) {
    const auto n = static_cast<float>(words.live()), df = static_cast<float>(in_documents);
    rarity_ = std::log(1.0F + (n - std::min(n, df) + 0.5F) / (df + 0.5F));
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

/// The living documents that have any of these words.
std::vector<Posting> any_of(const WordIndex& words, const Slot& slot) {
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

bool has_phrase(std::span<const TermId> sequence, const Phrase& phrase) {
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

/// The documents that have each of the terms.
std::vector<Hit> all_of(const WordIndex& words, const std::vector<const Term*>& terms) {
  std::set<std::pair<std::string_view, bool>> seen;
  std::vector<Slot> slots;
  for (const auto* term : terms)
    for (const auto& word : term->words) {
      if (!seen.emplace(word.text, word.prefix).second) continue;
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
    const Score score(words, slot.ids.size() > 1 ? joined.size() : slot.live);
    if (hits) {
      intersect(*hits, list, score);
    } else {
      hits.emplace().reserve(list.size());
      for (const auto p : list)
        if (words.alive(doc_of(p))) hits->push_back({doc_of(p), score(p)});
    }
    if (hits->empty()) return {};
  }

  for (const auto* term : terms) {
    if (term->words.size() < 2) continue;
    Phrase phrase;
    for (const auto& word : term->words) phrase.push_back(slot_for(words, word));
    std::erase_if(*hits, [&](const Hit& hit) { return !has_phrase(words.sequence(hit.doc), phrase); });
  }
  return hits ? std::move(*hits) : std::vector<Hit>{};
}

std::vector<Hit> everything(const WordIndex& words) {
  std::vector<Hit> hits;
  hits.reserve(words.live());
  for (Doc doc = 0; doc < words.size(); ++doc)
    if (words.alive(doc)) hits.push_back({doc, 0});
  return hits;
}

}  // namespace

std::vector<Hit> match(const WordIndex& words, const std::vector<Term>& terms) {
  std::vector<const Term*> wanted;
  for (const auto& term : terms)
    if (!term.excluded) wanted.push_back(&term);
  auto hits = wanted.empty() ? everything(words) : all_of(words, wanted);
  for (const auto& term : terms) {
    if (!term.excluded || hits.empty()) continue;
    const auto out = all_of(words, {&term});
    auto at = out.begin();
    std::erase_if(hits, [&](const Hit& hit) {
      while (at != out.end() && at->doc < hit.doc) ++at;
      return at != out.end() && at->doc == hit.doc;
    });
  }
  return hits;
}

}  // namespace entente::search
