// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/counting.hpp"

#include <algorithm>
#include <bit>

#include "search/best_hits.hpp"

namespace entente::search {
namespace {

using Hits = std::vector<Hit>;

/// Beyond, all hits are told: looking for the best of so many would not be quicker.
constexpr std::size_t kBest = 1'000;

constexpr auto kAll = std::numeric_limits<std::size_t>::max();

/// A set of facets.
using FacetSet = std::uint16_t;
static_assert(kFacets <= 16);
constexpr FacetSet set_of(std::size_t facet) {
  return static_cast<FacetSet>(1U << facet);
}

bool empty(const Node& text) {
  const auto* all = std::get_if<All>(&text.is);
  return all != nullptr && all->parts.empty() && !text.excluded;
}

/// The phrases and words, where the text asks for each of them and for nothing else.
std::vector<const Phrase*> phrases_alone(const Node& text) {
  if (text.excluded) return {};
  if (const auto* phrase = std::get_if<Phrase>(&text.is)) return {phrase};
  std::vector<const Phrase*> phrases;
  if (const auto* all = std::get_if<All>(&text.is))
    for (const auto& part : all->parts) {
      const auto* phrase = std::get_if<Phrase>(&part.is);
      if (phrase == nullptr || part.excluded) return {};
      phrases.push_back(phrase);
    }
  return phrases;
}

/// The documents of a phrase, and how often they have each value, as that was when the base was made.
struct KeptSet {
  PostingList list;
  Segment::Kept counts;
};

std::optional<KeptSet> kept_set(const Live& live, const Slots& slots, std::size_t piece,
                                const Phrase& phrase) {
  const auto& base = *live.base;
  const auto part = [&](std::size_t at) -> const Slot::Part& {
    return slots.of(phrase.words[at]).parts[piece];
  };
  if (phrase.words.size() == 1) {
    if (part(0).group) return KeptSet{base.group(*part(0).group).list, base.counts_of_group(*part(0).group)};
    if (part(0).ids.size() != 1) return std::nullopt;
    if (auto counts = base.counts(part(0).ids.front()))
      return KeptSet{base.postings(part(0).ids.front()), std::move(*counts)};
  } else if (const auto runs = runs_of(live, slots, piece, phrase); runs.whole) {
    if (auto counts = base.counts_of_run(runs.runs.front().place))
      return KeptSet{runs.runs.front().list, std::move(*counts)};
  }
  return std::nullopt;
}

/// Of the sets kept of the phrases, the smallest.
std::optional<KeptSet> smallest_kept(const Live& live, const Slots& slots, std::size_t piece,
                                     const std::vector<const Phrase*>& phrases) {
  std::optional<KeptSet> smallest;
  for (const auto* phrase : phrases)
    if (auto kept = kept_set(live, slots, piece, *phrase);
        kept && (!smallest || kept->list.size() < smallest->list.size()))
      smallest = std::move(kept);
  return smallest;
}

/// What was counted when the base was made, less what has been removed from it since.
void count_kept(CodeCounts& counts, const Live& live, const KeptSet& kept) {
  for (const auto& [code, count] : kept.counts) counts[code] += count;
  RowCounter gone(*live.base);
  PostingFinder finder(kept.list);
  each_document(live.removed.bits(), [&](Doc doc) {
    if (finder.find(doc) != nullptr) gone.add(doc);
    return !finder.is_over();
  });
  gone.take_from(counts);
}

/// Counts the hits one by one; or, where they are most of a set whose counts are kept, those it has besides.
void count_hits(CodeCounts& counts, const Segment& base, const Hits& hits, const std::optional<KeptSet>& of) {
  RowCounter rows(base);
  if (!of || of->list.size() - std::min(of->list.size(), hits.size()) >= hits.size()) {
    for (const auto& hit : hits) rows.add(hit.doc);
    return rows.add_to(counts);
  }
  for (const auto& [code, count] : of->counts) counts[code] += count;
  auto hit = hits.begin();
  PostingCursor cursor(of->list);
  for (auto block = cursor.next(); !block.empty(); block = cursor.next())
    for (const auto p : block) {
      if (hit != hits.end() && hit->doc == doc_of(p))
        ++hit;
      else
        rows.add(doc_of(p));
    }
  rows.take_from(counts);
}

/// The filters over rows in memory: they are few, and walked.
void narrow_rows(const Corpus& corpus, const Piece& piece, Hits& hits, const Filters& filters,
                 CodeCounts& counts) {
  FacetSet filtered = 0;
  std::vector<FacetSet> meets(counts.size()),
      belongs(counts.size());  // by code: the facets that are filtered
  for (const auto& [facet, value] : filters) {
    const auto set = set_of(static_cast<std::size_t>(facet));
    if ((filtered & set) == 0) corpus.values->each(facet, [&](Code code) { belongs[code] = set; });
    filtered = static_cast<FacetSet>(filtered | set);
    if (const auto code = corpus.values->find(facet, value)) meets[*code] = set;
  }
  std::vector<Code> buffer;
  std::erase_if(hits, [&](const Hit& hit) {
    const auto row = piece.values(hit.doc, buffer);
    FacetSet met = 0;
    for (const auto code : row) met = static_cast<FacetSet>(met | meets[code]);
    const auto missed = static_cast<FacetSet>(filtered & ~met);
    if (missed == 0) {
      for (const auto code : row) ++counts[code];
    } else if (std::has_single_bit(missed)) {
      for (const auto code : row)
        if (belongs[code] == missed) ++counts[code];
    }
    return missed != 0;
  });
}

/// Without a text the orders but two begin with the lowest numbers.
bool is_by_number(Order order) {
  return order == Order::relevance || order == Order::updated;
}

/// Finds in a base.
class Finder {
 public:
  Finder(const Corpus& corpus, const Slots& slots, std::size_t piece, const Wanted& wanted, Found& found)
      : corpus_(corpus),
        slots_(slots),
        piece_(piece),
        live_(*corpus.pieces[piece]),
        wanted_(wanted),
        hits_(found.hits[piece]),
        found_(found) {}

