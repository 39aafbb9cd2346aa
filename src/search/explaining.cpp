// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/explaining.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace entente::search {
namespace {

/// A word or a code, and what it gives to whom.
struct Giver {
  Reason of;
  std::vector<std::vector<Hit>> hits;  ///< by piece
};

const Hit* hit_of(const std::vector<Hit>& hits, Doc doc) {
  const auto at = std::ranges::lower_bound(hits, doc, {}, &Hit::doc);
  return at != hits.end() && at->doc == doc ? &*at : nullptr;
}

class Givers {
 public:
  explicit Givers(const Corpus& corpus) : corpus_(corpus) {}

  std::vector<Giver> of(const Node& node) const {
    if (node.excluded) return {};
    std::vector<Giver> all;
    if (const auto* phrase = std::get_if<Phrase>(&node.is)) {
      std::vector<const Word*> words;
      add_words(*phrase, words);
      for (const auto* word : words) all.push_back(of(*word));
    } else if (const auto* values = std::get_if<Values>(&node.is); values != nullptr && values->in_words) {
      all.push_back(measured({.word = {}, .facet = values->facet, .values = values->any}, node));
    } else if (const auto* every = std::get_if<All>(&node.is)) {
      // A word that stands in several phrases side by side counts once.
      std::vector<const Word*> words;
      for (const auto& part : every->parts)
        if (const auto* side = std::get_if<Phrase>(&part.is); side != nullptr && !part.excluded)
          add_words(*side, words);
        else
          std::ranges::move(of(part), std::back_inserter(all));
      for (const auto* word : words) all.push_back(of(*word));
    } else if (const auto* any = std::get_if<Any>(&node.is)) {
      for (const auto& part : any->parts) {
        const auto met = match(corpus_, part);
        for (auto& giver : of(part)) {
          // An alternative gives nothing to what does not meet all of it.
          for (std::size_t p = 0; p < met.size(); ++p)
            std::erase_if(giver.hits[p], [&](const Hit& hit) { return hit_of(met[p], hit.doc) == nullptr; });
          all.push_back(std::move(giver));
        }
      }
    }
    return all;
  }

 private:
  static void add_words(const Phrase& phrase, std::vector<const Word*>& words) {
    for (const auto& word : phrase.words)
      if (std::ranges::none_of(words, [&](const Word* known) { return *known == word; }))
        words.push_back(&word);
  }
  Giver of(const Word& word) const {
    return measured({.word = word.prefix ? word.text + "*" : word.text, .values = {}},
                    {.is = Phrase{.words = {word}}});
  }
  Giver measured(Reason reason, const Node& node) const {
    Giver giver{std::move(reason), match(corpus_, node)};
    for (const auto& hits : giver.hits) giver.of.documents += hits.size();
    return giver;
  }

  const Corpus& corpus_;
};

}  // namespace

std::vector<std::vector<Reason>> reasons(const Corpus& corpus, const Node& tree,
                                         const std::vector<base::Uuid>& ids) {
  const auto givers = Givers(corpus).of(tree);
  std::vector<std::vector<Reason>> all(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i)
    for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
      const auto doc = corpus.pieces[p]->piece->find(ids[i]);
      if (!doc || corpus.pieces[p]->removed.has(*doc)) continue;
      for (const auto& giver : givers)
        if (const auto* hit = hit_of(giver.hits[p], *doc)) {
          all[i].push_back(giver.of);
          all[i].back().points = hit->score;
        }
    }
  return all;
}

}  // namespace entente::search
