// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/match.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "search/phrases.hpp"

namespace entente::search {
namespace {

using Hits = std::vector<Hit>;

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

bool asks_words(const Node& node) {
  const auto any = [](const std::vector<Node>& parts) { return std::ranges::any_of(parts, asks_words); };
  if (const auto* all = std::get_if<All>(&node.is)) return any(all->parts);
  if (const auto* either = std::get_if<Any>(&node.is)) return any(either->parts);
  return std::holds_alternative<Phrase>(node.is);
}

/// A part of a tree that asks for no words, made ready for being asked of many documents one by one.
class Filter {
 public:
  Filter(const Corpus& corpus, const Node& node)
      : corpus_(&corpus), excluded_(node.excluded), is_(made_ready(corpus, node)) {}

  bool operator()(Doc doc) const {
    const auto holds = [doc](const Filter& part) { return part(doc); };
    return excluded_ !=
           std::visit(
               Overloaded{[&](const Every& every) { return std::ranges::all_of(every.parts, holds); },
                          [&](const Some& some) { return std::ranges::any_of(some.parts, holds); },
                          [&](const FacetColumns::Chosen& chosen) { return chosen.in(doc); },
                          [&](const Range& range) { return corpus_->figures.in(range, doc); },
                          [&](Lights lights) { return corpus_->figures.shows(lights, doc, corpus_->today); }},
               is_);
  }

 private:
  struct Every {
    std::vector<Filter> parts;
  };
  struct Some {
    std::vector<Filter> parts;
  };
  using Is = std::variant<Every, Some, FacetColumns::Chosen, Range, Lights>;

  static std::vector<Filter> each(const Corpus& corpus, const std::vector<Node>& parts) {
    std::vector<Filter> filters;
    for (const auto& part : parts) filters.emplace_back(corpus, part);
    return filters;
  }
  static Is made_ready(const Corpus& corpus, const Node& node) {
    return std::visit(
        Overloaded{[&](const All& all) -> Is { return Every{each(corpus, all.parts)}; },
                   [&](const Any& any) -> Is { return Some{each(corpus, any.parts)}; },
                   [&](const Values& values) -> Is {
                     return FacetColumns::Chosen(corpus.facets, values.facet, values.any);
                   },
                   [](const Range& range) -> Is { return range; }, [](Lights lights) -> Is { return lights; },
                   [](const Phrase&) -> Is { return Some{}; }},
        node.is);
  }

  const Corpus* corpus_;
  bool excluded_;
  Is is_;
};

/// Those in both, with the sum of their scores.
void keep_common(Hits& hits, const Hits& others) {
  std::size_t kept = 0;
  auto at = others.begin();
  for (const auto& hit : hits) {
    while (at != others.end() && at->doc < hit.doc) ++at;
    if (at == others.end()) break;
    if (at->doc == hit.doc) hits[kept++] = {hit.doc, hit.score + at->score};
  }
  hits.resize(kept);
}

void take_out(Hits& hits, const Hits& others) {
  auto at = others.begin();
  std::erase_if(hits, [&](const Hit& hit) {
    while (at != others.end() && at->doc < hit.doc) ++at;
    return at != others.end() && at->doc == hit.doc;
  });
}

/// Those in either, with the sum of their scores.
Hits united(const Hits& a, const Hits& b) {
  Hits all;
  all.reserve(a.size() + b.size());
  auto left = a.begin(), right = b.begin();
  while (left != a.end() && right != b.end()) {
    if (left->doc < right->doc) {
      all.push_back(*left++);
    } else if (right->doc < left->doc) {
      all.push_back(*right++);
    } else {
      all.push_back({left->doc, left->score + right->score});
      ++left;
      ++right;
    }
  }
  all.insert(all.end(), left, a.end());
  all.insert(all.end(), right, b.end());
  return all;
}

class Matcher {
 public:
  explicit Matcher(const Corpus& corpus) : corpus_(corpus) {}

  Hits hits_of(const Node& node) const {
    if (const auto* all = std::get_if<All>(&node.is); all != nullptr && !node.excluded)
      return all_of(all->parts);
    if (!asks_words(node)) return everything({Filter(corpus_, node)});
    auto hits = described_by(node);
    if (!node.excluded) return hits;
    auto others = everything({});
    take_out(others, hits);
    return others;
  }

 private:
  /// Leaves out of account whether the node is excluded.
  Hits described_by(const Node& node) const {
    if (const auto* phrase = std::get_if<Phrase>(&node.is)) return find_phrases(corpus_.words, {phrase});
    if (const auto* any = std::get_if<Any>(&node.is)) {
      Hits hits;
      for (const auto& part : any->parts) hits = united(hits, hits_of(part));
      return hits;
    }
    const auto* all = std::get_if<All>(&node.is);
    return all != nullptr ? all_of(all->parts) : Hits{};
  }

  /// The words wanted come first, as they leave the least; what can be told of a document by itself is then
  /// asked of those alone.
  Hits all_of(const std::vector<Node>& parts) const {
    std::vector<const Phrase*> phrases;
    std::vector<const Node*> others, unwanted;
    std::vector<Filter> filters;
    for (const auto& part : parts)
      if (const auto* phrase = std::get_if<Phrase>(&part.is); phrase != nullptr && !part.excluded)
        phrases.push_back(phrase);
      else if (!asks_words(part))
        filters.emplace_back(corpus_, part);
      else
        (part.excluded ? unwanted : others).push_back(&part);

    std::optional<Hits> hits;
    if (!phrases.empty()) hits = find_phrases(corpus_.words, phrases);
    for (const auto* part : others) {
      if (hits && hits->empty()) return {};
      auto more = hits_of(*part);
      if (hits)
        keep_common(*hits, more);
      else
        hits = std::move(more);
    }
    if (hits)
      std::erase_if(*hits, [&](const Hit& hit) { return !meets(filters, hit.doc); });
    else
      hits = everything(filters);
    for (const auto* part : unwanted) {
      if (hits->empty()) break;
      take_out(*hits, described_by(*part));
    }
    return std::move(*hits);
  }

  static bool meets(const std::vector<Filter>& filters, Doc doc) {
    return std::ranges::all_of(filters, [doc](const Filter& filter) { return filter(doc); });
  }

  Hits everything(const std::vector<Filter>& filters) const {
    Hits hits;
    if (filters.empty()) hits.reserve(corpus_.words.live());
    for (Doc doc = 0; doc < corpus_.words.size(); ++doc)
      if (corpus_.words.alive(doc) && meets(filters, doc)) hits.push_back({doc, 0});
    return hits;
  }

  const Corpus& corpus_;
};

}  // namespace

std::vector<Hit> match(const Corpus& corpus, const Node& tree) {
  return Matcher(corpus).hits_of(tree);
}

}  // namespace entente::search
