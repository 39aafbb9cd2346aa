// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/matcher.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "search/bits.hpp"
#include "search/slots.hpp"

namespace entente::search {
namespace {

using Hits = std::vector<Hit>;
using WordKey = std::tuple<std::string, bool, bool>;

WordKey key_of(const Word& word) {
  return {word.text, word.prefix, word.alike};
}

/// Adds to the score of those hits that are in the list.
void add_scores(Hits& hits, const PostingList& list, std::span<const std::uint32_t> lengths,
                const Score& score) {
  PostingCursor cursor(list);
  auto hit = hits.begin();
  for (auto block = cursor.next(); !block.empty(); block = cursor.next())
    for (const auto p : block) {
      while (hit != hits.end() && hit->doc < doc_of(p)) ++hit;
      if (hit == hits.end()) return;
      if (hit->doc == doc_of(p)) hit->score += score(weight_of(p), lengths[hit->doc]);
    }
}

/// Keeps the hits that are in the list, and adds what the list says of them.
void intersect(Hits& hits, const PostingList& list, std::span<const std::uint32_t> lengths,
               const Score& score) {
  PostingCursor cursor(list);
  std::span<const Posting> block;
  std::size_t at = 0, kept = 0;
  for (const auto& hit : hits) {
    const auto wanted = posting(hit.doc, 0);
    if (block.empty() || block.back() < wanted) {
      block = cursor.seek(hit.doc);
      at = 0;
      if (block.empty() || block.back() < wanted) break;
    }
    std::size_t step = 1;
    while (at + step < block.size() && block[at + step] < wanted) {
      at += step;
      step *= 2;
    }
    const auto end = block.begin() + static_cast<std::ptrdiff_t>(std::min(at + step + 1, block.size()));
    at = static_cast<std::size_t>(
        std::lower_bound(block.begin() + static_cast<std::ptrdiff_t>(at), end, wanted) - block.begin());
    if (doc_of(block[at]) == hit.doc)
      hits[kept++] = {hit.doc, hit.score + score(weight_of(block[at]), lengths[hit.doc])};
  }
  hits.resize(kept);
}

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
  Matcher(const Corpus& corpus, const std::map<WordKey, Slot>& slots, std::size_t piece)
      : corpus_(corpus), slots_(slots), piece_(piece), live_(*corpus.pieces[piece]) {}

  Hits find(const Node& node) const {
    auto hits = std::visit([this](const auto& is) { return find(is); }, node.is);
    if (!node.excluded) return hits;
    auto others = everything();
    subtract(others, hits);
    return others;
  }

 private:
  const Slot& slot(const Word& word) const { return slots_.at(key_of(word)); }

  Hits everything() const {
    Hits hits;
    hits.reserve(live_.size());
    for (Doc doc = 0; doc < live_.piece->size(); ++doc)
      if (!live_.removed.has(doc)) hits.push_back({doc, 0});
    return hits;
  }

  Hits find(const Phrase& phrase) const { return having({&phrase}); }

