// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/word_hits.hpp"

#include <algorithm>
#include <cstring>

#include "search/phrase_hits.hpp"

namespace entente::search {

void keep_places(WordHits& hits, const std::vector<std::uint32_t>& places) {
  const auto only = [&](auto& column) {
    for (std::size_t i = 0; i < places.size(); ++i) column[i] = column[places[i]];
    column.resize(places.size());
  };
  only(hits.docs);
  for (auto& column : hits.weights) only(column);
  for (auto& column : hits.times)
    if (!column.empty()) only(column);
}

WordScores::WordScores(const Corpus& corpus, std::size_t piece, const std::vector<Scoring>& words)
    : lengths_(corpus.pieces[piece]->piece->lengths()) {
  for (const auto& [slot, values, most_times] : words) {
    const auto times = static_cast<float>(most_times);
    if (slot == nullptr) {
      words_.push_back({.score = Score(corpus, values->documents), .itself = {}, .exactly = {}});
      shares_.push_back(words_.back().score.most());
      most_ += times * shares_.back();
      continue;
    }
    OfWord word{
        .score = Score(corpus, slot->documents, slot->exact ? kAlikeShare : 1), .itself = {}, .exactly = {}};
    auto most = word.score.most();
    if (const auto& exact = slot->parts[piece].exact) {
      word.itself.emplace(corpus, slot->exact.value(), 1 - kAlikeShare);
      word.exactly.emplace(corpus.pieces[piece]->piece->postings(*exact));
      // A word weighs no more than it and its kin together.
      most += word.itself->most();
      word.with_itself = most / word.score.most();
    }
    shares_.push_back(most);
    most_ += times * most;
    words_.push_back(word);
  }
  for (auto& share : shares_) share /= most_;
}

namespace {

/// Hits whose means are told at once.
constexpr std::size_t kMeansAtOnce = 256;

/// Four numbers that the processor multiplies at once.
using Floats = float __attribute__((vector_size(16)));
using Bytes = std::uint8_t __attribute__((vector_size(4)));
Floats floats_at(const std::uint8_t* from) {
  Bytes bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return __builtin_convertvector(bytes, Floats);
}

/// Calls `use` with what says how often each word counts in the document at a place.
template <class Use>
auto with_times(const WordHits& hits, const Use& use) {
  if (hits.times.empty()) return use([](std::size_t /*place*/) { return WordScores::Once(); });
  return use([&](std::size_t place) {
    return [&, place](std::size_t word) {
      const auto& column = hits.times[word];
      return column.empty() ? 1.0F : static_cast<float>(column[place]);
    };
  });
}

}  // namespace

void WordScores::means(const WordHits& hits, std::size_t begin, std::size_t end, float* out) const {
  std::fill(out, out + (end - begin), 0.0F);
  for (std::size_t word = 0; word < shares_.size(); ++word) {
    const auto share = shares_[word];
    const auto* weights = hits.weights[word].data();
    const auto* times =
        word < hits.times.size() && !hits.times[word].empty() ? hits.times[word].data() : nullptr;
    auto i = begin;
    for (; i + 4 <= end; i += 4) {
      Floats sum;
      std::memcpy(&sum, out + (i - begin), sizeof sum);
      auto more = share * floats_at(weights + i);
      if (times != nullptr) more *= floats_at(times + i);
      sum += more;
      std::memcpy(out + (i - begin), &sum, sizeof sum);
    }
    for (; i < end; ++i)
      out[i - begin] +=
          share * static_cast<float>(weights[i]) * (times != nullptr ? static_cast<float>(times[i]) : 1.0F);
  }
}

std::vector<Hit> best_of(const Corpus& corpus, std::size_t piece, const WordHits& hits, BitsView among,
                         std::size_t count) {
  WordScores scores(corpus, piece, hits.words);
  const Steps steps_of(corpus, piece);
  const auto lengths = corpus.pieces[piece]->piece->lengths();
  BestHits best(count);
  const auto above = [&](float score) { return scores.above(score); };
  RaisedBounds<Score::Bound> bounds;
  bounds.set(0, above);
  std::vector<const std::uint8_t*> columns;
  for (const auto& column : hits.weights) columns.push_back(column.data());
  std::array<float, kMeansAtOnce> means;
  with_times(hits, [&](const auto& times_at) {
    for (std::size_t begin = 0; begin < hits.docs.size(); begin += kMeansAtOnce) {
      const auto end = std::min(begin + kMeansAtOnce, hits.docs.size());
      scores.means(hits, begin, end, means.data());
      for (auto i = begin; i < end; ++i) {
        const auto doc = hits.docs[i];
        if (!among.empty() && !has(among, doc)) continue;
        const auto steps = steps_of(doc);
        if (!bounds[steps].reaches(means[i - begin], lengths[doc])) continue;
        const auto weights = [&, i](std::size_t word) { return columns[word][i]; };
        const auto times = times_at(i);
        // Nearer, but it takes divisions; what the words themselves add would have to be looked up.
        if (best.is_full() && raised(scores.most(doc, weights, times), steps) < best.last().score) continue;
        if (best.add({doc, raised(scores(doc, weights, times), steps)}) && best.is_full())
          bounds.set(best.last().score, above);
      }
    }
  });
  return best.take();
}

std::vector<Hit> scored(const Corpus& corpus, std::size_t piece, const WordHits& hits) {
  std::vector<Hit> all;
  if (hits.docs.empty()) return all;
  WordScores scores(corpus, piece, hits.words);
  all.reserve(hits.docs.size());
  with_times(hits, [&](const auto& times_at) {
    for (std::size_t i = 0; i < hits.docs.size(); ++i)
      all.push_back({hits.docs[i], scores(
                                       hits.docs[i], [&](std::size_t word) { return hits.weights[word][i]; },
                                       times_at(i))});
  });
  return all;
}

}  // namespace entente::search
