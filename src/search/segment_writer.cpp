// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/segment_writer.hpp"

#include <algorithm>
#include <ostream>

#include "search/bits.hpp"
#include "search/kin_writer.hpp"
#include "search/light_turns.hpp"
#include "search/packed_figures.hpp"
#include "search/pair_lists.hpp"
#include "search/section_writer.hpp"
#include "search/value_lists.hpp"

namespace entente::search {
namespace {

/// Numbers that fit into a row of two bytes.
constexpr std::size_t kNarrowCodes = 1U << 16;

using ByFacet = std::array<std::vector<Code>, kFacets>;

/// The facets whose values need rows of four bytes: those with most, until the others fit into two.
std::array<bool, kFacets> wide_facets(const ByFacet& codes) {
  std::array<bool, kFacets> wide{};
  for (;;) {
    std::size_t narrow = 0, most = 0;
    for (std::size_t f = 0; f < kFacets; ++f) {
      if (wide[f]) continue;
      narrow += codes[f].size();
      if (wide[most] || codes[f].size() > codes[most].size()) most = f;
    }
    if (narrow <= kNarrowCodes) return wide;
    wide[most] = true;
  }
}

void put_sequence(std::string& out, std::span<const TermId> sequence) {
  constexpr std::size_t kMost = 5;  // bytes a number
  const auto begin = out.size();
  out.resize(begin + sequence.size() * kMost);
  auto* at = out.data() + begin;
  for (auto id : sequence) {
    for (; id >= 0x80; id >>= 7) *at++ = static_cast<char>(id | 0x80);
    *at++ = static_cast<char>(id);
  }
  out.resize(static_cast<std::size_t>(at - out.data()));
}

class BaseWriter {
 public:
  BaseWriter(std::ostream& out, std::span<const Source> sources, const ValueTable& values, std::size_t least)
      : out_(out),
        sources_(sources),
        values_(values),
        words_(sources),
        documents_(sources),
        thresholds_(Thresholds::of(documents_.size(), least)) {}

  void run(std::int64_t sequence, std::string_view kept) {
    number_values();
    write_rows();
    write_words();
    KeptCounts counts(rows_);
    write_postings_and_kin(counts);
    write_texts(counts);
    write_cards(out_, documents_);
    write_value_lists(out_, rows_, value_counts_, facets_, thresholds_, counts);
    counts.write(out_);
    out_.whole(Section::kept, kept);
    auto& footer = out_.footer;
    footer.sequence = sequence;
    footer.documents = static_cast<std::uint32_t>(documents_.size());
    footer.words = words_.size();
    footer.codes = rows_.codes;
    footer.narrow_codes = rows_.narrow_codes;
    out_.finish();
  }

 private:
  // Values that a document has, under new numbers: those of facets with few values first.
  void number_values() {
    std::vector<std::uint32_t> counts(values_.size());
    std::vector<Code> buffer;
    documents_.each([&](Doc, const auto& d, const Piece& piece) {
      for (const auto code : piece.values(d.doc, buffer)) ++counts[code];
    });
    ByFacet of;
    for (std::size_t f = 0; f < kFacets; ++f) {
      values_.each(static_cast<Facet>(f), [&](Code code) {
        if (counts[code] > 0) of[f].push_back(code);
      });
      std::ranges::sort(of[f], {}, [this](Code code) { return values_.value(code); });
    }
    const auto wide = wide_facets(of);
    new_codes_.resize(values_.size());
    facets_.resize(kFacets * 2);
    std::vector<std::uint32_t> starts;
    std::string bytes;
    for (const bool now : {false, true})
      for (std::size_t f = 0; f < kFacets; ++f) {
        if (wide[f] != now) continue;
        facets_[2 * f] = static_cast<Code>(value_counts_.size());
        for (const auto code : of[f]) {
          new_codes_[code] = static_cast<Code>(value_counts_.size());
          value_counts_.push_back(counts[code]);
          starts.push_back(static_cast<std::uint32_t>(bytes.size()));
          bytes += values_.value(code);
        }
        facets_[2 * f + 1] = static_cast<Code>(value_counts_.size());
        if (!now) rows_.narrow_codes = static_cast<Code>(value_counts_.size());
      }
    rows_.codes = static_cast<Code>(value_counts_.size());
    starts.push_back(static_cast<std::uint32_t>(bytes.size()));
    out_.whole(Section::values, bytes);
    out_.whole(Section::value_starts, starts);
    out_.whole(Section::value_counts, value_counts_);
    out_.whole(Section::facets, facets_);
  }

  void write_rows() {
    for (Code code = 0; code < rows_.narrow_codes && rows_.frequent_codes.size() < kMostFrequent; ++code)
      if (value_counts_[code] >= thresholds_.values) rows_.frequent_codes.push_back(code);
    std::vector<Code> buffer, row;
    documents_.each([&](Doc, const auto& d, const Piece& piece) {
      row.clear();
      for (const auto code : piece.values(d.doc, buffer)) row.push_back(new_codes_[code]);
      std::ranges::sort(row);
      rows_.add(row);
    });
    rows_.write(out_);
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
  }