  Hits find(const All& all) const {
    std::vector<const Phrase*> phrases;
    for (const auto& part : all.parts)
      if (const auto* phrase = std::get_if<Phrase>(&part.is); phrase != nullptr && !part.excluded)
        phrases.push_back(phrase);
    std::optional<Hits> hits;
    if (!phrases.empty()) hits = having(phrases);
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

  Hits find(const Values& values) const {
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

  /// The documents that have each of the phrases.
  Hits having(const std::vector<const Phrase*>& phrases) const {
    std::set<std::tuple<std::string_view, bool, bool>> seen;
    std::vector<const Slot*> slots;
    for (const auto* phrase : phrases)
      for (const auto& word : phrase->words)
        if (seen.emplace(word.text, word.prefix, word.alike).second) slots.push_back(&slot(word));
    // The rarest first; ties as in the query. By all pieces, so that sums of scores do not depend on them.
    std::ranges::stable_sort(slots, {}, &Slot::documents);

    const auto lengths = live_.piece->lengths();
    std::optional<Hits> hits;
    for (const auto* s : slots) {
      const auto list = s->list(corpus_, piece_);
      if (list.size() == 0) return {};
      const Score score(corpus_, s->documents, s->exact ? kAlikeShare : 1);
      if (hits)
        intersect(*hits, list, lengths, score);
      else
        hits = all_in(list, lengths, score);
      if (hits->empty()) return {};
      if (const auto& exact = s->parts[piece_].exact)
        add_scores(*hits, live_.piece->postings(*exact), lengths, Score(corpus_, *s->exact, 1 - kAlikeShare));
    }
    for (const auto* phrase : phrases) {
      if (phrase->words.size() < 2) continue;
      slots.clear();
      for (const auto& word : phrase->words) slots.push_back(&slot(word));
      keep_phrase(*hits, slots);
    }
    return std::move(*hits);
  }

  Hits all_in(const PostingList& list, std::span<const std::uint32_t> lengths, const Score& score) const {
    Hits hits;
    hits.reserve(list.size());
    PostingCursor cursor(list);
    const bool any_removed = live_.removed.size() > 0;
    for (auto block = cursor.next(); !block.empty(); block = cursor.next())
      for (const auto p : block)
        if (!any_removed || !live_.removed.has(doc_of(p)))
          hits.push_back({doc_of(p), score(weight_of(p), lengths[doc_of(p)])});
    return hits;
  }

  /// Keeps the hits in whose texts the words follow one another.
  void keep_phrase(Hits& hits, const std::vector<const Slot*>& phrase) const {
    // Only the last word can stand for several, so those before it are a run to look for.
    std::vector<TermId> run;
    for (const auto* s : phrase)
      if (s->parts[piece_].ids.size() == 1) run.push_back(s->parts[piece_].ids.front());
    const auto* last = run.size() < phrase.size() ? phrase.back() : nullptr;
    if (live_.base == nullptr) {
      std::erase_if(hits,
                    [&](const Hit& hit) { return !has(live_.piece->sequence(hit.doc, buffer_), run, last); });
      return;
    }
    std::string packed;
    for (const auto id : run) put_varint(packed, id);
    std::erase_if(hits,
                  [&](const Hit& hit) { return !has(live_.base->packed_sequence(hit.doc), packed, last); });
  }

  bool has(std::span<const TermId> sequence, const std::vector<TermId>& run, const Slot* last) const {
    for (auto rest = sequence;;) {
      const auto at = std::ranges::search(rest, run);
      if (at.empty()) return false;
      rest = rest.subspan(static_cast<std::size_t>(at.begin() - rest.begin()));
      if (last == nullptr || (rest.size() > run.size() && last->filled_by(piece_, rest[run.size()])))
        return true;
      rest = rest.subspan(1);
    }
  }

  /// The same among bytes: a number begins where the byte before it ended one.
  bool has(std::string_view sequence, std::string_view run, const Slot* last) const {
    for (std::size_t from = 0; from + run.size() <= sequence.size(); ++from) {
      const auto* found = memmem(sequence.data() + from, sequence.size() - from, run.data(), run.size());
      if (found == nullptr) return false;
      from = static_cast<std::size_t>(static_cast<const char*>(found) - sequence.data());
      if (from > 0 && (sequence[from - 1] & 0x80) != 0) continue;
      if (last == nullptr) return true;
      auto rest = sequence.substr(from + run.size());
      if (!rest.empty() && last->filled_by(piece_, static_cast<TermId>(take_varint(rest)))) return true;
    }
    return false;
  }

  const Corpus& corpus_;
  const std::map<WordKey, Slot>& slots_;
  std::size_t piece_;
  const Live& live_;
  mutable std::vector<TermId> buffer_;
};

void collect(const Corpus& corpus, const Node& node, std::map<WordKey, Slot>& slots) {
  if (const auto* phrase = std::get_if<Phrase>(&node.is)) {
    for (const auto& word : phrase->words)
      if (!slots.contains(key_of(word))) slots.emplace(key_of(word), slot_for(corpus, word));
  } else if (const auto* all = std::get_if<All>(&node.is)) {
    for (const auto& part : all->parts) collect(corpus, part, slots);
  } else if (const auto* any = std::get_if<Any>(&node.is)) {
    for (const auto& part : any->parts) collect(corpus, part, slots);
  }
}

}  // namespace

std::vector<std::vector<Hit>> match(const Corpus& corpus, const Node& node) {
  std::map<WordKey, Slot> slots;
  collect(corpus, node, slots);
  std::vector<std::vector<Hit>> found;
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p)
    found.push_back(Matcher(corpus, slots, p).find(node));
  return found;
}

}  // namespace entente::search
