// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/most_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "search/joining.hpp"
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

/// A part that is somewhere.
struct PartHits {
  const Node* part = nullptr;
  /// What has it, by piece: nothing where that was too much to be kept.
  std::vector<std::optional<WordHits>> by_piece = {};
  float weight = 0;
};

std::size_t bytes_of(const WordHits& hits) {
  auto bytes = hits.docs.size() * sizeof(Doc);
  for (const auto& column : hits.weights) bytes += column.size();
  for (const auto& column : hits.times) bytes += column.size();
  return bytes;
}

/// Which parts each document has, and what they weigh together. `Set` has a bit for each part.
template <class Set>
class PartsOfDocuments {
 public:
  explicit PartsOfDocuments(const Corpus& corpus) {
    for (const auto* live : corpus.pieces) of_.emplace_back(live->piece->size());
  }
  void add(std::size_t part, std::size_t piece, const std::vector<Doc>& documents) {
    auto& of = of_[piece];
    for (const auto doc : documents) of[doc] = static_cast<Set>(of[doc] | 1U << part);
  }
  /// Those outside have none.
  void keep_in(std::size_t piece, BitsView allowed) {
    auto& of = of_[piece];
    for (Doc doc = 0; doc < of.size(); ++doc)
      if (!has(allowed, doc)) of[doc] = 0;
  }
  /// To be called before what follows.
  void weigh(const std::vector<PartHits>& parts) {
    for (const auto& part : parts) weights_.push_back(part.weight);
    if constexpr (sizeof(Set) == 1)
      for (std::size_t of = 0; of < known_.size(); ++of) known_[of] = sum(static_cast<Set>(of));
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
  float weight(Set of) const {
    if constexpr (sizeof(Set) == 1) return known_[of];
    return sum(of);
  }
  float sum(Set of) const {
    float sum = 0;
    for (std::size_t i = 0; i < weights_.size(); ++i) sum += (of >> i & 1U) != 0 ? weights_[i] : 0;
    return sum;
  }
  std::vector<std::vector<Set>> of_;
  std::vector<float> weights_;
  std::array<float, 256> known_{};
};

/// Those of the parts that are somewhere, with no more of their hits than `kept` bytes.
template <class Set>
std::vector<PartHits> found_parts(const Corpus& corpus, const Slots& slots, const Nodes& parts,
                                  std::size_t kept, PartsOfDocuments<Set>& of) {
  std::vector<PartHits> all;
  for (const auto& part : parts) {
    PartHits one{.part = &part};
    std::size_t documents = 0;
    for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
      auto hits = hits_of(corpus, slots, p, part);
      documents += hits.docs.size();
      of.add(all.size(), p, hits.docs);
      auto& place = one.by_piece.emplace_back();
      const auto bytes = bytes_of(hits);
      if (bytes > kept) continue;
      kept -= bytes;
      place = std::move(hits);
    }
    if (documents == 0) continue;
    const auto n = static_cast<float>(corpus.documents), df = static_cast<float>(documents);
    one.weight = std::log(1.0F + (n - df + 0.5F) / (df + 0.5F));
    all.push_back(std::move(one));
  }
  return all;
}

/// By piece, the documents that have enough of the parts.
template <class Set>
std::vector<Bits> having_most(const std::vector<PartHits>& parts, const std::vector<Bits>& allowed,
                              std::size_t pieces, PartsOfDocuments<Set>& of) {
  for (std::size_t p = 0; p < allowed.size(); ++p) of.keep_in(p, allowed[p]);
  of.weigh(parts);
  float all = 0;
  for (const auto& part : parts) all += part.weight;
  const auto least = std::min(all / 2, of.best()) - kHair;
  std::vector<Bits> found;
  for (std::size_t p = 0; p < pieces; ++p) found.push_back(of.from(p, least));
  return found;
}

/// What the chosen documents of a piece have of all parts. Columns are as long as the chosen are many: until
/// the end their numbers are their places among them.
WordHits joined_hits(const Corpus& corpus, const Slots& slots, std::size_t piece,
                     std::vector<PartHits>& parts, BitsView chosen) {
  std::vector<Doc> documents;
  each_document(chosen, [&](Doc doc) {
    documents.push_back(doc);
    return true;
  });
  SummedHits sum(documents.size());
  for (auto& part : parts) {
    auto& kept = part.by_piece[piece];
    auto hits = kept ? std::move(*kept) : hits_of(corpus, slots, piece, *part.part);
    kept.reset();
    keep_in(hits, chosen);
    std::size_t place = 0;
    for (auto& doc : hits.docs) {
      while (documents[place] != doc) ++place;
      doc = static_cast<Doc>(place);
    }
    sum.unite(hits);
  }
  auto hits = sum.take();
  for (auto& doc : hits.docs) doc = documents[doc];
  return hits;
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

template <class Set>
std::optional<Node> most_of_parts(const Corpus& corpus, Parts query, std::size_t kept) {
  const Slots slots(corpus, {.is = All{query.soft}});
  PartsOfDocuments<Set> of(corpus);
  auto parts = found_parts(corpus, slots, query.soft, kept, of);
  if (parts.empty()) return std::nullopt;
  if (parts.size() == 1) {
    query.hard.push_back(*parts.front().part);
    return Node{.is = All{std::move(query.hard)}};
  }
  std::vector<Bits> allowed;
  if (!query.hard.empty()) allowed = meeting(corpus, {.is = All{std::move(query.hard)}});
  const auto chosen = having_most(parts, allowed, corpus.pieces.size(), of);
  auto found = std::make_shared<FoundBefore>();
  found->slots = slots.store();
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p)
    found->by_piece.push_back(joined_hits(corpus, slots, p, parts, chosen[p]));
  return Node{.is = Chosen{std::move(found)}};
}

}  // namespace

std::optional<Node> most_of(const Corpus& corpus, const Node& tree, std::size_t kept) {
  Parts query;
  query.take(tree);
  if (query.soft.size() < 2) return std::nullopt;
  constexpr std::size_t kFewParts = 8;
  return query.soft.size() <= kFewParts ? most_of_parts<std::uint8_t>(corpus, std::move(query), kept)
                                        : most_of_parts<std::uint32_t>(corpus, std::move(query), kept);
}

}  // namespace entente::search
