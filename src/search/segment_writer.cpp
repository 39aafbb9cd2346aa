// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/segment_writer.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <ostream>
#include <sstream>

#include "base/error.hpp"
#include "search/bits.hpp"
#include "search/merged_words.hpp"
#include "search/packed_figures.hpp"
#include "search/section_writer.hpp"

namespace entente::search {
namespace {

/// Numbers that fit into a row of two bytes.
constexpr std::size_t kNarrowCodes = 1U << 16;

std::uint64_t begin_of(std::string_view title) {
  std::uint64_t begin = 0;
  for (std::size_t i = 0; i < 8; ++i)
    begin = begin << 8 | (i < title.size() ? static_cast<unsigned char>(title[i]) : 0U);
  return begin;
}

[[noreturn]] void throw_uncounted() {
  throw base::Error("the base of the index", "counts less documents than it has",
                    "Run 'entente index rebuild'.");
}

class BaseWriter {
 public:
  BaseWriter(std::ostream& out, std::span<const Source> sources, const ValueTable& values)
      : out_(out), sources_(sources), values_(values), words_(sources) {}

  void run(std::int64_t sequence, std::string_view kept) {
    order_documents();
    number_values();
    write_rows();
    write_words();
    write_texts();
    write_cards();
    write_holders();
    write_counts();
    out_.whole(Section::kept, kept);
    auto& footer = out_.footer;
    footer.sequence = sequence;
    footer.documents = static_cast<std::uint32_t>(documents_.size());
    footer.words = words_.size();
    out_.finish();
  }

 private:
  struct Entry {
    base::Uuid id;
    std::int64_t updated;
    Doc doc;
    std::uint32_t source;
  };

  template <class Visit>
  void each_document(const Visit& visit) const {
    Doc doc = 0;
    for (const auto& d : documents_) visit(doc++, d, *sources_[d.source].piece);
  }

  void order_documents() {
    for (std::uint32_t s = 0; s < sources_.size(); ++s)
      for (Doc doc = 0; doc < sources_[s].piece->size(); ++doc) {
        if (sources_[s].removed->has(doc)) continue;
        auto card = sources_[s].piece->card(doc);
        documents_.push_back({card.id, card.updated, doc, s});
        titles_.emplace_back(std::move(card.title));
      }
    std::vector<std::uint32_t> order(documents_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [this](std::uint32_t a, std::uint32_t b) {
      const auto &x = documents_[a], &y = documents_[b];
      return x.updated != y.updated ? x.updated > y.updated : x.id < y.id;
    });
    std::vector<Entry> documents;
    std::vector<std::string> titles;
    documents.reserve(order.size());
    titles.reserve(order.size());
    for (const auto at : order) {
      documents.push_back(documents_[at]);
      titles.push_back(std::move(titles_[at]));
    }
    documents_ = std::move(documents);
    titles_ = std::move(titles);
  }

  // Values that a document has, under new numbers: those of facets with few values first.
  void number_values() {
    std::vector<std::uint32_t> counts(values_.size());
    std::vector<Code> buffer;
    each_document([&](Doc, const Entry& d, const Piece& piece) {
      for (const auto code : piece.values(d.doc, buffer)) ++counts[code];
    });
    std::array<std::vector<Code>, kFacets> of;
    for (std::size_t f = 0; f < kFacets; ++f) {
      values_.each(static_cast<Facet>(f), [&](Code code) {
        if (counts[code] > 0) of[f].push_back(code);
      });
      std::ranges::sort(of[f], {}, [this](Code code) { return values_.value(code); });
    }
    std::array<bool, kFacets> wide{};
    for (;;) {
      std::size_t narrow = 0, most = 0;
      for (std::size_t f = 0; f < kFacets; ++f) {
        if (wide[f]) continue;
        narrow += of[f].size();
        if (wide[most] || of[f].size() > of[most].size()) most = f;
      }
      if (narrow <= kNarrowCodes) break;
      wide[most] = true;
    }
    new_codes_.resize(values_.size());
    std::vector<std::uint32_t> ranges(kFacets * 2), starts;
    std::string bytes;
    for (const bool now : {false, true})
      for (std::size_t f = 0; f < kFacets; ++f) {
        if (wide[f] != now) continue;
        ranges[2 * f] = static_cast<Code>(value_counts_.size());
        for (const auto code : of[f]) {
          new_codes_[code] = static_cast<Code>(value_counts_.size());
          value_counts_.push_back(counts[code]);
          starts.push_back(static_cast<std::uint32_t>(bytes.size()));
          bytes += values_.value(code);
        }
        ranges[2 * f + 1] = static_cast<Code>(value_counts_.size());
        if (!now) narrow_codes_ = static_cast<Code>(value_counts_.size());
      }
    starts.push_back(static_cast<std::uint32_t>(bytes.size()));
    out_.whole(Section::values, bytes);
    out_.whole(Section::value_starts, starts);
    out_.whole(Section::value_counts, value_counts_);
    out_.whole(Section::facets, ranges);
    out_.footer.codes = static_cast<std::uint32_t>(value_counts_.size());
    out_.footer.narrow_codes = narrow_codes_;
  }

