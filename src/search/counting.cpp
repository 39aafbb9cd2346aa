// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/counting.hpp"

#include <algorithm>
#include <bit>
#include <functional>

namespace entente::search {
namespace {

using Hits = std::vector<Hit>;
using Bits = std::vector<std::uint64_t>;

/// A set of facets.
using FacetSet = std::uint16_t;
static_assert(kFacets <= 16);
constexpr FacetSet set_of(std::size_t facet) {
  return static_cast<FacetSet>(1U << facet);
}

void count_row(CodeCounts& counts, const Segment& base, Doc doc) {
  for (const auto code : base.narrow(doc)) ++counts[code];
  for (const auto code : base.wide(doc)) ++counts[code];
}

/// Counts the values of one facet alone.
void count_facet(CodeCounts& counts, const Segment& base, Doc doc, Facet facet) {
  const auto [begin, end] = base.codes_of(facet);
  const auto count = [&, first = begin, last = end](Code code) {
    if (code >= first && code < last) ++counts[code];
  };
  if (base.is_narrow(facet))
    for (const auto code : base.narrow(doc)) count(code);
  else
    for (const auto code : base.wide(doc)) count(code);
}

bool empty(const Node& text) {
  const auto* all = std::get_if<All>(&text.is);
  return all != nullptr && all->parts.empty() && !text.excluded;
}

/// The word, where the text is nothing else.
const Word* single_word(const Node& text) {
  const auto* node = &text;
  if (const auto* all = std::get_if<All>(&node->is);
      all != nullptr && all->parts.size() == 1 && !node->excluded)
    node = &all->parts.front();
  const auto* phrase = std::get_if<Phrase>(&node->is);
  if (phrase == nullptr || node->excluded || phrase->words.size() != 1) return nullptr;
  const auto& word = phrase->words.front();
  return word.prefix || word.alike ? nullptr : &word;
}

/// What was counted when the base was made, less what has been removed from it since.
bool count_kept(CodeCounts& counts, const Live& live, const std::optional<Segment::Kept>& kept,
                const PostingList& list) {
  if (!kept) return false;
  for (const auto& [code, count] : *kept) counts[code] += count;
  auto gone = live.removed.docs();
  std::ranges::sort(gone);
  PostingCursor cursor(list);
  std::span<const Posting> block;
  for (const auto doc : gone) {
    if (block.empty() || doc_of(block.back()) < doc) block = cursor.seek(doc);
    if (block.empty()) break;
    const auto at = std::ranges::lower_bound(block, posting(doc, 0));
    if (at != block.end() && doc_of(*at) == doc) count_out(counts, *live.base, doc);
  }
  return true;
}

/// The filters as a base meets them: for each facet filtered by, the documents that have one of its values.
class Sets {
 public:
  Sets(const Corpus& corpus, const Segment& base, const Filters& filters) : base_(base) {
    for (const auto& [facet, value] : filters) {
      const auto f = static_cast<std::size_t>(facet);
      auto at = std::ranges::find(facets_, f);
      if (at == facets_.end()) {
        facets_.push_back(f);
        bits_.emplace_back(base.size() / 64 + 1);
        at = facets_.end() - 1;
      }
      const auto code = corpus.values->find(facet, value);
      if (!code || *code >= base.codes()) continue;
      auto& bits = bits_[static_cast<std::size_t>(at - facets_.begin())];
      PostingCursor cursor(base.holders(*code));
      for (auto block = cursor.next(); !block.empty(); block = cursor.next())
        for (const auto p : block) bits[doc_of(p) / 64] |= std::uint64_t{1} << (doc_of(p) % 64);
    }
  }

  /// Keeps of the hits what meets the filters, and counts.
  void narrow(Hits& hits, CodeCounts& counts) const {
    std::size_t kept = 0;
    for (const auto& hit : hits) {
      std::size_t missed = 0, open = 0;
      for (std::size_t i = 0; i < bits_.size(); ++i)
        if ((bits_[i][hit.doc / 64] >> (hit.doc % 64) & 1) == 0) {
          ++missed;
          open = i;
        }
      if (missed == 0) {
        hits[kept++] = hit;
        count_row(counts, base_, hit.doc);
      } else if (missed == 1) {
        // It would be a result if that one facet were open: there, and only there, it counts.
        count_facet(counts, base_, hit.doc, static_cast<Facet>(facets_[open]));
      }
    }
    hits.resize(kept);
  }

  /// The documents that meet the filters; counted, but not the one facet filtered by where it is alone.
  Hits all(const Live& live, const Filters& filters, const Corpus& corpus, CodeCounts& counts) const {
    const auto both = meeting(bits_.size(), live.removed.bits());
    Hits hits;
    each(both, [&](Doc doc) { hits.push_back({doc, 0}); });
    const auto code = filters.size() == 1 ? corpus.values->find(filters.front().first, filters.front().second)
                                          : std::nullopt;
    if (!code || *code >= base_.codes() ||
        !count_kept(counts, live, base_.counts_of_value(*code), base_.holders(*code)))
      for (const auto& hit : hits) count_row(counts, base_, hit.doc);
    for (std::size_t open = 0; bits_.size() > 1 && open < bits_.size(); ++open) {
      auto others = meeting(open, live.removed.bits());
      for (std::size_t w = 0; w < others.size(); ++w) others[w] &= ~both[w];
      each(others, [&](Doc doc) { count_facet(counts, base_, doc, static_cast<Facet>(facets_[open])); });
    }
    return hits;
  }

