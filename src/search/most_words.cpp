// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/most_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "search/summed_hits.hpp"

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

/// What has a part, by piece.
struct PartHits {
  const Node* part = nullptr;
  std::vector<WordHits> by_piece;
  float weight = 0;
};

/// Of each part that is anywhere.
std::vector<PartHits> hits_of_parts(const Corpus& corpus, const Slots& slots, const Nodes& parts) {
  std::vector<PartHits> all;
  for (const auto& part : parts) {
    PartHits one{.part = &part, .by_piece = {}};
    std::size_t documents = 0;
    for (std::size_t p = 0; p < corpus.pieces.size(); ++p)
      documents += one.by_piece.emplace_back(hits_of(corpus, slots, p, part)).docs.size();
    if (documents == 0) continue;
    const auto n = static_cast<float>(corpus.documents), df = static_cast<float>(documents);
    one.weight = std::log(1.0F + (n - df + 0.5F) / (df + 0.5F));
    all.push_back(std::move(one));
  }
  return all;
}

/// Which parts each document of a piece has, and what they weigh together. `Parts` has a bit for each part.
template <class Parts>
class PartsOfDocuments {
 public:
  explicit PartsOfDocuments(const std::vector<PartHits>& parts) : parts_(parts) {
    if constexpr (sizeof(Parts) == 1)
      for (std::size_t of = 0; of < known_.size(); ++of) known_[of] = sum(static_cast<Parts>(of));
  }
  void look(std::size_t piece, std::size_t documents, BitsView allowed) {
    auto& of = of_.emplace_back(documents);
    for (std::size_t i = 0; i < parts_.size(); ++i)
      for (const auto doc : parts_[i].by_piece[piece].docs) of[doc] = static_cast<Parts>(of[doc] | 1U << i);
    if (allowed.empty()) return;
    for (Doc doc = 0; doc < documents; ++doc)
      if (!has(allowed, doc)) of[doc] = 0;
  }
  float best() const {
    float best = 0;
    for (const auto& piece : of_)
      for (const auto of : piece) best = std::max(best, weight(of));
    return best;
  }
  /// Those that weigh so much.
  Bits from(std::size_t piece, float least) const {
    const auto& of = of_[piece];
    Bits bits(of.size() / 64 + 1);
    for (Doc doc = 0; doc < of.size(); ++doc)
      bits[doc / 64] |= std::uint64_t{of[doc] != 0 && weight(of[doc]) >= least} << doc % 64;
    return bits;
  }

 private:
  float weight(Parts of) const {
    if constexpr (sizeof(Parts) == 1) return known_[of];
    return sum(of);
  }
  float sum(Parts of) const {
    float sum = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) sum += (of >> i & 1U) != 0 ? parts_[i].weight : 0;
    return sum;
  }
  const std::vector<PartHits>& parts_;
  std::vector<std::vector<Parts>> of_;
  std::array<float, 256> known_{};
};

/// By piece, the documents that have enough of the parts.
template <class Parts>
std::vector<Bits> having_most(const Corpus& corpus, const std::vector<PartHits>& parts,
                              const std::vector<Bits>& allowed) {
  PartsOfDocuments<Parts> of(parts);
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p)
    of.look(p, corpus.pieces[p]->piece->size(), allowed.empty() ? BitsView() : allowed[p]);
  float all = 0;
  for (const auto& part : parts) all += part.weight;
  const auto least = std::min(all / 2, of.best()) - kHair;
  std::vector<Bits> found;
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) found.push_back(of.from(p, least));
  return found;
}

/// By piece, the documents that meet the conditions.
std::vector<Bits> meeting(const Corpus& corpus, const Node& conditions) {
  const Slots slots(corpus, conditions);
  std::vector<Bits> all;
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
    auto& bits = all.emplace_back(corpus.pieces[p]->piece->size() / 64 + 1);
    for (const auto doc : hits_of(corpus, slots, p, conditions).docs) put_into(bits, doc);
  }
  return all;
}

}  // namespace

std::optional<Node> most_of(const Corpus& corpus, const Node& tree) {
  Parts query;
  query.take(tree);
  if (query.soft.size() < 2) return std::nullopt;
  const Slots slots(corpus, {.is = All{query.soft}});
  auto parts = hits_of_parts(corpus, slots, query.soft);
  if (parts.empty()) return std::nullopt;
  if (parts.size() == 1) {
    query.hard.push_back(*parts.front().part);
    return Node{.is = All{std::move(query.hard)}};
  }
  std::vector<Bits> allowed;
  if (!query.hard.empty()) allowed = meeting(corpus, {.is = All{std::move(query.hard)}});
  constexpr std::size_t kFewParts = 8;
  const auto chosen = parts.size() <= kFewParts ? having_most<std::uint8_t>(corpus, parts, allowed)
                                                : having_most<std::uint32_t>(corpus, parts, allowed);
  auto found = std::make_shared<FoundBefore>();
  found->slots = slots.store();
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
    SummedHits sum(corpus.pieces[p]->piece->size());
    for (auto& part : parts) sum.unite(std::exchange(part.by_piece[p], {}));
    sum.keep_in(chosen[p]);
    found->by_piece.push_back(sum.take());
  }
  return Node{.is = Chosen{std::move(found)}};
}

}  // namespace entente::search
