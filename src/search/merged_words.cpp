// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/merged_words.hpp"

#include <algorithm>
#include <numeric>

namespace entente::search {
namespace {
struct Origin {
  std::uint64_t begin;
  std::uint32_t size;
  TermId id;
  std::uint32_t source;
};
}  // namespace

MergedWords::MergedWords(std::span<const Source> sources) : new_ids_(sources.size()) {
  std::vector<Origin> origins;
  const auto text = [this](const Origin& o) { return std::string_view(letters_).substr(o.begin, o.size); };
  for (std::uint32_t s = 0; s < sources.size(); ++s) {
    const auto middle = static_cast<std::ptrdiff_t>(origins.size());
    sources[s].piece->each_word({}, [&](std::string_view word, TermId id) {
      origins.push_back({letters_.size(), static_cast<std::uint32_t>(word.size()), id, s});
      letters_ += word;
      return true;
    });
    std::inplace_merge(origins.begin(), origins.begin() + middle, origins.end(),
                       [&](const Origin& a, const Origin& b) { return text(a) < text(b); });
    new_ids_[s].resize(sources[s].piece->terms());
    // The ends of texts stay what they are.
    std::iota(new_ids_[s].begin(), new_ids_[s].begin() + kFirstTerm, TermId{0});
  }
  for (std::size_t i = 0; i < origins.size(); ++i) {
    const auto& o = origins[i];
    if (i == 0 || text(o) != text(origins[i - 1])) words_.push_back({o.begin, o.size, 0, 0, {}});
    const auto& source = sources[o.source];
    words_.back().documents +=
        static_cast<std::uint32_t>(source.piece->postings(o.id).size()) - source.removed->of(o.id);
    const auto spoken = source.piece->spoken(o.id), lost = source.removed->spoken(o.id);
    for (std::size_t t = 0; t < kTongues; ++t) words_.back().spoken[t] += spoken[t] - lost[t];
    new_ids_[o.source][o.id] = static_cast<TermId>(words_.size() - 1);
  }

  std::vector<std::uint32_t> order;
  for (std::uint32_t w = 0; w < words_.size(); ++w)
    if (words_[w].documents > 0) order.push_back(w);
  std::ranges::stable_sort(order, std::greater{}, [this](std::uint32_t w) { return words_[w].documents; });
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
    words_[order[rank]].rank = rank;
    by_rank_.push_back(words_[order[rank]].documents);
    spoken_.push_back(words_[order[rank]].spoken);
  }
  old_ids_.assign(sources.size(), std::vector<TermId>(by_rank_.size()));
  for (const auto& o : origins) {
    auto& id = new_ids_[o.source][o.id];
    const auto& word = words_[id];
    if (word.documents > 0) old_ids_[o.source][word.rank] = o.id;
    id = word.rank + kFirstTerm;
  }
}

}  // namespace entente::search
