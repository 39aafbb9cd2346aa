// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/pair_lists.hpp"

#include <algorithm>
#include <unordered_map>

#include "search/bits.hpp"

namespace entente::search {

void GapLists::add(std::uint32_t number, Doc doc) {
  auto& list = lists_[number];
  if (list.documents > 0 && list.next == doc + 1) return;
  put_varint(list.gaps, doc - list.next);
  list.next = doc + 1;
  ++list.documents;
}

std::vector<Posting> GapLists::of(std::uint32_t number) const {
  std::vector<Posting> list;
  list.reserve(lists_[number].documents);
  Doc doc = 0;
  for (std::string_view rest = lists_[number].gaps; !rest.empty(); ++doc) {
    doc += static_cast<Doc>(take_varint(rest));
    list.push_back(posting(doc, 0));
  }
  return list;
}

void PairLists::add(Doc doc, std::span<const TermId> sequence) {
  // What ends a text is below kFirstTerm, and so no rank.
  std::uint32_t first = words_;
  for (const auto id : sequence) {
    const auto second = id - kFirstTerm;
    if (first < words_ && second < words_) {
      auto& number = numbers_[std::size_t{first} * words_ + second];
      if (number == 0) number = lists_.add_list() + 1;
      lists_.add(number - 1, doc);
    }
    first = second;
  }
}

std::uint32_t PairLists::write(SectionWriter& out, const Thresholds& thresholds, KeptCounts& kept,
                               std::vector<std::uint32_t>& counted) {
  std::vector<std::uint32_t> keys;
  std::vector<std::uint64_t> starts;
  Buffered bytes(out, Section::pairs);
  for (std::size_t key = 0; key < numbers_.size(); ++key) {
    if (numbers_[key] == 0) continue;
    const auto list = lists_.of(numbers_[key] - 1);
    const auto place = static_cast<std::uint32_t>(keys.size());
    starts.push_back(bytes.at());
    write_postings(bytes.bytes(), list);
    keys.push_back(static_cast<std::uint32_t>(key));
    if (list.size() >= thresholds.words) {
      counted.push_back(place);
      kept.add(list);
    }
    numbers_[key] = list.size() >= thresholds.runs ? place + 1 : 0;
  }
  bytes.end();
  out.whole(Section::pair_keys, keys);
  out.whole(Section::pair_starts, starts);
  return static_cast<std::uint32_t>(keys.size());
}

void RunLists::Chains::add(Doc doc, const std::vector<std::uint32_t>& runs) {
  constexpr std::size_t kNumbers = 1U << 16;
  if (blocks_.empty() || blocks_.back().size() + 2 + runs.size() > blocks_.back().capacity())
    blocks_.emplace_back().reserve(std::max(kNumbers, 2 + runs.size()));
  auto& block = blocks_.back();
  block.push_back(doc);
  block.push_back(static_cast<std::uint32_t>(runs.size()));
  block.insert(block.end(), runs.begin(), runs.end());
}

void RunLists::add_chain(Chains& chains, Doc doc, std::vector<std::uint32_t>& runs) {
  if (runs.size() > 1) chains.add(doc, runs);
  runs.clear();
}

void RunLists::add(Doc doc, std::span<const TermId> sequence, const PairLists& pairs) {
  std::vector<std::uint32_t> runs;
  for (std::size_t i = 0; i + 1 < sequence.size(); ++i) {
    if (const auto place = pairs.place_of(sequence[i], sequence[i + 1]))
      runs.push_back(place);
    else
      add_chain(chains_, doc, runs);
  }
  add_chain(chains_, doc, runs);
}

void RunLists::write(SectionWriter& out, std::uint32_t pairs, const Thresholds& thresholds, KeptCounts& kept,
                     std::vector<std::uint32_t>& counted) {
  std::vector<std::uint64_t> keys, starts;
  Buffered bytes(out, Section::runs);
  for (std::size_t words = 3; words <= kLongestRun && !chains_.empty(); ++words) {
    GapLists lists;
    std::unordered_map<std::uint64_t, std::uint32_t> numbers;  // by key
    const auto key_of = [](std::uint32_t first, std::uint32_t second) {
      return std::uint64_t{first - 1} << 32 | (second - 1);
    };
    chains_.each([&](Doc doc, std::span<const std::uint32_t> runs) {
      for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
        const auto [at, is_new] = numbers.try_emplace(key_of(runs[i], runs[i + 1]), 0);
        if (is_new) at->second = lists.add_list();
        lists.add(at->second, doc);
      }
    });
    std::vector<std::pair<std::uint64_t, std::uint32_t>> ordered(numbers.begin(), numbers.end());
    std::ranges::sort(ordered);
    for (const auto& [key, number] : ordered) {
      const auto list = lists.of(number);
      const auto place = pairs + static_cast<std::uint32_t>(keys.size());
      starts.push_back(bytes.at());
      write_postings(bytes.bytes(), list);
      keys.push_back(key);
      if (list.size() >= thresholds.words) {
        counted.push_back(place);
        kept.add(list);
      }
      numbers[key] = list.size() >= thresholds.runs ? place + 1 : 0;
    }
    Chains longer;
    std::vector<std::uint32_t> joined;
    chains_.each([&](Doc doc, std::span<const std::uint32_t> runs) {
      for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
        if (const auto place = numbers.at(key_of(runs[i], runs[i + 1])))
          joined.push_back(place);
        else
          add_chain(longer, doc, joined);
      }
      add_chain(longer, doc, joined);
    });
    chains_ = std::move(longer);
  }
  bytes.end();
  out.whole(Section::run_keys, keys);
  out.whole(Section::run_starts, starts);
}

}  // namespace entente::search
