// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/words.hpp"

#include <algorithm>
#include <array>

#include "search/tokens.hpp"

namespace entente::search {
namespace {
/// By Zone.
constexpr std::array<std::uint32_t, 4> kWeights = {6, 3, 2, 1};

std::string kin_of(Tongue tongue, std::string_view word) {
  return static_cast<char>('0' + static_cast<int>(tongue)) + stem_of(tongue, word);
}
}  // namespace

void WordIndex::add(const std::vector<Passage>& folded) {
  const auto doc = static_cast<Doc>(alive_.size());
  std::uint32_t length = 0;
  scratch_.clear();
  for (const auto& passage : folded) {
    const auto weight = kWeights[static_cast<std::size_t>(passage.zone)];
    for (const auto& token : split(passage.text)) {
      const auto id = id_of(token.text);
      sequences_.push_back(id);
      scratch_.emplace_back(id, weight);
      length += weight;
    }
    const auto tongue = tongue_of(passage.language);
    sequences_.push_back(kFirstBreak +
                         static_cast<TermId>(tongue ? static_cast<std::size_t>(*tongue) : kTongues));
  }
  std::ranges::sort(scratch_);
  for (std::size_t i = 0; i < scratch_.size();) {
    const auto id = scratch_[i].first;
    std::uint32_t weight = 0;
    for (; i < scratch_.size() && scratch_[i].first == id; ++i) weight += scratch_[i].second;
    terms_[id].postings.push_back(posting(doc, weight));
    ++terms_[id].live;
  }
  starts_.push_back(sequences_.size());
  for (const auto& [id, tongue] : bent_words(sequence(doc))) {
    ++terms_[id].live_in[static_cast<std::size_t>(tongue)];
    add_to_kin(id, tongue);
  }
  lengths_.push_back(length);
  alive_.push_back(1);
  weight_ += length;
  ++live_;
}

void WordIndex::remove(Doc doc) {
  if (!alive(doc)) return;
  const auto words = sequence(doc);
  std::vector<TermId> distinct(words.begin(), words.end());
  std::ranges::sort(distinct);
  const auto again = std::ranges::unique(distinct);
  distinct.erase(again.begin(), again.end());
  for (const auto id : distinct)
    if (!is_break(id)) --terms_[id].live;
  for (const auto& [id, tongue] : bent_words(words)) --terms_[id].live_in[static_cast<std::size_t>(tongue)];
  alive_[doc] = 0;
  weight_ -= lengths_[doc];
  --live_;
}

TermId WordIndex::id_of(std::string_view word) {
  if (const auto at = ids_.find(word); at != ids_.end()) return at->second;
  const auto id = static_cast<TermId>(terms_.size());
  auto& term = terms_.emplace_back();
  term.text = word;
  ids_.emplace(term.text, id);
  sorted_.emplace(term.text, id);
  return id;
}

std::vector<TermId> WordIndex::find(std::string_view word) const {
  const auto at = ids_.find(word);
  if (at == ids_.end() || live(at->second) == 0) return {};
  return {at->second};
}

std::vector<TermId> WordIndex::begin_with(std::string_view prefix, std::size_t limit) const {
  std::vector<TermId> found;
  for (auto at = sorted_.lower_bound(prefix); at != sorted_.end() && at->first.starts_with(prefix); ++at)
    if (live(at->second) > 0) found.push_back(at->second);
  if (found.size() > limit) {
    // Equal counts in the order of the words, so that the choice does not depend on history.
    std::ranges::stable_sort(found, std::greater{}, [this](TermId id) { return live(id); });
    found.resize(limit);
  }
  std::ranges::sort(found);
  return found;
}

std::vector<std::pair<TermId, Tongue>> WordIndex::bent_words(std::span<const TermId> sequence) const {
  std::vector<std::pair<TermId, Tongue>> words;
  for (auto begin = sequence.begin(); begin != sequence.end();) {
    const auto end = std::find_if(begin, sequence.end(), is_break);
    const auto tongue = *end - kFirstBreak;
    if (tongue < kTongues)
      for (auto id = begin; id != end; ++id) words.emplace_back(*id, static_cast<Tongue>(tongue));
    begin = end + 1;
  }
  std::ranges::sort(words);
  const auto again = std::ranges::unique(words);
  words.erase(again.begin(), again.end());
  return words;
}

void WordIndex::add_to_kin(TermId id, Tongue tongue) {
  auto& term = terms_[id];
  const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(tongue));
  if ((term.kindred & bit) != 0) return;
  term.kindred |= bit;
  if (writes_so(tongue, term.text)) kin_[kin_of(tongue, term.text)].push_back(id);
}

