// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "search/piece.hpp"
#include "search/segment_format.hpp"

namespace entente::search {

/// A base: immutable, packed, mapped into memory from its file or held there. Whatever its bytes are, it
/// reads within them: a file that is torn or was changed is refused when it is opened, and a list in it that
/// makes no sense throws base::Error when it is read.
class Segment final : public Piece {
 public:
  enum class Checksums : std::uint8_t { verify, ignore };

  /// Throws base::Error where the file is not there, not whole or of another version. The file may be
  /// replaced or removed while it is mapped, but not changed.
  static std::shared_ptr<const Segment> open(const std::filesystem::path&);
  static std::shared_ptr<const Segment> of(std::string bytes, Checksums = Checksums::verify);
  ~Segment() override;
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  std::int64_t sequence() const { return footer_.sequence; }
  std::uint64_t weight() const { return footer_.weight; }
  std::size_t bytes() const { return bytes_.size(); }
  std::string_view kept() const { return section(Section::kept); }

  Doc size() const override { return footer_.documents; }
  std::optional<Doc> find(const base::Uuid&) const override;
  std::optional<TermId> find(std::string_view word) const override;
  void each_word(std::string_view prefix,
                 const std::function<bool(std::string_view, TermId)>&) const override;
  TermId terms() const override { return footer_.words + kFirstTerm; }
  PostingList postings(TermId) const override;
  ByTongue spoken(TermId) const override;
  void each_kin(std::string_view key, const std::function<void(std::string_view, TermId)>&) const override;
  std::span<const TermId> sequence(Doc, std::vector<TermId>& buffer) const override;
  std::span<const std::uint32_t> lengths() const override { return array<std::uint32_t>(Section::lengths); }
  std::span<const std::uint8_t> attested() const override { return array<std::uint8_t>(Section::attested); }
  std::optional<std::uint8_t> light(Doc doc, std::int64_t day) const override {
    const auto turns = turns_of(doc);
    const auto after = day - array<std::int32_t>(Section::light_days)[doc];
    std::optional<std::uint8_t> light;
    for (std::size_t i = 0; i < turns.size() && turns[i] <= after; i += 2)
      light = static_cast<std::uint8_t>(turns[i + 1]);
    return light;
  }
  std::span<const Code> values(Doc, std::vector<Code>& buffer) const override;
  Card card(Doc) const override;
  /// Without the title, which takes longest.
  Card untitled(Doc doc) const {
    return {id(doc), starts()[doc], array<std::int64_t>(Section::updated)[doc], {}};
  }
  Figures figures(Doc) const override;
  std::string_view kept(Doc) const override;

  /// The document's sequence as it is written: varints.
  std::string_view packed_sequence(Doc doc) const { return text(doc).words; }

  /// Reads a byte of each piece of memory that the beginnings of some texts lie in, which will all be read
  /// soon: so waiting for them is done at once. What it returns is of no use.
  unsigned touch_texts(std::span<const Doc>) const;

  // Values of facets
  Code codes() const { return footer_.codes; }
  std::pair<Code, Code> codes_of(Facet) const;  ///< begin, end
  std::optional<Code> find(Facet, std::string_view value) const;
  std::string_view value(Code) const;
  std::uint32_t count(Code code) const { return array<std::uint32_t>(Section::value_counts)[code]; }
  PostingList holders(Code) const;
  Code narrow_codes() const { return footer_.narrow_codes; }  ///< those below are in narrow()
  bool has_wide() const { return footer_.narrow_codes < footer_.codes; }
  /// Codes of documents, one row after the other.
  template <class T>
  struct PackedRows {
    const std::uint32_t* starts = nullptr;
    const T* codes = nullptr;
    std::span<const T> of(Doc doc) const { return {codes + starts[doc], codes + starts[doc + 1]}; }
  };
  PackedRows<std::uint16_t> narrow() const {  ///< those of facets with few values, without
    return rows<std::uint16_t>(Section::narrow_starts, Section::narrow_rows);
  }
  PackedRows<std::uint8_t> often() const {  ///< these: places in frequent()
    return rows<std::uint8_t>(Section::frequent_starts, Section::frequent_rows);
  }
  PackedRows<Code> wide() const {  ///< the other ones; none where not has_wide()
    return rows<Code>(Section::wide_starts, Section::wide_rows);
  }
  /// Values of facets with few values that very many documents have: each has bits().
  std::span<const Code> frequent() const;