 private:
  /// Those that meet all filters but those of one facet, and are not removed.
  Bits meeting(std::size_t open, const Bits& removed) const {
    Bits all(base_.size() / 64 + 1, ~std::uint64_t{0});
    for (std::size_t i = 0; i < bits_.size(); ++i)
      for (std::size_t w = 0; i != open && w < all.size(); ++w) all[w] &= bits_[i][w];
    for (std::size_t w = 0; w < std::min(all.size(), removed.size()); ++w) all[w] &= ~removed[w];
    return all;
  }
  template <class Visit>
  static void each(const Bits& bits, const Visit& visit) {
    for (std::size_t w = 0; w < bits.size(); ++w)
      for (auto left = bits[w]; left != 0; left &= left - 1)
        visit(static_cast<Doc>(w * 64 + static_cast<std::size_t>(std::countr_zero(left))));
  }

  const Segment& base_;
  std::vector<std::size_t> facets_;
  std::vector<Bits> bits_;  // by place in facets_
};

/// The same over rows in memory: they are few, and walked.
void narrow_rows(const Corpus& corpus, const Piece& piece, Hits& hits, const Filters& filters,
                 CodeCounts& counts) {
  FacetSet filtered = 0;
  std::vector<std::pair<Code, FacetSet>> meets;
  for (const auto& [facet, value] : filters) {
    const auto set = set_of(static_cast<std::size_t>(facet));
    filtered = static_cast<FacetSet>(filtered | set);
    if (const auto code = corpus.values->find(facet, value)) meets.emplace_back(*code, set);
  }
  std::vector<Code> buffer;
  std::erase_if(hits, [&](const Hit& hit) {
    const auto row = piece.values(hit.doc, buffer);
    FacetSet met = 0;
    for (const auto code : row)
      for (const auto& [wanted, set] : meets)
        if (code == wanted) met = static_cast<FacetSet>(met | set);
    const auto missed = static_cast<FacetSet>(filtered & ~met);
    if (missed == 0) {
      for (const auto code : row) ++counts[code];
    } else if (std::has_single_bit(missed)) {
      const auto open = static_cast<Facet>(std::countr_zero(missed));
      for (const auto code : row)
        if (corpus.values->facet(code) == open) ++counts[code];
    }
    return missed != 0;
  });
}

}  // namespace

void count_in(CodeCounts& counts, const Piece& piece, Doc doc) {
  std::vector<Code> buffer;
  for (const auto code : piece.values(doc, buffer)) ++counts[code];
}

void count_out(CodeCounts& counts, const Piece& piece, Doc doc) {
  std::vector<Code> buffer;
  for (const auto code : piece.values(doc, buffer)) --counts[code];
}

Found find(const Corpus& corpus, const Node& text, const Filters& filters, const CodeCounts& living) {
  const bool no_text = empty(text);
  const auto count = corpus.pieces.size();
  // Without a text, a filter that stands alone finds its documents itself; see Sets::all().
  const bool by_sets = no_text && !filters.empty();
  Found found{.hits = {}, .counts = CodeCounts(living.size())};
  auto& counts = found.counts;
  if (by_sets) {
    auto few = corpus;
    std::erase_if(few.pieces, [](const Live* live) { return live->base != nullptr; });
    auto hits = match(few, text);
    for (std::size_t p = 0, next = 0; p < count; ++p)
      found.hits.push_back(corpus.pieces[p]->base != nullptr ? Hits() : std::move(hits[next++]));
  } else {
    found.hits = match(corpus, text);
  }
  for (std::size_t p = 0; p < count; ++p) {
    const auto& live = *corpus.pieces[p];
    auto& hits = found.hits[p];
    if (live.base == nullptr) {
      narrow_rows(corpus, *live.piece, hits, filters, counts);
    } else if (by_sets) {
      hits = Sets(corpus, *live.base, filters).all(live, filters, corpus, counts);
    } else if (!filters.empty()) {
      Sets(corpus, *live.base, filters).narrow(hits, counts);
    } else if (!no_text) {
      const auto* word = single_word(text);
      const auto id = word != nullptr ? live.base->find(word->text) : std::nullopt;
      if (!id || !count_kept(counts, live, live.base->counts(*id), live.base->postings(*id)))
        for (const auto& hit : hits) count_row(counts, *live.base, hit.doc);
    }
  }
  if (!no_text) return found;
  if (filters.empty()) {
    counts = living;
  } else if (std::ranges::all_of(filters, [&](const auto& f) { return f.first == filters.front().first; })) {
    // Its own choice open, the facet counts over all documents.
    corpus.values->each(filters.front().first, [&](Code code) { counts[code] = living[code]; });
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