  void write_words() {
    std::vector<std::uint32_t> blocks;
    Buffered words(out_, Section::words);
    std::string before;
    std::size_t n = 0;
    words_.each([&](std::string_view text, std::uint32_t rank) {
      if (n++ % kFrontCoded == 0) {
        blocks.push_back(static_cast<std::uint32_t>(words.at()));
        before.clear();
      }
      put_front_coded(words.bytes(), text, before);
      put_varint(words.bytes(), rank);
      before = text;
    });
    words.end();
    out_.whole(Section::word_blocks, blocks);
    write_kin();
  }

  void write_kin() {
    std::vector<std::pair<std::string, std::uint32_t>> kin;  // with places in the order of words
    std::uint32_t place = 0;
    words_.each([&](std::string_view text, std::uint32_t rank) {
      for (std::size_t t = 0; t < kTongues; ++t) {
        const auto tongue = static_cast<Tongue>(t);
        if (words_.spoken(rank)[t] > 0 && writes_so(tongue, text))
          kin.emplace_back(kin_key(tongue, stem_of(tongue, text)), place);
      }
      ++place;
    });
    std::ranges::sort(kin);
    std::vector<std::uint32_t> blocks;
    Buffered bytes(out_, Section::kin);
    std::string_view before;
    for (std::size_t i = 0, n = 0; i < kin.size(); ++n) {
      auto end = i;
      while (end < kin.size() && kin[end].first == kin[i].first) ++end;
      if (n % kFrontCoded == 0) {
        blocks.push_back(static_cast<std::uint32_t>(bytes.at()));
        before = {};
      }
      put_front_coded(bytes.bytes(), kin[i].first, before);
      before = kin[i].first;
      put_varint(bytes.bytes(), end - i);
      for (; i < end; ++i) put_varint(bytes.bytes(), kin[i].second);
    }
    bytes.end();
    out_.whole(Section::kin_blocks, blocks);
  }

  void write_texts() {
    // Where the postings of each word go: they come in the order of the documents.
    std::vector<std::uint64_t> next(words_.size() + 1);
    for (std::uint32_t rank = 0; rank < words_.size(); ++rank)
      next[rank + 1] = next[rank] + words_.documents(rank);
    std::vector<Posting> postings(next.back());
    std::vector<std::uint32_t> weights(words_.size()), lengths;
    std::vector<std::uint64_t> starts;
    std::vector<TermId> buffer, touched;
    std::string packed;
    lengths.reserve(documents_.size());
    starts.reserve(documents_.size() + 1);
    Buffered texts(out_, Section::texts);
    each_document([&](Doc doc, const Entry& d, const Piece& piece) {
      starts.push_back(texts.at());
      packed.clear();
      pack_figures(packed, piece.figures(d.doc));
      auto& bytes = texts.bytes();
      put_varint(bytes, packed.size());
      bytes += packed;
      const auto kept = piece.kept(d.doc);
      put_varint(bytes, kept.size());
      bytes += kept;
      const auto sequence = piece.sequence(d.doc, buffer);
      const auto& new_ids = words_.new_ids(d.source);
      std::size_t begin = 0;
      std::uint32_t length = 0;
      touched.clear();
      for (std::size_t i = 0; i < sequence.size(); ++i) {
        put_varint(bytes, new_ids[sequence[i]]);
        if (sequence[i] >= kFirstTerm) continue;
        const auto weight = weight_in(sequence[i]);
        for (; begin < i; ++begin) {
          const auto rank = new_ids[sequence[begin]] - kFirstTerm;
          if (weights[rank] == 0) touched.push_back(rank);
          weights[rank] += weight;
          length += weight;
        }
        begin = i + 1;
      }
      for (const auto rank : touched) {
        if (next[rank] == postings.size()) throw_uncounted();
        postings[next[rank]++] = posting(doc, weights[rank]);
        weights[rank] = 0;
      }
      lengths.push_back(length);
      out_.footer.weight += length;
    });
    starts.push_back(texts.at());
    texts.end();
    out_.whole(Section::text_starts, starts);
    out_.whole(Section::lengths, lengths);

    starts.clear();
    Buffered lists(out_, Section::postings);
    std::uint64_t begin = 0;
    for (std::uint32_t rank = 0; rank < words_.size(); ++rank) {
      starts.push_back(lists.at());
      const auto list = std::span(postings).subspan(begin, words_.documents(rank));
      write_spoken(lists.bytes(), words_.spoken(rank));
      write_postings(lists.bytes(), list);
      begin += list.size();
      if (list.size() < counted_from(documents_.size())) continue;
      count(list);
      ++out_.footer.counted_words;
    }
    lists.end();
    out_.whole(Section::posting_starts, starts);
  }

