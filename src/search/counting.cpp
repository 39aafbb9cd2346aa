// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/counting.hpp"

#include <algorithm>
#include <bit>

#include "search/best_hits.hpp"
#include "search/memory_piece.hpp"
#include "search/row_filter.hpp"
#include "search/text_sets.hpp"

namespace entente::search {
namespace {

using Hits = std::vector<Hit>;

/// Beyond, all hits are told: looking for the best of so many would not be quicker.
constexpr std::size_t kBest = 1'000;

bool empty(const Node& text) {
  const auto* all = std::get_if<All>(&text.is);
  return all != nullptr && all->parts.empty() && !text.excluded;
}

/// The word, where the text asks for one and for nothing else.
const Phrase* word_alone(const Node& text) {
  const auto* node = &text;
  if (const auto* all = std::get_if<All>(&text.is); all != nullptr && all->parts.size() == 1)
    node = &all->parts.front();
  const auto* phrase = std::get_if<Phrase>(&node->is);
  const bool alone = phrase != nullptr && phrase->words.size() == 1 && !node->excluded && !text.excluded;
  return alone ? phrase : nullptr;
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

/// Without a text the orders but two begin with the lowest numbers.
bool is_by_number(Order order) {
  return order == Order::relevance || order == Order::updated;
}

/// Of a piece in memory so many documents that changed last, in the order of their numbers.
Hits latest_in(const Live& live, std::size_t most) {
  Hits hits;
  const auto& all = static_cast<const MemoryPiece&>(*live.piece).latest_last();
  for (auto at = all.rbegin(); at != all.rend() && hits.size() < most; ++at)
    if (!live.removed.has(*at)) hits.push_back({*at, 0});
  std::ranges::sort(hits, {}, &Hit::doc);
  return hits;
}

/// Finds in a base.
class Finder {
 public:
  Finder(const Corpus& corpus, const Slots& slots, std::size_t piece, const Wanted& wanted, Found& found)
      : corpus_(corpus),
        slots_(slots),
        piece_(piece),
        live_(*corpus.pieces[piece]),
        base_(*live_.base),
        wanted_(wanted),
        hits_(found.hits[piece]),
        found_(found) {}

  void everything() {
    const auto most = is_by_number(wanted_.order) ? wanted_.count : live_.size();
    for (Doc doc = 0; doc < base_.size() && hits_.size() < most; ++doc)
      if (!live_.removed.has(doc)) hits_.push_back({doc, 0});
    found_.total += live_.size();
  }
  void filtered(const Filters& filters) {
    const auto most = is_by_number(wanted_.order) ? wanted_.count : live_.size();
    const FilterSets sets(corpus_, piece_, filters);
    const auto documents = sets.meeting();
    const auto size = size_of(documents);
    hits_.reserve(std::min(most, size));
    each_document(documents, [&](Doc doc) {
      if (hits_.size() == most) return false;
      hits_.push_back({doc, 0});
      return true;
    });
    sets.count(found_.tally, {}, nullptr);
    found_.total += size;
  }
  void texts(const Node& text, const Filters& filters) {
    const auto* word = word_alone(text);
    const bool ranked = wanted_.order == Order::relevance;
    const bool best = ranked && wanted_.count > 0 && wanted_.count <= kBest;
    if (const auto kept = word != nullptr && best && filters.empty() ? kept_set(live_, slots_, piece_, *word)
                                                                     : std::nullopt) {
      auto found = best_of_word(corpus_, slots_.of(word->words.front()), piece_, wanted_.count);
      hits_ = std::move(found.best);
      found_.total += found.total;
      found.marks.add_to(found_.tally.marks);
      return count_kept(found_.tally.values, live_, *kept);
    }
    const auto words = hits_of(corpus_, slots_, piece_, text);
    const auto met = count(words.docs, text, filters);
    if (best) {
      hits_ = best_of(corpus_, piece_, words, met, wanted_.count);
    } else if (ranked) {
      hits_ = scored(corpus_, piece_, words);
      if (!met.empty()) std::erase_if(hits_, [&](const Hit& hit) { return !has(met, hit.doc); });
      raise();
    } else {
      for (const auto doc : words.docs)
        if (met.empty() || has(met, doc)) hits_.push_back({doc, 0});
    }
  }

 private:
  /// Counts what a text finds; says which of it meets the filters, where there are any.
  Bits count(const std::vector<Doc>& docs, const Node& text, const Filters& filters) {
    if (docs.size() < base_.words_of_bits()) return count_few(docs, filters);
    Bits bits(base_.words_of_bits());
    for (const auto doc : docs) put_into(bits, doc);
    const auto known = nearest_known(live_, slots_, piece_, *corpus_.values, text, bits, docs.size());
    const FilterSets sets(corpus_, piece_, filters);
    sets.count(found_.tally, bits, known ? &*known : nullptr);
    if (filters.empty()) {
      found_.total += docs.size();
      return {};
    }
    const auto meeting = sets.meeting();
    for (std::size_t w = 0; w < bits.size(); ++w) bits[w] &= meeting[w];
    found_.total += size_of(bits);
    return bits;
  }
  Bits count_few(const std::vector<Doc>& docs, const Filters& filters) {
    const auto meets = FilterSets(corpus_, piece_, filters).count_each(docs, found_.tally);
    found_.total += static_cast<std::size_t>(std::ranges::count(meets, true));
    if (filters.empty()) return {};
    Bits bits(base_.words_of_bits());
    for (std::size_t i = 0; i < docs.size(); ++i)
      if (meets[i]) put_into(bits, docs[i]);
    return bits;
  }
  void raise() {
    const Steps steps(corpus_, piece_);
    for (auto& hit : hits_) hit.score = raised(hit.score, steps(hit.doc));
  }

  const Corpus& corpus_;
  const Slots& slots_;
  std::size_t piece_;
  const Live& live_;
  const Segment& base_;
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
  Found found{.hits = std::vector<Hits>(corpus.pieces.size()),
              .total = 0,
              .cut = slots.cut(),
              .tally = {CodeCounts(living.size())}};
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
    const auto& live = *corpus.pieces[p];
    if (live.base == nullptr) {
      auto& hits = found.hits[p];
      if (no_text && filters.empty() && is_by_number(wanted.order)) {
        hits = latest_in(live, wanted.count);
        found.total += live.size();
        continue;
      }
      hits = match(corpus, slots, p, text);
      // The counts over all documents are known.
      if (!no_text || !filters.empty()) {
        RowFilter filter(corpus, p, filters, found.tally);
        std::erase_if(hits, [&](const Hit& hit) { return !filter.takes(hit.doc); });
      }
      found.total += hits.size();
      const Steps steps(corpus, p);
      for (auto& hit : hits) hit.score = raised(hit.score, steps(hit.doc));
      continue;
    }
    Finder finder(corpus, slots, p, wanted, found);
    if (no_text && filters.empty())
      finder.everything();
    else if (no_text)
      finder.filtered(filters);
    else
      finder.texts(text, filters);
  }
  if (!no_text) return found;
  auto& [values, marks] = found.tally;
  const auto all_marks = [&] { return corpus.day.empty() ? DayCounts{} : living_marks(corpus); };
  if (filters.empty()) {
    found.tally = {living, all_marks()};
  } else if (std::ranges::all_of(filters, [&](const auto& f) { return f.first == filters.front().first; })) {
    // Its own choice open, the facet counts over all documents.
    const auto facet = filters.front().first;
    corpus.values->each(facet, [&](Code code) { values[code] = living[code]; });
    if (is_of_day(facet)) {
      const auto all = all_marks();
      for (auto [mark, end] = marks_of(facet); mark < end; ++mark) marks[mark] = all[mark];
    }
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
