// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/matcher.hpp"

#include <algorithm>
#include <numeric>

#include "search/joining.hpp"
#include "search/phrase_hits.hpp"
#include "search/slots.hpp"
#include "search/summed_hits.hpp"

namespace entente::search {
namespace {

/// What has more words, each as often as it stands there, is summed up over all documents of a piece; of
/// fewer the parts are joined one with the other, which copies what the words weigh a few times.
constexpr std::size_t kFewWords = 16;

std::size_t count_words(const Node& node) {
  std::size_t sum = 0;
  if (const auto* phrase = std::get_if<Phrase>(&node.is)) return phrase->words.size();
  if (const auto* values = std::get_if<Values>(&node.is)) return values->in_words ? 1 : 0;
  if (const auto* all = std::get_if<All>(&node.is))
    for (const auto& part : all->parts) sum += part.excluded ? 0 : count_words(part);
  if (const auto* any = std::get_if<Any>(&node.is))
    for (const auto& part : any->parts) sum += part.excluded ? 0 : count_words(part);
  return sum;
}
bool has_many_words(const std::vector<const Node*>& parts) {
  return std::transform_reduce(parts.begin(), parts.end(), std::size_t{0}, std::plus(),
                               [](const Node* part) { return count_words(*part); }) > kFewWords;
}

/// Finds in one piece; the slots of all its words are known for all pieces.
class Matcher {
 public:
  Matcher(const Corpus& corpus, const Slots& slots, std::size_t piece)
      : corpus_(corpus), slots_(slots), piece_(piece), live_(*corpus.pieces[piece]) {}

  WordHits find(const Node& node) const {
    auto hits = std::visit([this](const auto& is) { return find(is); }, node.is);
    if (!node.excluded) return hits;
    auto others = everything();
    subtract(others, hits.docs);
    return others;
  }

 private:
  WordHits everything() const {
    return those([](Doc) { return true; });
  }

  WordHits find(const Phrase& phrase) const { return hits_of(corpus_, slots_, piece_, {&phrase}); }

  WordHits find(const All& all) const {
    std::vector<const Phrase*> phrases;
    std::vector<const Node*> wanted, joined, conditions;
    for (const auto& part : all.parts) {
      const auto* phrase = std::get_if<Phrase>(&part.is);
      if (part.excluded || is_figure(part)) {
        conditions.push_back(&part);
      } else {
        wanted.push_back(&part);
        if (phrase != nullptr)
          phrases.push_back(phrase);
        else
          joined.push_back(&part);
      }
    }
    std::optional<WordHits> hits;
    if (!phrases.empty()) hits = hits_of(corpus_, slots_, piece_, phrases);
    if (!joined.empty() && has_many_words(wanted)) {
      hits = summed(std::move(hits), joined);
    } else {
      for (const auto* part : joined) {
        if (hits && hits->docs.empty()) break;
        auto others = hits ? within(*hits, *part) : find(*part);
        hits = hits ? intersected(std::move(*hits), std::move(others)) : std::move(others);
      }
    }
    if (!hits) hits = everything();
    meet(*hits, conditions);
    return std::move(*hits);
  }

  /// What a part finds, without some of what is not among the hits: of alternatives each is cut to them,
  /// before they are united.
  WordHits within(const WordHits& hits, const Node& part) const {
    const auto* any = std::get_if<Any>(&part.is);
    if (any == nullptr || has_many_words({&part})) return find(part);
    Bits bits(live_.piece->size() / 64 + 1);
    for (const auto doc : hits.docs) put_into(bits, doc);
    WordHits all;
    for (const auto& alternative : any->parts) {
      auto found = find(alternative);
      keep_in(found, bits);
      all = united(std::move(all), std::move(found));
    }
    return all;
  }

  WordHits summed(std::optional<WordHits> hits, const std::vector<const Node*>& parts) const {
    SummedHits sum(live_.piece->size());
    bool is_first = !hits;
    if (hits) sum.unite(*hits);
    hits.reset();
    for (const auto* part : parts) {
      if (!is_first && sum.empty()) break;
      if (std::exchange(is_first, false))
        sum.unite(find(*part));
      else
        sum.intersect(find(*part));
    }
    return sum.take();
  }

  WordHits find(const Any& any) const {
    std::vector<const Node*> parts;
    for (const auto& part : any.parts) parts.push_back(&part);
    if (has_many_words(parts)) {
      SummedHits sum(live_.piece->size());
      for (const auto* part : parts) sum.unite(find(*part));
      return sum.take();
    }
    WordHits hits;
    for (const auto* part : parts) hits = united(std::move(hits), find(*part));
    return hits;
  }

