// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/slots.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace entente::search {
namespace {

/// So many words a prefix may stand for: those in most documents.
constexpr std::size_t kExpansions = 2'000;

std::size_t documents_with(const Live& live, TermId id) {
  return live.piece->postings(id).size() - live.removed.of(id);
}

void expand(const Corpus& corpus, const std::string& prefix, Slot& slot) {
  // Without the limit every piece could be asked alone.
  std::map<std::string, std::size_t> found;
  const auto each = [&](std::size_t piece, const auto& visit) {
    const auto& live = *corpus.pieces[piece];
    live.piece->each_word(prefix, [&](std::string_view word, TermId id) {
      if (const auto n = documents_with(live, id); n > 0) visit(word, id, n);
    });
  };
  std::size_t most = 0;
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p)
    each(p, [&](std::string_view, TermId id, std::size_t) {
      slot.parts[p].ids.push_back(id);
      ++most;
    });
  if (most > kExpansions) {
    for (std::size_t p = 0; p < corpus.pieces.size(); ++p)
      each(p, [&](std::string_view word, TermId, std::size_t n) { found[std::string(word)] += n; });
    std::vector<std::pair<std::string_view, std::size_t>> ordered(found.begin(), found.end());
    // Equal counts in the order of the words, so that the choice does not depend on history.
    std::ranges::stable_sort(ordered, std::greater{}, &std::pair<std::string_view, std::size_t>::second);
    ordered.resize(std::min(ordered.size(), kExpansions));
    std::ranges::sort(ordered);
    for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
      slot.parts[p].ids.clear();
      each(p, [&](std::string_view word, TermId id, std::size_t) {
        const auto at =
            std::ranges::lower_bound(ordered, word, {}, &std::pair<std::string_view, std::size_t>::first);
        if (at != ordered.end() && at->first == word) slot.parts[p].ids.push_back(id);
      });
    }
  }
  for (auto& part : slot.parts) std::ranges::sort(part.ids);
}

/// The living documents that have any of these words.
std::vector<Posting> any_of(const Live& live, const std::vector<TermId>& ids) {
  std::vector<Posting> all;
  std::size_t most = 0;
  for (const auto id : ids) most += live.piece->postings(id).size();
  // Short lists are put in order; for long ones a walk over all documents costs less.
  if (most < live.piece->size() / 16) {
    for (const auto id : ids) {
      PostingCursor cursor(live.piece->postings(id));
      for (auto block = cursor.next(); !block.empty(); block = cursor.next())
        all.insert(all.end(), block.begin(), block.end());
    }
    std::ranges::sort(all);
    std::size_t kept = 0;
    for (const auto p : all) {
      if (live.removed.has(doc_of(p))) continue;
      if (kept > 0 && doc_of(all[kept - 1]) == doc_of(p))
        all[kept - 1] = posting(doc_of(p), weight_of(all[kept - 1]) + weight_of(p));
      else
        all[kept++] = p;
    }
    all.resize(kept);
    return all;
  }
  std::vector<std::uint8_t> weights(live.piece->size());
  for (const auto id : ids) {
    PostingCursor cursor(live.piece->postings(id));
    for (auto block = cursor.next(); !block.empty(); block = cursor.next())
      for (const auto p : block) {
        auto& sum = weights[doc_of(p)];
        sum = static_cast<std::uint8_t>(std::min(255U, sum + weight_of(p)));
      }
  }
  for (Doc doc = 0; doc < weights.size(); ++doc)
    if (weights[doc] != 0 && !live.removed.has(doc)) all.push_back(posting(doc, weights[doc]));
  return all;
}

}  // namespace

bool Slot::filled_by(std::size_t piece, TermId id) const {
  const auto& ids = parts[piece].ids;
  return ids.size() == 1 ? ids.front() == id : std::ranges::binary_search(ids, id);
}

PostingList Slot::list(const Corpus& corpus, std::size_t piece) const {
  const auto& part = parts[piece];
  return part.ids.size() == 1 ? corpus.pieces[piece]->piece->postings(part.ids.front())
                              : PostingList(part.joined);
}

std::map<std::string, std::size_t> alike(const Corpus& corpus, std::string_view word) {
  ByTongue spoken{};
  bool known = false;
  const auto add = [](ByTongue& sum, const Live& live, TermId id) {
    const auto all = live.piece->spoken(id), lost = live.removed.spoken(id);
    for (std::size_t t = 0; t < kTongues; ++t) sum[t] += all[t] - lost[t];
  };
  for (const auto* live : corpus.pieces)
    if (const auto id = live->piece->find(word)) {
      known = known || documents_with(*live, *id) > 0;
      add(spoken, *live, *id);
    }
  std::map<std::string, std::size_t> others;
  for (std::size_t t = 0; t < kTongues; ++t) {
    const auto tongue = static_cast<Tongue>(t);
    if (!writes_so(tongue, word) || (known && spoken[t] == 0)) continue;
    const auto key = kin_key(tongue, stem_of(tongue, word));
    for (const auto* live : corpus.pieces)
      live->piece->each_kin(key, [&](std::string_view other, TermId id) {
        ByTongue there{};
        add(there, *live, id);
        if (there[t] > 0 && other != word) others.emplace(other, 0);
      });
  }
  for (auto& [other, documents] : others)
    for (const auto* live : corpus.pieces)
      if (const auto id = live->piece->find(other)) documents += documents_with(*live, *id);
  return others;
}

Slot slot_for(const Corpus& corpus, const Word& word) {
  Slot slot{.parts = std::vector<Slot::Part>(corpus.pieces.size()), .documents = 0, .exact = {}};
  if (word.prefix) {
    expand(corpus, word.text, slot);
  } else {
    for (std::size_t p = 0; p < corpus.pieces.size(); ++p)
      if (const auto id = corpus.pieces[p]->piece->find(word.text);
          id && documents_with(*corpus.pieces[p], *id) > 0)
        slot.parts[p].ids.push_back(*id);
  }
  if (const auto others = word.alike ? alike(corpus, word.text) : std::map<std::string, std::size_t>();
      !others.empty())
    for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
      auto& part = slot.parts[p];
      if (!part.ids.empty()) {
        part.exact = part.ids.front();
        slot.exact = slot.exact.value_or(0) + documents_with(*corpus.pieces[p], *part.exact);
      }
      for (const auto& [other, documents] : others)
        if (const auto id = corpus.pieces[p]->piece->find(other);
            id && documents_with(*corpus.pieces[p], *id) > 0)
          part.ids.push_back(*id);
      std::ranges::sort(part.ids);
    }
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
    const auto& live = *corpus.pieces[p];
    auto& part = slot.parts[p];
    if (part.ids.size() != 1) part.joined = any_of(live, part.ids);
    slot.documents += part.ids.size() == 1 ? documents_with(live, part.ids.front()) : part.joined.size();
  }
  return slot;
}

Score::Score(const Corpus& corpus, std::size_t in_documents, float share) {
  constexpr float kSaturation = 4, kLength = 0.4F;
  const auto n = static_cast<float>(corpus.documents), df = static_cast<float>(in_documents);
  rarity_ = share * std::log(1.0F + (n - std::min(n, df) + 0.5F) / (df + 0.5F));
  // The length counts as its ratio to the average.
  const auto average = corpus.weight == 0 ? 1.0F : static_cast<float>(corpus.weight) / n;
  short_ = kSaturation * (1 - kLength);
  per_length_ = kSaturation * kLength / average;
}

}  // namespace entente::search
