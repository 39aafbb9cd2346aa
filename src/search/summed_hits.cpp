// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/summed_hits.hpp"

#include <algorithm>

namespace entente::search {

void SummedHits::unite(const WordHits& hits) {
  for (const auto doc : hits.docs) put_into(found_, doc);
  add_columns(hits);
}

void SummedHits::intersect(const WordHits& hits) {
  Bits bits(found_.size());
  for (const auto doc : hits.docs) put_into(bits, doc);
  keep_in(bits);
  add_columns(hits);
}

void SummedHits::keep_in(BitsView bits) {
  for (std::size_t w = 0; w < bits.size(); ++w) found_[w] &= bits[w];
}

bool SummedHits::empty() const {
  return std::ranges::all_of(found_, [](std::uint64_t bits) { return bits == 0; });
}

void SummedHits::add_columns(const WordHits& hits) {
  // Where nothing was found, not every word was looked up.
  if (hits.docs.empty()) return;
  for (std::size_t i = 0; i < hits.words.size(); ++i) {
    const auto& word = hits.words[i];
    const auto& from = hits.weights[i];
    const auto* times = i < hits.times.size() && !hits.times[i].empty() ? hits.times[i].data() : nullptr;
    auto& column = columns_[word.word != nullptr ? word.word->number : word.values->number];
    const bool is_new = column.weights.empty();
    if (is_new) {
      column.word = word;
      column.weights.resize(documents_);
    } else {
      column.word.most_times = std::min(kMostTimes, column.word.most_times + word.most_times);
    }
    if (column.times.empty() && (!is_new || times != nullptr)) {
      column.times.resize(documents_);
      std::ranges::transform(column.weights, column.times.begin(), [](auto weight) { return weight != 0; });
    }
    if (column.times.empty()) {
      for (std::size_t at = 0; at < hits.docs.size(); ++at) column.weights[hits.docs[at]] = from[at];
      continue;
    }
    for (std::size_t at = 0; at < hits.docs.size(); ++at) {
      const auto doc = hits.docs[at];
      const std::uint32_t more = times != nullptr ? times[at] : from[at] != 0 ? 1 : 0;
      column.weights[doc] = std::max(column.weights[doc], from[at]);
      column.times[doc] = static_cast<std::uint8_t>(std::min(kMostTimes, column.times[doc] + more));
    }
  }
}

WordHits SummedHits::take() const {
  WordHits hits;
  each_document(found_, [&](Doc doc) {
    hits.docs.push_back(doc);
    return true;
  });
  const auto gathered = [&](const std::vector<std::uint8_t>& column) {
    std::vector<std::uint8_t> only(column.empty() ? 0 : hits.docs.size());
    for (std::size_t i = 0; i < only.size(); ++i) only[i] = column[hits.docs[i]];
    return only;
  };
  for (const auto& [number, column] : columns_) {
    hits.words.push_back(column.word);
    hits.weights.push_back(gathered(column.weights));
    hits.times.push_back(gathered(column.times));
  }
  return hits;
}

}  // namespace entente::search
