// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/matcher.hpp"

#include <algorithm>

#include "search/phrase_hits.hpp"
#include "search/slots.hpp"

namespace entente::search {
namespace {

using Hits = std::vector<Hit>;

void intersect(Hits& hits, const Hits& others) {
  std::size_t kept = 0;
  auto at = others.begin();
  for (const auto& hit : hits) {
    while (at != others.end() && at->doc < hit.doc) ++at;
    if (at == others.end()) break;
    if (at->doc == hit.doc) hits[kept++] = {hit.doc, hit.score + at->score};
  }
  hits.resize(kept);
}

void subtract(Hits& hits, const Hits& others) {
  auto at = others.begin();
  std::erase_if(hits, [&](const Hit& hit) {
    while (at != others.end() && at->doc < hit.doc) ++at;
    return at != others.end() && at->doc == hit.doc;
  });
}

Hits united(const Hits& a, const Hits& b) {
  Hits all;
  all.reserve(a.size() + b.size());
  auto x = a.begin(), y = b.begin();
  while (x != a.end() || y != b.end()) {
    if (y == b.end() || (x != a.end() && x->doc < y->doc)) {
      all.push_back(*x++);
    } else if (x == a.end() || y->doc < x->doc) {
      all.push_back(*y++);
    } else {
      all.push_back({x->doc, x->score + y->score});
      ++x;
      ++y;
    }
  }
  return all;
}

/// Finds in one piece; the slots of all its words are known for all pieces.
class Matcher {
 public:
  Matcher(const Corpus& corpus, const Slots& slots, std::size_t piece)
      : corpus_(corpus), slots_(slots), piece_(piece), live_(*corpus.pieces[piece]) {}

  Hits find(const Node& node) const {
    auto hits = std::visit([this](const auto& is) { return find(is); }, node.is);
    if (!node.excluded) return hits;
    auto others = everything();
    subtract(others, hits);
    return others;
  }

 private:
  Hits everything() const {
    Hits hits;
    hits.reserve(live_.size());
    for (Doc doc = 0; doc < live_.piece->size(); ++doc)
      if (!live_.removed.has(doc)) hits.push_back({doc, 0});
    return hits;
  }

  Hits find(const Phrase& phrase) const { return hits_of(corpus_, slots_, piece_, {&phrase}); }

  Hits find(const All& all) const {
    std::vector<const Phrase*> phrases;
    for (const auto& part : all.parts)
      if (const auto* phrase = std::get_if<Phrase>(&part.is); phrase != nullptr && !part.excluded)
        phrases.push_back(phrase);
    std::optional<Hits> hits;
    if (!phrases.empty()) hits = hits_of(corpus_, slots_, piece_, phrases);
    for (const auto& part : all.parts) {
      if (part.excluded || std::holds_alternative<Phrase>(part.is)) continue;
      if (hits && hits->empty()) break;
      if (hits && is_figure(part))
        std::erase_if(*hits, [&](const Hit& hit) { return !shows(part, hit.doc); });
      else if (hits)
        intersect(*hits, find(part));
      else
        hits = find(part);
    }
    if (!hits) hits = everything();
    for (const auto& part : all.parts) {
      if (!part.excluded) continue;
      if (hits->empty()) break;
      if (is_figure(part))
        std::erase_if(*hits, [&](const Hit& hit) { return shows(part, hit.doc); });
      else
        subtract(*hits, std::visit([this](const auto& is) { return find(is); }, part.is));
    }
    return std::move(*hits);
  }

  Hits find(const Any& any) const {
    Hits hits;
    for (const auto& part : any.parts) hits = united(hits, find(part));
    return hits;
  }

  Hits find(const Chosen& chosen) const { return (*chosen.hits)[piece_]; }

  Hits find(const Values& values) const {
    if (values.in_words) return all_in(slots_.of(values));
    std::vector<Code> codes;
    for (const auto& value : values.any)
      if (const auto code = corpus_.values->find(values.facet, value)) codes.push_back(*code);
    if (live_.base != nullptr) {
      std::vector<bool> has(live_.piece->size());
      for (const auto code : codes) {
        if (code >= live_.base->codes()) continue;
        PostingCursor cursor(live_.base->holders(code));
        for (auto block = cursor.next(); !block.empty(); block = cursor.next())
          for (const auto p : block) has[doc_of(p)] = true;
      }
      return those([&](Doc doc) { return has[doc]; });
    }
    std::vector<Code> buffer;
    return those([&](Doc doc) {
      return std::ranges::any_of(live_.piece->values(doc, buffer),
                                 [&](Code code) { return std::ranges::find(codes, code) != codes.end(); });
    });
  }

  Hits all_in(const ValueSlot& slot) const {
    const auto lengths = live_.piece->lengths();
    const Score score(corpus_, slot.documents);
    Hits hits;
    hits.reserve(slot.holders[piece_].size());
    for (const auto doc : slot.holders[piece_]) hits.push_back({doc, score(kNamedWeight, lengths[doc])});
    return hits;
  }

  Hits find(const Range& range) const {
    return those([&](Doc doc) { return in(range, doc); });
  }
  Hits find(const Lights& lights) const {
    return those([&](Doc doc) { return in(lights, doc); });
  }

  template <class Test>
  Hits those(const Test& test) const {
    Hits hits;
    for (Doc doc = 0; doc < live_.piece->size(); ++doc)
      if (!live_.removed.has(doc) && test(doc)) hits.push_back({doc, 0});
    return hits;
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
    const auto figures = live_.piece->figures(doc);
    const auto& turns = figures.lights;
    const auto next =
        std::ranges::find_if(turns, [&](const auto& turn) { return turn.first > corpus_.today; });
    if (next == turns.begin()) return false;
    const auto light = std::prev(next)->second;
    return light < 8 && (lights.any >> light & 1) != 0;
  }

  const Corpus& corpus_;
  const Slots& slots_;
  std::size_t piece_;
  const Live& live_;
};

}  // namespace

std::vector<Hit> match(const Corpus& corpus, const Slots& slots, std::size_t piece, const Node& node) {
  return Matcher(corpus, slots, piece).find(node);
}

std::vector<std::vector<Hit>> match(const Corpus& corpus, const Node& node) {
  const Slots slots(corpus, node);
  std::vector<std::vector<Hit>> found;
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) found.push_back(match(corpus, slots, p, node));
  return found;
}

}  // namespace entente::search
