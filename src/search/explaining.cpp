// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/explaining.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "search/ranking.hpp"

namespace entente::search {
namespace {

/// Beyond, words of a query are not explained: nobody reads so many, and each costs as much as asking for it.
constexpr std::size_t kMostExplained = 50;

/// Where a result is.
struct Place {
  std::size_t piece;
  Doc doc;
};
using Places = std::vector<std::optional<Place>>;

/// A word or a code, and what it gives to each of the results; nothing to one that does not have it.
struct Giver {
  Reason of;
  std::vector<std::optional<float>> points;
};

Places places_of(const Corpus& corpus, const std::vector<base::Uuid>& ids) {
  Places places(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i)
    for (std::size_t p = 0; p < corpus.pieces.size(); ++p)
      if (const auto doc = corpus.pieces[p]->piece->find(ids[i]); doc && !corpus.pieces[p]->removed.has(*doc))
        places[i] = Place{p, *doc};
  return places;
}

class Givers {
 public:
  Givers(const Corpus& corpus, const Places& places) : corpus_(corpus), places_(places) {}

  /// What a node has that gives something, as many as may still be explained.
  std::vector<Giver> of(const Node& node) {
    if (node.excluded || left_ == 0) return {};
    std::vector<Giver> all;
    if (const auto* phrase = std::get_if<Phrase>(&node.is)) {
      std::vector<const Word*> words;
      add_words(*phrase, words);
      add(words, all);
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
      add(words, all);
    } else if (const auto* any = std::get_if<Any>(&node.is)) {
      for (const auto& part : any->parts) {
        auto givers = of(part);
        if (givers.empty()) continue;
        // An alternative gives nothing to what does not meet all of it.
        const auto met = points_in(match(corpus_, part));
        for (auto& giver : givers) {
          for (std::size_t i = 0; i < met.size(); ++i)
            if (!met[i]) giver.points[i].reset();
          all.push_back(std::move(giver));
        }
      }
    }
    return all;
  }

 private:
  void add_words(const Phrase& phrase, std::vector<const Word*>& words) const {
    for (const auto& word : phrase.words)
      if (words.size() < left_ &&
          std::ranges::none_of(words, [&](const Word* known) { return *known == word; }))
        words.push_back(&word);
  }
  void add(const std::vector<const Word*>& words, std::vector<Giver>& all) {
    for (std::size_t i = 0; i < words.size() && left_ > 0; ++i)
      all.push_back(measured({.word = words[i]->prefix ? words[i]->text + "*" : words[i]->text, .values = {}},
                             {.is = Phrase{.words = {*words[i]}}}));
  }
  Giver measured(Reason reason, const Node& node) {
    --left_;
    const auto found = match(corpus_, node);
    for (const auto& hits : found) reason.documents += hits.size();
    return {std::move(reason), points_in(found)};
  }
  std::vector<std::optional<float>> points_in(const std::vector<std::vector<Hit>>& found) const {
    std::vector<std::optional<float>> points(places_.size());
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (!places_[i]) continue;
      const auto& hits = found[places_[i]->piece];
      const auto at = std::ranges::lower_bound(hits, places_[i]->doc, {}, &Hit::doc);
      if (at != hits.end() && at->doc == places_[i]->doc) points[i] = at->score;
    }
    return points;
  }

  const Corpus& corpus_;
  const Places& places_;
  std::size_t left_ = kMostExplained;
};

/// What the steps that a result is raised by give it, of the points that its words have.
class StepReasons {
 public:
  explicit StepReasons(const Corpus& corpus) : corpus_(corpus) {
    if (corpus.day.empty()) return;
    lights_ = living_marks(corpus);
    for (const auto* live : corpus.pieces) {
      const auto attested = live->piece->attested();
      for (Doc doc = 0; doc < attested.size(); ++doc)
        if (!live->removed.has(doc)) ++attested_[level_of(attested[doc])];
    }
  }

  void add_to(std::vector<Reason>& all, const Place& place) {
    if (corpus_.day.empty()) return;
    const auto marks = corpus_.day[place.piece]->marks[place.doc];
    float points = 0;
    for (const auto& reason : all) points += reason.points;
    const auto gives = [&](std::size_t n) { return points * (raised(1, n) - 1); };
    if (const auto n = steps_of_light(marks); n > 0) {
      const auto light = corpus_.pieces[place.piece]->piece->light(place.doc, corpus_.today).value_or(0);
      all.push_back({.word = {},
                     .facet = Facet::fresh,
                     .values = {std::string(kLights[light])},
                     .attested = {},
                     .documents = lights_[light],
                     .points = gives(n)});
    }
    if (const auto n = steps_of_attestation(corpus_.pieces[place.piece]->piece->attested()[place.doc]);
        n > 0) {
      const auto attested = level_of(corpus_.pieces[place.piece]->piece->attested()[place.doc]);
      all.push_back({.word = {},
                     .values = {},
                     .attested = kAttested[attested],
                     .documents = attested_[attested],
                     .points = gives(n)});
    }
  }

 private:
  static std::size_t level_of(std::uint8_t attested) {
    return std::min<std::size_t>(attested, kAttested.size() - 1);
  }

  const Corpus& corpus_;
  // Documents of each: counted once, however many results are explained.
  DayCounts lights_{};
  std::array<std::size_t, kAttested.size()> attested_{};
};

}  // namespace

std::vector<std::vector<Reason>> reasons(const Corpus& corpus, const Node& tree,
                                         const std::vector<base::Uuid>& ids) {
  if (ids.empty()) return {};
  const auto places = places_of(corpus, ids);
  std::vector<std::vector<Reason>> all(ids.size());
  for (const auto& giver : Givers(corpus, places).of(tree))
    for (std::size_t i = 0; i < ids.size(); ++i)
      if (giver.points[i]) {
        all[i].push_back(giver.of);
        all[i].back().points = *giver.points[i];
      }
  StepReasons steps(corpus);
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (places[i] && !all[i].empty()) steps.add_to(all[i], *places[i]);
  return all;
}

}  // namespace entente::search