  void everything() {
    const auto most = is_by_number(wanted_.order) ? wanted_.count : live_.size();
    for (Doc doc = 0; doc < live_.piece->size() && hits_.size() < most; ++doc)
      if (!live_.removed.has(doc)) hits_.push_back({doc, 0});
    found_.total += live_.size();
  }
  void filtered(const Filters& filters) {
    const auto most = is_by_number(wanted_.order) ? wanted_.count : live_.size();
    auto all = FilterSets(*corpus_.values, live_, filters).all(found_.counts, most);
    hits_ = std::move(all.first);
    found_.total += all.total;
  }
  void texts(const Node& text) {
    const auto phrases = phrases_alone(text);
    const auto kept = smallest_kept(live_, slots_, piece_, phrases);
    const bool best = wanted_.order == Order::relevance && wanted_.count > 0 && wanted_.count <= kBest;
    if (kept && best && phrases.size() == 1 && phrases.front()->words.size() == 1) {
      hits_ = best_hits(corpus_, slots_.of(phrases.front()->words.front()), piece_, wanted_.count);
      found_.total += living_in(live_, kept->list);
      return count_kept(found_.counts, live_, *kept);
    }
    hits_ = phrases.empty() ? match(corpus_, slots_, piece_, text)
                            : hits_of(corpus_, slots_, piece_, phrases, best ? wanted_.count : kAll);
    count_hits(found_.counts, *live_.base, hits_, kept);
    found_.total += hits_.size();
  }
  void both(const Node& text, const Filters& filters) {
    hits_ = match(corpus_, slots_, piece_, text);
    FilterSets(*corpus_.values, live_, filters).narrow(hits_, found_.counts);
    found_.total += hits_.size();
  }

 private:
  const Corpus& corpus_;
  const Slots& slots_;
  std::size_t piece_;
  const Live& live_;
  const Wanted& wanted_;
  Hits& hits_;
  Found& found_;
};

}  // namespace

void count_in(CodeCounts& counts, const Piece& piece, Doc doc) {
  std::vector<Code> buffer;
  for (const auto code : piece.values(doc, buffer)) ++counts[code];
}

void count_out(CodeCounts& counts, const Piece& piece, Doc doc) {
  std::vector<Code> buffer;
  for (const auto code : piece.values(doc, buffer)) --counts[code];
}

Found find(const Corpus& corpus, const Node& text, const Filters& filters, const CodeCounts& living,
           const Wanted& wanted) {
  const bool no_text = empty(text);
  const Slots slots(corpus, text);
  Found found{
      .hits = std::vector<Hits>(corpus.pieces.size()), .total = 0, .counts = CodeCounts(living.size())};
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
    const auto& live = *corpus.pieces[p];
    if (live.base == nullptr) {
      auto& hits = found.hits[p] = match(corpus, slots, p, text);
      // The counts over all documents are known.
      if (!no_text || !filters.empty()) narrow_rows(corpus, *live.piece, hits, filters, found.counts);
      found.total += hits.size();
      continue;
    }
    Finder finder(corpus, slots, p, wanted, found);
    if (no_text && filters.empty())
      finder.everything();
    else if (no_text)
      finder.filtered(filters);
    else if (filters.empty())
      finder.texts(text);
    else
      finder.both(text, filters);
  }
  if (!no_text) return found;
  if (filters.empty()) {
    found.counts = living;
  } else if (std::ranges::all_of(filters, [&](const auto& f) { return f.first == filters.front().first; })) {
    // Its own choice open, the facet counts over all documents.
    corpus.values->each(filters.front().first, [&](Code code) { found.counts[code] = living[code]; });
  }
  return found;
}

Counts listed(const ValueTable& values, const CodeCounts& counts, std::size_t limit) {
  Counts out;
  std::vector<Code> found;
  for (std::size_t f = 0; f < kFacets; ++f) {
    found.clear();
    values.each(static_cast<Facet>(f), [&](Code code) {
      if (counts[code] != 0) found.push_back(code);
    });
    const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(limit, found.size()));
    std::partial_sort(found.begin(), end, found.end(), [&](Code a, Code b) {
      return counts[a] != counts[b] ? counts[a] > counts[b] : values.before(a, b);
    });
    out[f].reserve(static_cast<std::size_t>(end - found.begin()));
    for (auto at = found.begin(); at != end; ++at)
      out[f].push_back({std::string(values.value(*at)), counts[*at]});
  }
  return out;
}

}  // namespace entente::search