  static void write_spoken(std::string& out, const ByTongue& spoken) {
    unsigned tongues = 0;
    for (std::size_t t = 0; t < kTongues; ++t) tongues |= spoken[t] > 0 ? 1U << t : 0U;
    out += static_cast<char>(tongues);
    for (const auto documents : spoken)
      if (documents > 0) put_varint(out, documents);
  }

  void write_cards() {
    const auto count = documents_.size();
    std::string ids;
    std::vector<std::int64_t> updated;
    std::vector<std::int32_t> starts;
    each_document([&](Doc, const Entry& d, const Piece& piece) {
      store(ids, d.id.bytes());
      updated.push_back(d.updated);
      using Day = std::numeric_limits<std::int32_t>;
      starts.push_back(static_cast<std::int32_t>(
          std::clamp<std::int64_t>(piece.figures(d.doc).start, Day::min(), Day::max())));
    });
    out_.whole(Section::ids, ids);
    out_.whole(Section::updated, updated);
    out_.whole(Section::starts, starts);

    std::vector<Doc> order(count);
    std::iota(order.begin(), order.end(), Doc{0});
    std::ranges::sort(order, {}, [this](Doc doc) { return documents_[doc].id; });
    out_.whole(Section::by_id, order);

    std::vector<std::uint64_t> begins;  // most comparisons end with the first eight bytes
    for (const auto& title : titles_) begins.push_back(begin_of(title));
    std::iota(order.begin(), order.end(), Doc{0});
    std::ranges::sort(order, [&](Doc a, Doc b) {
      if (begins[a] != begins[b]) return begins[a] < begins[b];
      const auto by_bytes = titles_[a].compare(titles_[b]);
      return by_bytes != 0 ? by_bytes < 0 : a < b;
    });
    std::vector<std::uint32_t> ranks(count);
    std::vector<std::uint64_t> blocks;
    Buffered titles(out_, Section::titles);
    std::string_view before;
    for (std::uint32_t rank = 0; rank < count; ++rank) {
      ranks[order[rank]] = rank;
      if (rank % kFrontCoded == 0) {
        blocks.push_back(titles.at());
        before = {};
      }
      put_front_coded(titles.bytes(), titles_[order[rank]], before);
      before = titles_[order[rank]];
    }
    titles.end();
    out_.whole(Section::title_ranks, ranks);
    out_.whole(Section::title_blocks, blocks);
  }

  void write_rows() {
    std::vector<Code> buffer, row;
    narrow_starts_.push_back(0);
    wide_starts_.push_back(0);
    each_document([&](Doc, const Entry& d, const Piece& piece) {
      row.clear();
      for (const auto code : piece.values(d.doc, buffer)) row.push_back(new_codes_[code]);
      std::ranges::sort(row);
      for (const auto code : row) {
        if (code < narrow_codes_)
          narrow_.push_back(static_cast<std::uint16_t>(code));
        else
          wide_.push_back(code);
      }
      narrow_starts_.push_back(static_cast<std::uint32_t>(narrow_.size()));
      wide_starts_.push_back(static_cast<std::uint32_t>(wide_.size()));
    });
    out_.whole(Section::narrow_rows, narrow_);
    out_.whole(Section::narrow_starts, narrow_starts_);
    out_.whole(Section::wide_rows, wide_);
    out_.whole(Section::wide_starts, wide_starts_);
  }

