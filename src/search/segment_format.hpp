// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "search/index.hpp"

/// The form of a base: sections one after the other, each on a multiple of eight bytes and followed by at
/// least eight zero bytes, and at the end the footer, which says where they lie. Little-endian.
namespace entente::search {

/// To be raised whenever an older base would be read or understood otherwise: its form, the folding of texts,
/// what is a word, the zones and their weights, the facets. A base of another version is made anew.
inline constexpr std::uint32_t kSegmentVersion = 3;
inline constexpr std::array<char, 8> kSegmentMagic = {'E', 'n', 't', 'e', 'n', 't', 'e', 'I'};

enum class Section : std::uint8_t {
  words,  ///< in the order of their bytes, 16 a block: bytes shared with the one before (u8; the first: 0),
          ///< varint bytes that follow, the bytes, varint rank
  word_blocks,  ///< u32: where each block begins
  postings,     ///< by rank: a byte, in which bit n is Tongue n; for each that is set, varint documents that
                ///< have the word in a text of it; a list as in postings.hpp
  posting_starts,  ///< u64 a rank. Ranks fall with the number of documents; a TermId is the rank + kFirstTerm
  kin,  ///< by kin_key(), 16 a block: as words, but then varint count, varint places in the order of words
  kin_blocks,  ///< u32: where each block begins
  texts,  ///< for each document: varint size of its figures, these; varint size of what its owner keeps with
          ///< it, that; varint TermIds
  text_starts,   ///< u64 a document, and the end
  lengths,       ///< u32 a document
  ids,           ///< 16 bytes a document. Documents are in the order of later(): the last change first
  by_id,         ///< u32 documents, in the order of their ids
  updated,       ///< i64 a document
  starts,        ///< i32 a document
  title_ranks,   ///< u32 a document: its place in the order of titles
  titles,        ///< by rank, 16 a block: as words, without the rank at the end
  title_blocks,  ///< u64: where each block begins
  values,        ///< the bytes of the facets' values, by code
  value_starts,  ///< u32 a code, and the end
  value_counts,  ///< u32 a code: documents that have it
  facets,  ///< for each facet two u32: its codes begin, end. In a facet, codes are in the order of the values
  narrow_rows,  ///< u16 codes of the documents, one after the other: those of facets with few values, but for
                ///< those in frequent_rows
  narrow_starts,    ///< u32 a document, and the end
  frequent_rows,    ///< u8 places in counted_values, of which the first kMostFrequent stand here
  frequent_starts,  ///< u32 a document, and the end
  wide_rows,        ///< u32 codes, of the other facets
  wide_starts,      ///< u32 a document, and the end; nothing where there are no wide rows
  holders,          ///< lists as in postings.hpp without weights: the documents that have a value
  holder_starts,    ///< u64 a code
  groups,  ///< the words that are asked for together (kin_groups.hpp), in the order of their ranks: varint
           ///< how many, varint ranks, each less the one before; a list as in postings.hpp, with the sums of
           ///< weights
  group_starts,  ///< u64 a group
  pairs,         ///< lists without weights: the documents in which one word follows another in one text
  pair_keys,     ///< u32 a pair, ascending: rank of the first times paired_words, and rank of the second
  pair_starts,   ///< u64 a pair
  runs,  ///< lists as for pairs: the documents in which three words or more follow one another, where those
         ///< without the first and those without the last do so in long_run documents or more
  run_keys,  ///< u64 a run, ascending: place of the run without its last word times 2^32, and of that without
             ///< its first. Places count the pairs, then the runs
  run_starts,  ///< u64 a run
  counts,  ///< how often each value occurs in the documents of a list, as pairs of varints: code less the one
           ///< before, count. Of the first words, all groups, counted_runs, counted_values, value_pairs
  count_starts,    ///< u64 for each, and the end
  counted_runs,    ///< u32: places of pairs and runs, ascending
  counted_values,  ///< u32: codes, ascending
  value_bits,      ///< for each of counted_values a u64 for every 64 documents, and one: those that have it
  value_pairs,     ///< u64, ascending: of two counted values, the lower code times 2^32, and the higher
  attested,        ///< u8 a document: as Document::attested
  light_days,      ///< i32 a document: the first day on which it shows a light
  light_turns,     ///< u32 a document: which of the sequences of turns it has. Most records share one
  turns,           ///< u32 days after the first, u32 light: the sequences one after the other
  turn_starts,     ///< u32 a sequence, in turns, and the end
  kept,            ///< what the owner of the index keeps with it
  end_
};
inline constexpr std::size_t kSections = static_cast<std::size_t>(Section::end_);

struct SectionPlace {
  std::uint64_t offset = 0, size = 0;  ///< bytes, without the zeros behind
  std::uint64_t checksum = 0;          ///< CRC-32
};
struct SegmentFooter {
  std::array<SectionPlace, kSections> sections;
  std::int64_t sequence = 0;  ///< the last commit it knows of
  std::uint64_t weight = 0;   ///< the sum of the documents' lengths
  std::uint32_t documents = 0, words = 0, codes = 0;
  std::uint32_t counted_words = 0;  ///< the ranks below have their counts
  std::uint32_t narrow_codes = 0;   ///< the codes below are those of narrow rows
  std::uint32_t paired_words = 0;   ///< of two words with ranks below, the documents of the pair are kept
  std::uint32_t long_run = 0;       ///< documents: see Section::runs
  std::uint32_t version = kSegmentVersion;
  std::uint64_t checksum = 0;  ///< CRC-32 of what stands above
  std::array<char, 8> magic = kSegmentMagic;
};
static_assert(sizeof(SegmentFooter) == kSections * 24 + 64 && sizeof(SegmentFooter) % 8 == 0);

inline constexpr std::size_t kFrontCoded = 16;  ///< strings in a block
/// Of what fewer documents have, a base keeps the list and nothing else.
inline constexpr std::size_t kLeastKept = 512;
/// From how many documents on a base keeps more of a word or value than its list: below, asking costs little.
/// `least` wherever a base is so small that its share of the documents would be less.
struct Thresholds {
  std::size_t words = 0;   ///< counts of words and pairs
  std::size_t groups = 0;  ///< their lists and counts
  std::size_t paired = 0;  ///< both words of a pair that has a list
  std::size_t runs = 0;    ///< both parts of a longer run that has a list
  std::size_t values = 0;  ///< counts and bits of values and of two values together
  static constexpr Thresholds of(std::size_t documents, std::size_t least) {
    const auto share = [=](std::size_t part) { return documents / part < least ? least : documents / part; };
    return {
        .words = share(24), .groups = share(12), .paired = share(28), .runs = share(20), .values = share(16)};
  }
};
/// So many words has the longest run that a list is kept of.
inline constexpr std::size_t kLongestRun = 8;
/// So many frequent values at most have rows of their own, in which one takes a byte.
inline constexpr std::size_t kMostFrequent = 256;
/// Pairs are counted in a table of so many words squared.
inline constexpr std::uint32_t kMostPaired = 4'096;

std::uint64_t checksum_of(const void* bytes, std::size_t size);
/// Throws base::Error.
[[noreturn]] void damaged_base(const char* what);

}  // namespace entente::search
