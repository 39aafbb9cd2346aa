// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/most_words.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entente::search {
namespace {

/// Parts that are looked for; a longer query is no question.
constexpr std::size_t kMostParts = 24;
/// A hair's breadth, so that sums of the same weights in another order are the same.
constexpr float kHair = 1e-4F;

/// What words a part is made of; nothing for a condition.
bool has_words(const Node& node) {
  if (node.excluded) return false;
  if (std::holds_alternative<Phrase>(node.is)) return true;
  if (const auto* values = std::get_if<Values>(&node.is)) return values->in_words;
  const Nodes* parts = nullptr;
  if (const auto* all = std::get_if<All>(&node.is)) parts = &all->parts;
  if (const auto* any = std::get_if<Any>(&node.is)) parts = &any->parts;
  return parts != nullptr && std::ranges::any_of(*parts, has_words);
}

struct Parts {
  Nodes soft, hard;

  void take(const Node& node) {
    if (!has_words(node)) {
      hard.push_back(node);
    } else if (const auto* all = std::get_if<All>(&node.is)) {
      for (const auto& part : all->parts) take(part);
    } else if (const auto* phrase = std::get_if<Phrase>(&node.is); phrase != nullptr && phrase->loose) {
      for (const auto& pair : phrase->words) add({.is = Phrase{.words = {pair}}});
    } else if (const auto* any = std::get_if<Any>(&node.is); any != nullptr && begins_loose(*any)) {
      take(any->parts.front());
      for (auto i = any->parts.begin() + 1; i != any->parts.end(); ++i) take_values(*i);
    } else {
      add(node);
    }
  }

 private:
  static bool begins_loose(const Any& any) {
    const auto* phrase = std::get_if<Phrase>(&any.parts.front().is);
    return phrase != nullptr && phrase->loose;
  }
  /// Of what a run of ideographs names, the codes alone: its characters are there already.
  void take_values(const Node& node) {
    const auto* values = std::get_if<Values>(&node.is);
    if (values != nullptr && values->in_words) add(node);
    if (const auto* all = std::get_if<All>(&node.is))
      for (const auto& part : all->parts) take_values(part);
    if (const auto* any = std::get_if<Any>(&node.is))
      for (const auto& part : any->parts) take_values(part);
  }
  void add(Node node) {
    if (soft.size() < kMostParts && std::ranges::find(soft, node) == soft.end())
      soft.push_back(std::move(node));
  }
};

float weight_of_part(const Corpus& corpus, const std::vector<std::vector<Hit>>& hits) {
  std::size_t documents = 0;
  for (const auto& some : hits) documents += some.size();
  if (documents == 0) return 0;
  const auto n = static_cast<float>(corpus.documents), df = static_cast<float>(documents);
  return std::log(1.0F + (n - df + 0.5F) / (df + 0.5F));
}

}  // namespace

std::vector<std::vector<Hit>> most_of(const Corpus& corpus, const Node& tree) {
  std::vector<std::vector<Hit>> found(corpus.pieces.size());
  Parts query;
  query.take(tree);
  if (query.soft.size() < 2) return found;

  struct Sum {
    float weight = 0, score = 0;
  };
  std::vector<std::vector<Sum>> sums;
  for (const auto* live : corpus.pieces) sums.emplace_back(live->piece->size());
  float all = 0;
  for (const auto& part : query.soft) {
    const auto hits = match(corpus, part);
    const auto weight = weight_of_part(corpus, hits);
    all += weight;
    for (std::size_t p = 0; p < hits.size(); ++p)
      for (const auto& hit : hits[p]) {
        sums[p][hit.doc].weight += weight;
        sums[p][hit.doc].score += hit.score;
      }
  }
  if (!query.hard.empty()) {
    const auto allowed = match(corpus, {.is = All{std::move(query.hard)}});
    for (std::size_t p = 0; p < sums.size(); ++p) {
      auto at = allowed[p].begin();
      for (Doc doc = 0; doc < sums[p].size(); ++doc) {
        while (at != allowed[p].end() && at->doc < doc) ++at;
        if (at == allowed[p].end() || at->doc != doc) sums[p][doc] = {};
      }
    }
  }
  float best = 0;
  for (const auto& piece : sums)
    for (const auto& sum : piece) best = std::max(best, sum.weight);
  const auto least = std::min(all / 2, best) - kHair;
  for (std::size_t p = 0; p < sums.size() && best > 0; ++p)
    for (Doc doc = 0; doc < sums[p].size(); ++doc)
      if (sums[p][doc].weight > 0 && sums[p][doc].weight >= least)
        found[p].push_back({doc, sums[p][doc].score});
  return found;
}

}  // namespace entente::search