std::vector<TermId> WordIndex::alike(std::string_view word) const {
  const auto self = ids_.find(word);
  const auto* known = self != ids_.end() && live(self->second) > 0 ? &terms_[self->second] : nullptr;
  std::vector<TermId> others;
  for (std::size_t t = 0; t < kTongues; ++t) {
    const auto tongue = static_cast<Tongue>(t);
    if (!writes_so(tongue, word) || (known != nullptr && known->live_in[t] == 0)) continue;
    const auto kin = kin_.find(kin_of(tongue, word));
    if (kin == kin_.end()) continue;
    for (const auto id : kin->second)
      if (terms_[id].live_in[t] > 0 && &terms_[id] != known) others.push_back(id);
  }
  std::ranges::sort(others);
  const auto again = std::ranges::unique(others);
  others.erase(again.begin(), again.end());
  return others;
}

void WordIndex::compact() {
  std::vector<Doc> renumbered(alive_.size());
  Doc next = 0;
  for (std::size_t doc = 0; doc < alive_.size(); ++doc) {
    renumbered[doc] = next;
    if (alive_[doc] != 0) ++next;
  }
  const auto new_ids = forget_dead_terms(renumbered);

  std::vector<TermId> sequences;
  std::vector<std::size_t> starts = {0};
  starts.reserve(live_ + 1);
  for (Doc doc = 0; doc < alive_.size(); ++doc) {
    if (!alive(doc)) continue;
    for (const auto id : sequence(doc)) sequences.push_back(is_break(id) ? id : new_ids[id]);
    starts.push_back(sequences.size());
    lengths_[renumbered[doc]] = lengths_[doc];
  }
  sequences_ = std::move(sequences);
  starts_ = std::move(starts);
  lengths_.resize(live_);
  alive_.assign(live_, 1);
}

/// Renumbers the postings, too. Returns the new id of each old one; that of a dead term says nothing.
std::vector<TermId> WordIndex::forget_dead_terms(const std::vector<Doc>& renumbered) {
  std::vector<TermId> new_ids(terms_.size());
  std::deque<Term> terms;
  ids_.clear();
  sorted_.clear();
  kin_.clear();
  for (std::size_t old = 0; old < terms_.size(); ++old) {
    auto& from = terms_[old];
    if (from.live == 0) continue;
    const auto id = static_cast<TermId>(terms.size());
    new_ids[old] = id;
    auto& to = terms.emplace_back();
    to.text = std::move(from.text);
    to.live = from.live;
    to.live_in = from.live_in;
    to.postings.reserve(from.live);
    for (const auto p : from.postings)
      if (alive(doc_of(p))) to.postings.push_back(posting(renumbered[doc_of(p)], weight_of(p)));
    from.postings = {};
    ids_.emplace(to.text, id);
    sorted_.emplace(to.text, id);
  }
  terms_ = std::move(terms);
  for (TermId id = 0; id < terms_.size(); ++id)
    for (std::size_t tongue = 0; tongue < kTongues; ++tongue)
      if (terms_[id].live_in[tongue] > 0) add_to_kin(id, static_cast<Tongue>(tongue));
  return new_ids;
}

}  // namespace entente::search