  // What is kept of frequent words and values, so that a query need not make it

  /// How often each value occurs in the documents of a list.
  using Kept = std::vector<std::pair<Code, std::uint32_t>>;
  std::optional<Kept> counts(TermId) const;
  std::optional<Kept> counts_of_value(Code) const;
  std::optional<Kept> counts_of_values(Code a, Code b) const;  ///< in the documents that have both

  /// The words that are asked for together, by number. The list holds the sums of their weights.
  struct Group {
    std::vector<TermId> words;  ///< sorted
    PostingList list;
  };
  std::size_t groups() const { return section(Section::group_starts).size() / 8; }
  Group group(std::size_t) const;
  /// The groups, from the first to one past the last, of whose words this is the one with the lowest number.
  std::pair<std::size_t, std::size_t> groups_led_by(TermId) const;
  Kept counts_of_group(std::size_t) const;

  /// Words that follow one another in one text: a list of the documents in which they do, without weights.
  /// The place is what run() and counts_of_run() ask for.
  struct Run {
    PostingList list;
    std::size_t place = 0;
    std::size_t words = 2;
  };
  /// Of two words. Nothing where that is not kept of words so rare.
  std::optional<Run> pair(TermId first, TermId second) const;
  /// Of two runs, the second of which begins a word later than the first. Nothing where one is so rare that
  /// it is not kept, or where they are too long.
  std::optional<Run> run(const Run& first, const Run& second) const;
  std::optional<Kept> counts_of_run(std::size_t place) const;

  /// A bit for each document, 64 a number: set where it has the value. Empty for values that are too rare.
  std::span<const std::uint64_t> bits(Code) const;
  std::size_t words_of_bits() const { return std::size_t{size()} / 64 + 1; }

  // Orders
  base::Uuid id(Doc) const;
  std::span<const std::int32_t> starts() const { return array<std::int32_t>(Section::starts); }
  std::span<const std::uint32_t> title_ranks() const { return array<std::uint32_t>(Section::title_ranks); }

 private:
  struct Mapping;
  Segment() = default;
  void read(Checksums);
  void check_form() const;

  std::string_view section(Section s) const { return sections_[static_cast<std::size_t>(s)]; }
  /// With the zeros behind it.
  std::string_view padded(Section s) const {
    const auto bytes = section(s);
    return {bytes.data(), bytes.size() + 8};
  }
  template <class T>
  std::span<const T> array(Section s) const {
    const auto bytes = section(s);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  template <class T>
  PackedRows<T> rows(Section starts, Section codes) const {
    return {array<std::uint32_t>(starts).data(), array<T>(codes).data()};
  }
  /// A word's entry in the section of postings, and what it says before the list.
  std::string_view entry(TermId, ByTongue& spoken) const;
  /// The word at a place in the order of all.
  std::optional<std::pair<std::string, TermId>> word_at(std::uint64_t place) const;
  struct Text {
    std::string_view figures, kept, words;
  };
  Text text(Doc) const;
  std::string title(std::uint32_t rank) const;
  /// Pairs of days after the first, and light.
  std::span<const std::uint32_t> turns_of(Doc doc) const {
    const auto starts = array<std::uint32_t>(Section::turn_starts);
    const auto of = array<std::uint32_t>(Section::light_turns)[doc];
    return array<std::uint32_t>(Section::turns)
        .subspan(2 * std::size_t{starts[of]}, 2 * std::size_t{starts[of + 1] - starts[of]});
  }
  TermId lead_of(std::size_t group) const;
  Kept counts_at(std::size_t place) const;

  std::unique_ptr<Mapping> mapping_;
  std::string held_;
  std::string_view bytes_;
  SegmentFooter footer_;
  std::array<std::string_view, kSections> sections_;
};

}  // namespace entente::search
