// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/kin_writer.hpp"

#include <algorithm>

#include "search/bits.hpp"

namespace entente::search {
namespace {

/// The sums of weights, by document, as a list; leaves nothing but 0 behind.
std::vector<Posting> taken_from(std::vector<std::uint8_t>& weights) {
  std::vector<Posting> list;
  for (Doc doc = 0; doc < weights.size(); ++doc) {
    if (weights[doc] == 0) continue;
    list.push_back(posting(doc, weights[doc]));
    weights[doc] = 0;
  }
  return list;
}

}  // namespace

KinWriter::KinWriter(const MergedWords& words) : words_(words) {
  std::uint32_t place = 0;
  words.each([&](std::string_view text, std::uint32_t rank) {
    for (std::size_t t = 0; t < kTongues; ++t) {
      const auto tongue = static_cast<Tongue>(t);
      if (words.spoken(rank)[t] > 0 && writes_so(tongue, text))
        kin_.push_back({kin_key(tongue, stem_of(tongue, text)), place, rank});
    }
    ++place;
  });
  std::ranges::sort(kin_, [](const Kin& a, const Kin& b) {
    const auto by_key = a.key.compare(b.key);
    return by_key != 0 ? by_key < 0 : a.place < b.place;
  });
}

void KinWriter::write_kin(SectionWriter& out) const {
  std::vector<std::uint32_t> blocks;
  Buffered bytes(out, Section::kin);
  std::string_view before;
  for (std::size_t i = 0, n = 0; i < kin_.size(); ++n) {
    auto end = i;
    while (end < kin_.size() && kin_[end].key == kin_[i].key) ++end;
    if (n % kFrontCoded == 0) {
      blocks.push_back(static_cast<std::uint32_t>(bytes.at()));
      before = {};
    }
    put_front_coded(bytes.bytes(), kin_[i].key, before);
    before = kin_[i].key;
    put_varint(bytes.bytes(), end - i);
    for (; i < end; ++i) put_varint(bytes.bytes(), kin_[i].place);
  }
  bytes.end();
  out.whole(Section::kin_blocks, blocks);
}

std::vector<std::vector<std::uint32_t>> KinWriter::groups(std::size_t least) const {
  struct Stem {
    std::size_t begin, end, documents;
  };
  std::vector<Stem> stems;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> stems_of;  // rank, place in stems
  for (std::size_t i = 0; i < kin_.size();) {
    Stem stem{i, i, 0};
    for (; stem.end < kin_.size() && kin_[stem.end].key == kin_[i].key; ++stem.end) {
      stem.documents += words_.documents(kin_[stem.end].rank);
      stems_of.emplace_back(kin_[stem.end].rank, static_cast<std::uint32_t>(stems.size()));
    }
    stems.push_back(stem);
    i = stem.end;
  }
  std::ranges::sort(stems_of);
  std::vector<std::vector<std::uint32_t>> groups;
  for (std::size_t i = 0; i < stems_of.size();) {
    const auto rank = stems_of[i].first;
    auto end = i;
    std::size_t documents = 0;
    for (; end < stems_of.size() && stems_of[end].first == rank; ++end)
      documents += stems[stems_of[end].second].documents;
    std::vector<std::uint32_t> group;
    for (; i < end; ++i) {
      const auto& stem = stems[stems_of[i].second];
      for (auto k = stem.begin; documents >= least && k < stem.end; ++k) group.push_back(kin_[k].rank);
    }
    std::ranges::sort(group);
    const auto again = std::ranges::unique(group);
    group.erase(again.begin(), again.end());
    if (group.size() > 1) groups.push_back(std::move(group));
  }
  std::ranges::sort(groups);
  const auto again = std::ranges::unique(groups);
  groups.erase(again.begin(), again.end());
  return groups;
}

void KinWriter::write_groups(SectionWriter& out, WordLists& lists, Doc documents, std::size_t least,
                             KeptCounts& kept) const {
  std::vector<std::uint64_t> starts;
  std::vector<std::uint8_t> weights(documents);
  Buffered bytes(out, Section::groups);
  for (const auto& group : groups(least)) {
    for (const auto rank : group)
      for (const auto p : lists.of(rank)) {
        auto& sum = weights[doc_of(p)];
        sum = static_cast<std::uint8_t>(std::min(255U, sum + weight_of(p)));
      }
    const auto list = taken_from(weights);
    if (list.size() < least) continue;
    starts.push_back(bytes.at());
    put_varint(bytes.bytes(), group.size());
    std::uint32_t before = 0;
    for (const auto rank : group) put_varint(bytes.bytes(), rank - std::exchange(before, rank));
    write_postings(bytes.bytes(), list);
    kept.add(list);
  }
  bytes.end();
  out.whole(Section::group_starts, starts);
}

}  // namespace entente::search
