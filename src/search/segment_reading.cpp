// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "search/bits.hpp"
#include "search/packed_figures.hpp"
#include "search/segment.hpp"

namespace entente::search {
namespace {

/// Takes the next of strings that are written as what they do not share with the one before.
bool take_front_coded(std::string_view& bytes, std::string& text) {
  if (bytes.empty()) return false;
  const auto shared = static_cast<std::uint8_t>(bytes.front());
  bytes.remove_prefix(1);
  const auto size = take_varint(bytes);
  if (shared > text.size() || size > bytes.size()) return false;
  text.resize(shared);
  text.append(bytes.substr(0, size));
  bytes.remove_prefix(size);
  return true;
}

}  // namespace

std::optional<Doc> Segment::find(const base::Uuid& wanted) const {
  const auto order = array<Doc>(Section::by_id);
  const auto at = std::ranges::lower_bound(order, wanted, {}, [this](Doc doc) { return id(doc); });
  if (at == order.end() || id(*at) != wanted) return std::nullopt;
  return *at;
}

base::Uuid Segment::id(Doc doc) const {
  return base::Uuid(load<std::array<std::uint8_t, 16>>(section(Section::ids).data() + std::size_t{doc} * 16));
}

// Words --------------------------------------------------------------------------------------

void Segment::each_word(std::string_view prefix,
                        const std::function<bool(std::string_view, TermId)>& visit) const {
  const auto blocks = array<std::uint32_t>(Section::word_blocks);
  const auto all = section(Section::words);
  const auto first = [&](std::uint32_t begin) {
    auto bytes = all.substr(begin);
    std::string text;
    take_front_coded(bytes, text);
    return text;
  };
  // The block before the first that begins after it.
  auto block =
      std::ranges::partition_point(blocks, [&](std::uint32_t begin) { return first(begin) < prefix; });
  if (block != blocks.begin()) --block;
  if (block == blocks.end()) return;
  auto bytes = all.substr(*block);
  std::string text;
  while (take_front_coded(bytes, text)) {
    const auto rank = take_varint(bytes);
    if (rank >= footer_.words) return;
    const bool begins_so = text.starts_with(prefix);
    if (!begins_so && text > prefix) return;
    if (begins_so && !visit(text, static_cast<TermId>(rank) + kFirstTerm)) return;
  }
}

std::optional<TermId> Segment::find(std::string_view word) const {
  const auto blocks = array<std::uint32_t>(Section::word_blocks);
  const auto all = section(Section::words);
  std::string text;
  const auto after = std::ranges::partition_point(blocks, [&](std::uint32_t begin) {
    auto bytes = all.substr(begin);
    text.clear();
    take_front_coded(bytes, text);
    return text <= word;
  });
  if (after == blocks.begin()) return std::nullopt;
  auto bytes = all.substr(*(after - 1));
  text.clear();
  for (std::size_t i = 0; i < kFrontCoded && take_front_coded(bytes, text); ++i) {
    const auto rank = take_varint(bytes);
    if (text == word && rank < footer_.words) return static_cast<TermId>(rank) + kFirstTerm;
  }
  return std::nullopt;
}

std::string_view Segment::entry(TermId id, ByTongue& spoken) const {
  auto bytes =
      padded(Section::postings).substr(array<std::uint64_t>(Section::posting_starts)[id - kFirstTerm]);
  const auto tongues = static_cast<std::uint8_t>(bytes.front());
  bytes.remove_prefix(1);
  for (std::size_t t = 0; t < kTongues; ++t)
    spoken[t] = (tongues >> t & 1) != 0 ? static_cast<std::uint32_t>(take_varint(bytes)) : 0;
  return bytes;
}

PostingList Segment::postings(TermId id) const {
  ByTongue spoken;
  return {entry(id, spoken), size()};
}

ByTongue Segment::spoken(TermId id) const {
  ByTongue spoken;
  entry(id, spoken);
  return spoken;
}

std::optional<std::pair<std::string, TermId>> Segment::word_at(std::uint64_t place) const {
  const auto blocks = array<std::uint32_t>(Section::word_blocks);
  if (place / kFrontCoded >= blocks.size()) return std::nullopt;
  auto bytes = section(Section::words).substr(blocks[place / kFrontCoded]);
  std::string text;
  std::uint64_t rank = 0;
  for (std::uint64_t i = 0; i <= place % kFrontCoded; ++i) {
    if (!take_front_coded(bytes, text)) return std::nullopt;
    rank = take_varint(bytes);
  }
  if (rank >= footer_.words) return std::nullopt;
  return std::pair(std::move(text), static_cast<TermId>(rank) + kFirstTerm);
}

void Segment::each_kin(std::string_view key,
                       const std::function<void(std::string_view, TermId)>& visit) const {
  const auto blocks = array<std::uint32_t>(Section::kin_blocks);
  const auto all = section(Section::kin);
  std::string text;
  const auto after = std::ranges::partition_point(blocks, [&](std::uint32_t begin) {
    auto bytes = all.substr(begin);
    text.clear();
    take_front_coded(bytes, text);
    return text <= key;
  });
  if (after == blocks.begin()) return;
  auto bytes = all.substr(*(after - 1));
  text.clear();
  for (std::size_t i = 0; i < kFrontCoded && take_front_coded(bytes, text); ++i)
    for (auto n = take_varint(bytes); n > 0 && !bytes.empty(); --n) {
      const auto place = take_varint(bytes);
      if (text != key) continue;
      if (const auto word = word_at(place)) visit(word->first, word->second);
    }
}

Segment::Text Segment::text(Doc doc) const {
  const auto starts = array<std::uint64_t>(Section::text_starts);
  auto bytes = section(Section::texts).substr(starts[doc], starts[doc + 1] - starts[doc]);
  const auto take = [&bytes] {
    const auto size = take_varint(bytes);
    const auto taken = bytes.substr(0, size);
    bytes.remove_prefix(taken.size());
    return taken;
  };
  const auto figures = take(), kept = take();
  return {figures, kept, bytes};
}

unsigned Segment::touch_texts(std::span<const Doc> docs) const {
  constexpr std::size_t kTouched = 384, kLine = 64;
  const auto starts = array<std::uint64_t>(Section::text_starts);
  const auto texts = section(Section::texts);
  unsigned sum = 0;
  for (const auto doc : docs)
    for (auto at = starts[doc], end = std::min(starts[doc + 1], at + kTouched); at < end; at += kLine)
      sum += static_cast<std::uint8_t>(texts[at]);
  return sum;
}

std::span<const TermId> Segment::sequence(Doc doc, std::vector<TermId>& buffer) const {
  const auto bytes = text(doc).words;
  buffer.resize(bytes.size());
  std::size_t n = 0;
  TermId id = 0;
  unsigned shift = 0;
  for (const char c : bytes) {
    id |= static_cast<TermId>(c & 0x7F) << shift;
    if ((c & 0x80) != 0) {
      shift = std::min(shift + 7, 28U);
      continue;
    }
    if (id >= terms()) damaged_base("a document has a word that is none");
    buffer[n++] = id;
    id = 0;
    shift = 0;
  }
  return std::span(buffer).first(n);
}

// Values of facets ---------------------------------------------------------------------------

std::pair<Code, Code> Segment::codes_of(Facet facet) const {
  const auto ranges = array<std::uint32_t>(Section::facets);
  const auto f = static_cast<std::size_t>(facet);
  return {ranges[2 * f], ranges[2 * f + 1]};
}

std::string_view Segment::value(Code code) const {
  const auto starts = array<std::uint32_t>(Section::value_starts);
  return section(Section::values).substr(starts[code], starts[code + 1] - starts[code]);
}

std::optional<Code> Segment::find(Facet facet, std::string_view wanted) const {
  auto [begin, end] = codes_of(facet);
  const auto last = end;
  while (begin < end) {
    const auto middle = begin + (end - begin) / 2;
    if (value(middle) < wanted)
      begin = middle + 1;
    else
      end = middle;
  }
  return begin < last && value(begin) == wanted ? std::optional(begin) : std::nullopt;
}

PostingList Segment::holders(Code code) const {
  return {padded(Section::holders).substr(array<std::uint64_t>(Section::holder_starts)[code]), size()};
}

std::span<const Code> Segment::values(Doc doc, std::vector<Code>& buffer) const {
  const auto few = narrow().of(doc);
  buffer.assign(few.begin(), few.end());
  for (const auto place : often().of(doc)) buffer.push_back(array<Code>(Section::counted_values)[place]);
  if (!has_wide()) return buffer;
  const auto many = wide().of(doc);
  buffer.insert(buffer.end(), many.begin(), many.end());
  return buffer;
}

// Cards --------------------------------------------------------------------------------------

std::string Segment::title(std::uint32_t rank) const {
  auto bytes =
      section(Section::titles).substr(array<std::uint64_t>(Section::title_blocks)[rank / kFrontCoded]);
  std::string text;
  for (std::size_t i = 0; i <= rank % kFrontCoded; ++i)
    if (!take_front_coded(bytes, text)) damaged_base("a title ends too early");
  return text;
}

Card Segment::card(Doc doc) const {
  auto card = untitled(doc);
  card.title = title(title_ranks()[doc]);
  return card;
}

Figures Segment::figures(Doc doc) const {
  auto figures = unpack_figures(text(doc).figures);
  figures.start = starts()[doc];
  const auto turns = turns_of(doc);
  for (std::size_t i = 0; i < turns.size(); i += 2)
    figures.lights.emplace_back(
        static_cast<std::int32_t>(std::int64_t{array<std::int32_t>(Section::light_days)[doc]} + turns[i]),
        static_cast<std::uint8_t>(turns[i + 1]));
  return figures;
}

std::string_view Segment::kept(Doc doc) const {
  return text(doc).kept;
}

}  // namespace entente::search
