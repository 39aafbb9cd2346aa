// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/like.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "search/ordering.hpp"
#include "search/phrase_hits.hpp"
#include "search/tokens.hpp"

namespace entente::search {
namespace {

constexpr std::size_t kTelling = 16;      ///< words that are looked for
constexpr std::size_t kTellingCodes = 6;  ///< values likewise
/// What more documents have is not telling: a twentieth of all, but in a small register any.
constexpr std::size_t kFewDocuments = 200;
constexpr std::array kAlikeIn = {Facet::goal, Facet::target, Facet::field, Facet::country, Facet::party};

std::size_t documents_of(const Corpus& corpus, const std::string& word) {
  std::size_t sum = 0;
  for (const auto* live : corpus.pieces)
    if (const auto id = live->piece->find(word))
      sum += live->piece->postings(*id).size() - live->removed.of(*id);
  return sum;
}

struct Telling {
  float worth = 0;
  Node node;
};

/// Leaves those that tell most.
Nodes best_of(std::vector<Telling> all, std::size_t most) {
  most = std::min(most, all.size());
  std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(most), std::greater{},
                            &Telling::worth);
  Nodes nodes;
  for (std::size_t i = 0; i < most; ++i) nodes.push_back(std::move(all[i].node));
  return nodes;
}

/// Of each piece the documents, or the first of them, that have most of these parts by the sum of their
/// scores. The parts are many and short: each is added to a sum for every document.
std::vector<std::vector<Hit>> best_of_any(const Corpus& corpus, const Nodes& parts, std::size_t count) {
  std::vector<std::vector<float>> sums;
  for (const auto* live : corpus.pieces) sums.emplace_back(live->piece->size());
  for (const auto& part : parts) {
    const auto found = match(corpus, part);
    for (std::size_t p = 0; p < found.size(); ++p)
      for (const auto& hit : found[p]) sums[p][hit.doc] += hit.score;
  }
  std::vector<std::vector<Hit>> hits;
  for (std::size_t p = 0; p < sums.size(); ++p) {
    // In a base the lower number is what goes first of equals; what is in memory is few.
    BestHits best(corpus.pieces[p]->base != nullptr ? count : std::max<std::size_t>(1, sums[p].size()));
    for (Doc doc = 0; doc < sums[p].size(); ++doc)
      if (sums[p][doc] > 0) best.add({doc, sums[p][doc]});
    hits.push_back(best.take());
  }
  return hits;
}

}  // namespace

std::vector<base::Uuid> like(const Corpus& corpus, const Document& document, std::size_t limit) {
  const auto most = std::max(kFewDocuments, corpus.documents / 20);
  const auto worth = [&](std::size_t documents) {
    return std::log(1 + static_cast<float>(corpus.documents) / static_cast<float>(documents));
  };
  std::map<std::string, std::uint32_t> weights;
  for (const auto& passage : document.texts) {
    const auto folded = fold(passage.text);
    for (const auto& token : split(folded))
      if (token.kind == Token::Kind::word || token.kind == Token::Kind::pair)
        weights[std::string(token.text)] += weight_in(end_of(passage.zone, std::nullopt));
  }
  std::vector<Telling> words, values;
  for (const auto& [word, weight] : weights)
    // What it alone has leads nowhere.
    if (const auto n = documents_of(corpus, word); n > 1 && n <= most)
      words.push_back(
          {std::sqrt(static_cast<float>(weight)) * worth(n), {.is = Phrase{.words = {{.text = word}}}}});
  for (const auto& [facet, value] : document.facets) {
    if (std::ranges::find(kAlikeIn, facet) == kAlikeIn.end()) continue;
    Node node{.is = Values{.facet = facet, .any = {value}, .in_words = true}};
    std::size_t n = 0;
    for (const auto& hits : match(corpus, node)) n += hits.size();
    if (n > 1 && n <= most) values.push_back({worth(n), std::move(node)});
  }
  auto parts = best_of(std::move(words), kTelling);
  for (auto& node : best_of(std::move(values), kTellingCodes)) parts.push_back(std::move(node));
  auto hits = best_of_any(corpus, parts, limit + 1);
  auto ids = page(corpus, hits, Order::relevance, 0, limit + 1);
  std::erase(ids, document.id);
  ids.resize(std::min(ids.size(), limit));
  return ids;
}

}  // namespace entente::search
