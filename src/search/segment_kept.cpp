// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "search/bits.hpp"
#include "search/segment.hpp"

namespace entente::search {

// Counts -------------------------------------------------------------------------------------

Segment::Kept Segment::counts_at(std::size_t place) const {
  const auto starts = array<std::uint64_t>(Section::count_starts);
  auto bytes = section(Section::counts).substr(starts[place], starts[place + 1] - starts[place]);
  Kept kept;
  kept.reserve(bytes.size() / 2);
  std::uint64_t code = 0;
  while (!bytes.empty()) {
    code += take_varint(bytes);
    const auto count = take_varint(bytes);
    if (code >= codes()) damaged_base("it counts a value that is none");
    kept.emplace_back(static_cast<Code>(code), static_cast<std::uint32_t>(count));
  }
  return kept;
}

std::optional<Segment::Kept> Segment::counts(TermId id) const {
  const auto rank = id - kFirstTerm;
  return rank < footer_.counted_words ? std::optional(counts_at(rank)) : std::nullopt;
}

Segment::Kept Segment::counts_of_group(std::size_t group) const {
  return counts_at(footer_.counted_words + group);
}

std::optional<Segment::Kept> Segment::counts_of_run(std::size_t place) const {
  const auto counted = array<std::uint32_t>(Section::counted_runs);
  const auto at = std::ranges::lower_bound(counted, place);
  if (at == counted.end() || *at != place) return std::nullopt;
  return counts_at(footer_.counted_words + groups() + static_cast<std::size_t>(at - counted.begin()));
}

std::optional<Segment::Kept> Segment::counts_of_value(Code code) const {
  const auto counted = array<Code>(Section::counted_values);
  const auto at = std::ranges::lower_bound(counted, code);
  if (at == counted.end() || *at != code) return std::nullopt;
  return counts_at(footer_.counted_words + groups() + array<std::uint32_t>(Section::counted_runs).size() +
                   static_cast<std::size_t>(at - counted.begin()));
}

std::optional<Segment::Kept> Segment::counts_of_values(Code a, Code b) const {
  const auto pairs = array<std::uint64_t>(Section::value_pairs);
  const auto wanted = std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
  const auto at = std::ranges::lower_bound(pairs, wanted);
  if (at == pairs.end() || *at != wanted) return std::nullopt;
  return counts_at(footer_.counted_words + groups() + array<std::uint32_t>(Section::counted_runs).size() +
                   array<Code>(Section::counted_values).size() +
                   static_cast<std::size_t>(at - pairs.begin()));
}

// Words that are asked for together ----------------------------------------------------------

Segment::Group Segment::group(std::size_t number) const {
  auto bytes = padded(Section::groups).substr(array<std::uint64_t>(Section::group_starts)[number]);
  Group group;
  std::uint64_t rank = 0;
  for (auto n = take_varint(bytes); n > 0; --n) {
    rank += take_varint(bytes);
    if (bytes.size() < kBitPadding || rank >= footer_.words) damaged_base("a group has a word that is none");
    group.words.push_back(static_cast<TermId>(rank) + kFirstTerm);
  }
  group.list = PostingList(bytes, size());
  return group;
}

TermId Segment::lead_of(std::size_t number) const {
  auto bytes = padded(Section::groups).substr(array<std::uint64_t>(Section::group_starts)[number]);
  take_varint(bytes);
  return static_cast<TermId>(take_varint(bytes)) + kFirstTerm;
}

std::pair<std::size_t, std::size_t> Segment::groups_led_by(TermId word) const {
  std::size_t begin = 0, end = groups();
  while (begin < end) {
    const auto middle = begin + (end - begin) / 2;
    if (lead_of(middle) < word)
      begin = middle + 1;
    else
      end = middle;
  }
  while (end < groups() && lead_of(end) == word) ++end;
  return {begin, end};
}

// Words that follow one another --------------------------------------------------------------

namespace {
/// Of what never occurs.
constexpr std::size_t kNowhere = SIZE_MAX;
}  // namespace

std::optional<Segment::Run> Segment::pair(TermId first, TermId second) const {
  const auto a = first - kFirstTerm, b = second - kFirstTerm;
  if (a >= footer_.paired_words || b >= footer_.paired_words) return std::nullopt;
  const auto keys = array<std::uint32_t>(Section::pair_keys);
  const auto at = std::ranges::lower_bound(keys, a * footer_.paired_words + b);
  if (at == keys.end() || *at != a * footer_.paired_words + b) return Run{.list = {}, .place = kNowhere};
  const auto place = static_cast<std::size_t>(at - keys.begin());
  return Run{
      .list = {padded(Section::pairs).substr(array<std::uint64_t>(Section::pair_starts)[place]), size()},
      .place = place};
}

std::optional<Segment::Run> Segment::run(const Run& first, const Run& second) const {
  const auto words = first.words + 1;
  if (first.list.size() == 0 || second.list.size() == 0)
    return Run{.list = {}, .place = kNowhere, .words = words};
  if (words > kLongestRun) return std::nullopt;
  if (first.list.size() < footer_.long_run || second.list.size() < footer_.long_run) return std::nullopt;
  const auto keys = array<std::uint64_t>(Section::run_keys);
  const auto at = std::ranges::lower_bound(keys, std::uint64_t{first.place} << 32 | second.place);
  if (at == keys.end() || *at != (std::uint64_t{first.place} << 32 | second.place))
    return Run{.list = {}, .place = kNowhere, .words = words};
  const auto number = static_cast<std::size_t>(at - keys.begin());
  return Run{
      .list = {padded(Section::runs).substr(array<std::uint64_t>(Section::run_starts)[number]), size()},
      .place = array<std::uint32_t>(Section::pair_keys).size() + number,
      .words = words};
}

// Values -------------------------------------------------------------------------------------

std::span<const Code> Segment::frequent() const {
  const auto counted = array<Code>(Section::counted_values);
  const auto narrow = std::ranges::lower_bound(counted, footer_.narrow_codes) - counted.begin();
  return counted.first(std::min(static_cast<std::size_t>(narrow), kMostFrequent));
}

std::span<const std::uint64_t> Segment::bits(Code code) const {
  const auto counted = array<Code>(Section::counted_values);
  const auto at = std::ranges::lower_bound(counted, code);
  if (at == counted.end() || *at != code) return {};
  return array<std::uint64_t>(Section::value_bits)
      .subspan(static_cast<std::size_t>(at - counted.begin()) * words_of_bits(), words_of_bits());
}

}  // namespace entente::search