  void write_holders() {
    const auto codes = value_counts_.size();
    std::vector<std::uint64_t> next(codes + 1);
    for (std::size_t code = 0; code < codes; ++code) next[code + 1] = next[code] + value_counts_[code];
    std::vector<Posting> holders(next.back());
    for (Doc doc = 0; doc < documents_.size(); ++doc) {
      for (auto i = narrow_starts_[doc]; i < narrow_starts_[doc + 1]; ++i)
        holders[next[narrow_[i]]++] = posting(doc, 0);
      for (auto i = wide_starts_[doc]; i < wide_starts_[doc + 1]; ++i)
        holders[next[wide_[i]]++] = posting(doc, 0);
    }
    std::vector<std::uint64_t> starts;
    Buffered lists(out_, Section::holders);
    std::uint64_t begin = 0;
    for (Code code = 0; code < codes; ++code) {
      starts.push_back(lists.at());
      const auto list = std::span(holders).subspan(begin, value_counts_[code]);
      write_postings(lists.bytes(), list);
      begin += list.size();
      if (list.size() < counted_from(documents_.size())) continue;
      count(list);
      counted_values_.push_back(code);
    }
    lists.end();
    out_.whole(Section::holder_starts, starts);
  }

  /// How often each value occurs in these documents.
  void count(std::span<const Posting> list) {
    count_starts_.push_back(counts_.size());
    std::vector<std::uint32_t> counts(value_counts_.size());
    for (const auto p : list) {
      const auto doc = doc_of(p);
      for (auto i = narrow_starts_[doc]; i < narrow_starts_[doc + 1]; ++i) ++counts[narrow_[i]];
      for (auto i = wide_starts_[doc]; i < wide_starts_[doc + 1]; ++i) ++counts[wide_[i]];
    }
    Code before = 0;
    for (Code code = 0; code < counts.size(); ++code) {
      if (counts[code] == 0) continue;
      put_varint(counts_, code - before);
      put_varint(counts_, counts[code]);
      before = code;
    }
  }

  void write_counts() {
    count_starts_.push_back(counts_.size());
    out_.whole(Section::counts, counts_);
    out_.whole(Section::count_starts, count_starts_);
    out_.whole(Section::counted_values, counted_values_);
  }

  SectionWriter out_;
  std::span<const Source> sources_;
  const ValueTable& values_;
  MergedWords words_;
  std::vector<Entry> documents_;
  std::vector<std::string> titles_;  // by document
  std::vector<Code> new_codes_;
  std::vector<std::uint32_t> value_counts_;
  Code narrow_codes_ = 0;
  std::vector<std::uint16_t> narrow_;
  std::vector<Code> wide_;
  std::vector<std::uint32_t> narrow_starts_, wide_starts_;
  std::string counts_;
  std::vector<std::uint64_t> count_starts_;
  std::vector<Code> counted_values_;
};

}  // namespace

void write_segment(std::ostream& out, std::span<const Source> sources, const ValueTable& values,
                   std::int64_t sequence, std::string_view kept) {
  BaseWriter(out, sources, values).run(sequence, kept);
}

std::shared_ptr<const Segment> empty_segment() {
  // What is written of nothing needs no table; but a table needs a base to begin with.
  static const auto empty = [] {
    SegmentFooter footer;
    std::string bytes;
    const auto section = [&](Section s, std::size_t size) {
      footer.sections[static_cast<std::size_t>(s)] = {bytes.size(), size, 0};
      bytes.append(size + 8 + (8 - size % 8) % 8, '\0');
    };
    for (std::size_t s = 0; s < kSections; ++s) section(static_cast<Section>(s), 0);
    for (const auto s : {Section::text_starts, Section::count_starts}) section(s, 8);
    for (const auto s : {Section::value_starts, Section::narrow_starts, Section::wide_starts}) section(s, 4);
    section(Section::facets, kFacets * 8);
    store(bytes, footer);
    return Segment::of(std::move(bytes), Segment::Checksums::ignore);
  }();
  return empty;
}

}  // namespace entente::search
