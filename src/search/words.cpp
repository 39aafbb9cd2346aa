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
}  // namespace

void WordIndex::add(const std::vector<std::pair<Zone, std::string>>& folded) {
  const auto doc = static_cast<Doc>(alive_.size());
  std::uint32_t length = 0;
  scratch_.clear();
  for (const auto& [zone, text] : folded) {
    const auto weight = kWeights[static_cast<std::size_t>(zone)];
    for (const auto& token : split(text)) {
      const auto id = id_of(token.text);
      sequences_.push_back(id);
      scratch_.emplace_back(id, weight);
      length += weight;
    }
    sequences_.push_back(kBreak);
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
    if (id != kBreak) --terms_[id].live;
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
    for (const auto id : sequence(doc)) sequences.push_back(id == kBreak ? kBreak : new_ids[id]);
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
  for (std::size_t old = 0; old < terms_.size(); ++old) {
    auto& from = terms_[old];
    if (from.live == 0) continue;
    const auto id = static_cast<TermId>(terms.size());
    new_ids[old] = id;
    auto& to = terms.emplace_back();
    to.text = std::move(from.text);
    to.live = from.live;
    to.postings.reserve(from.live);
    for (const auto p : from.postings)
      if (alive(doc_of(p))) to.postings.push_back(posting(renumbered[doc_of(p)], weight_of(p)));
    from.postings = {};
    ids_.emplace(to.text, id);
    sorted_.emplace(to.text, id);
  }
  terms_ = std::move(terms);
  return new_ids;
}

}  // namespace entente::search