  void write_postings_and_kin(KeptCounts& counts) {
    WordLists lists(sources_, words_, documents_);
    std::vector<std::uint64_t> starts;
    Buffered bytes(out_, Section::postings);
    for (std::uint32_t rank = 0; rank < words_.size(); ++rank) {
      starts.push_back(bytes.at());
      const auto list = lists.of(rank);
      write_spoken(bytes.bytes(), words_.spoken(rank));
      write_postings(bytes.bytes(), list);
      if (list.size() < thresholds_.words) continue;
      counts.add(list);
      ++out_.footer.counted_words;
    }
    bytes.end();
    out_.whole(Section::posting_starts, starts);

    const KinWriter kin(words_);
    kin.write_kin(out_);
    kin.write_groups(out_, lists, static_cast<Doc>(documents_.size()), thresholds_.groups, counts);
  }

  static void write_spoken(std::string& out, const ByTongue& spoken) {
    unsigned tongues = 0;
    for (std::size_t t = 0; t < kTongues; ++t) tongues |= spoken[t] > 0 ? 1U << t : 0U;
    out += static_cast<char>(tongues);
    for (const auto documents : spoken)
      if (documents > 0) put_varint(out, documents);
  }

  void write_texts(KeptCounts& counts) {
    auto& paired = out_.footer.paired_words;
    while (paired < std::min(words_.size(), kMostPaired) && words_.documents(paired) >= thresholds_.paired)
      ++paired;
    PairLists pairs(paired);
    std::vector<std::uint32_t> lengths;
    std::vector<std::uint64_t> starts;
    std::vector<std::uint8_t> attested;
    LightTurns lights;
    std::vector<TermId> buffer, sequence;
    std::string packed;
    lengths.reserve(documents_.size());
    starts.reserve(documents_.size() + 1);
    Buffered texts(out_, Section::texts);
    documents_.each([&](Doc doc, const auto& d, const Piece& piece) {
      starts.push_back(texts.at());
      packed.clear();
      const auto figures = piece.figures(d.doc);
      lights.add(figures.lights);
      attested.push_back(piece.attested()[d.doc]);
      pack_figures(packed, figures);
      auto& bytes = texts.bytes();
      put_varint(bytes, packed.size());
      bytes += packed;
      const auto kept = piece.kept(d.doc);
      put_varint(bytes, kept.size());
      bytes += kept;
      renumber(piece.sequence(d.doc, buffer), d.source, sequence);
      put_sequence(bytes, sequence);
      pairs.add(doc, sequence);
      lengths.push_back(piece.lengths()[d.doc]);
      out_.footer.weight += lengths.back();
    });
    starts.push_back(texts.at());
    texts.end();
    out_.whole(Section::text_starts, starts);
    out_.whole(Section::lengths, lengths);
    out_.whole(Section::attested, attested);
    lights.write(out_);
    write_runs(pairs, counts);
  }

  void write_runs(PairLists& pairs, KeptCounts& counts) {
    std::vector<std::uint32_t> counted;
    const auto places = pairs.write(out_, thresholds_, counts, counted);
    RunLists runs;
    std::vector<TermId> buffer, sequence;
    documents_.each([&](Doc doc, const auto& d, const Piece& piece) {
      renumber(piece.sequence(d.doc, buffer), d.source, sequence);
      runs.add(doc, sequence, pairs);
    });
    runs.write(out_, places, thresholds_, counts, counted);
    out_.whole(Section::counted_runs, counted);
    out_.footer.long_run = static_cast<std::uint32_t>(thresholds_.runs);
  }

  void renumber(std::span<const TermId> sequence, std::uint32_t source, std::vector<TermId>& out) const {
    const auto& new_ids = words_.new_ids(source);
    out.clear();
    for (const auto id : sequence) out.push_back(new_ids[id]);
  }

  SectionWriter out_;
  std::span<const Source> sources_;
  const ValueTable& values_;
  MergedWords words_;
  DocumentOrder documents_;
  Thresholds thresholds_;
  Rows rows_;
  std::vector<Code> new_codes_;
  std::vector<std::uint32_t> value_counts_, facets_;  // as the sections of that name
};

}  // namespace

void write_segment(std::ostream& out, std::span<const Source> sources, const ValueTable& values,
                   std::int64_t sequence, std::string_view kept, std::size_t least) {
  BaseWriter(out, sources, values, least).run(sequence, kept);
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
    for (const auto s :
         {Section::value_starts, Section::narrow_starts, Section::frequent_starts, Section::turn_starts})
      section(s, 4);
    section(Section::facets, kFacets * 8);
    store(bytes, footer);
    return Segment::of(std::move(bytes), Segment::Checksums::ignore);
  }();
  return empty;
}

}  // namespace entente::search