  WordHits find(const Chosen& chosen) const { return chosen.hits->by_piece[piece_]; }

  WordHits find(const Values& values) const {
    if (values.in_words) {
      const auto& slot = slots_.of(values);
      const auto& docs = slot.holders[piece_];
      return {.words = {{.values = &slot}},
              .docs = docs,
              .weights = {std::vector<std::uint8_t>(docs.size(), kNamedWeight)}};
    }
    std::vector<Code> codes;
    for (const auto& value : values.any)
      if (const auto code = corpus_.values->find(values.facet, value)) codes.push_back(*code);
    if (live_.base != nullptr) {
      Bits bits(live_.base->words_of_bits());
      for (const auto code : codes)
        if (code < live_.base->codes()) add_to(bits, live_.base->holders(code));
      return those([&](Doc doc) { return has(bits, doc); });
    }
    std::vector<Code> buffer;
    return those([&](Doc doc) {
      return std::ranges::any_of(live_.piece->values(doc, buffer),
                                 [&](Code code) { return std::ranges::find(codes, code) != codes.end(); });
    });
  }

  WordHits find(const Range& range) const {
    return those([&](Doc doc) { return in(range, doc); });
  }
  WordHits find(const Lights& lights) const {
    return those([&](Doc doc) { return in(lights, doc); });
  }

  template <class Test>
  WordHits those(const Test& test) const {
    WordHits hits;
    for (Doc doc = 0; doc < live_.piece->size(); ++doc)
      if (!live_.removed.has(doc) && test(doc)) hits.docs.push_back(doc);
    return hits;
  }
  /// Leaves those that meet what is no word.
  void meet(WordHits& hits, const std::vector<const Node*>& conditions) const {
    if (conditions.empty()) return;
    std::vector<std::uint32_t> places(hits.docs.size());
    std::iota(places.begin(), places.end(), 0);
    for (const auto* part : conditions) {
      if (places.empty()) break;
      if (is_figure(*part)) {
        std::erase_if(places, [&](auto at) { return shows(*part, hits.docs[at]) == part->excluded; });
        continue;
      }
      Bits others(live_.piece->size() / 64 + 1);
      for (const auto doc : std::visit([this](const auto& is) { return find(is); }, part->is).docs)
        put_into(others, doc);
      std::erase_if(places, [&](auto at) { return has(others, hits.docs[at]); });
    }
    keep_places(hits, places);
  }

  static bool is_figure(const Node& node) {
    return std::holds_alternative<Range>(node.is) || std::holds_alternative<Lights>(node.is);
  }
  bool shows(const Node& node, Doc doc) const {
    const auto* range = std::get_if<Range>(&node.is);
    return range != nullptr ? in(*range, doc) : in(std::get<Lights>(node.is), doc);
  }
  bool in(const Range& range, Doc doc) const {
    const auto inside = [&](std::int64_t n) { return range.least <= n && n <= range.most; };
    if (range.figure == Figure::start) {
      const auto start = live_.base != nullptr ? live_.base->starts()[doc] : live_.piece->figures(doc).start;
      return start != 0 && inside(start);
    }
    const auto figures = live_.piece->figures(doc);
    if (range.figure == Figure::changed) return figures.changed != 0 && inside(figures.changed);
    return std::ranges::any_of(figures.amounts, [&](const auto& amount) {
      return (range.currency.empty() || amount.first == range.currency) && inside(amount.second);
    });
  }
  bool in(const Lights& lights, Doc doc) const {
    const auto light = live_.piece->light(doc, corpus_.today);
    return light && *light < 8 && (lights.any >> *light & 1) != 0;
  }

  const Corpus& corpus_;
  const Slots& slots_;
  std::size_t piece_;
  const Live& live_;
};

}  // namespace

WordHits hits_of(const Corpus& corpus, const Slots& slots, std::size_t piece, const Node& node) {
  return Matcher(corpus, slots, piece).find(node);
}

std::size_t count_hits(const Corpus& corpus, const Node& node) {
  const Slots slots(corpus, node);
  std::size_t sum = 0;
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) sum += hits_of(corpus, slots, p, node).docs.size();
  return sum;
}

std::vector<Hit> match(const Corpus& corpus, const Slots& slots, std::size_t piece, const Node& node) {
  return scored(corpus, piece, hits_of(corpus, slots, piece, node));
}

std::vector<std::vector<Hit>> match(const Corpus& corpus, const Node& node) {
  const Slots slots(corpus, node);
  std::vector<std::vector<Hit>> found;
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) found.push_back(match(corpus, slots, p, node));
  return found;
}

}  // namespace entente::search
