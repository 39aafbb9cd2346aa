// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/memory_piece.hpp"

#include <algorithm>

#include "search/tokens.hpp"

namespace entente::search {

Doc MemoryPiece::add(Document document, const std::vector<Code>& values) {
  const auto doc = size();
  std::uint32_t length = 0;
  scratch_.clear();
  for (const auto& [zone, text, language] : document.texts) {
    const auto end = end_of(zone, tongue_of(language));
    const auto weight = weight_in(end);
    for (const auto& token : split(text)) {
      const auto id = id_of(token.text);
      sequences_.push_back(id);
      scratch_.emplace_back(id, weight);
      length += weight;
    }
    sequences_.push_back(end);
  }
  std::ranges::sort(scratch_);
  for (std::size_t i = 0; i < scratch_.size();) {
    const auto id = scratch_[i].first;
    std::uint32_t weight = 0;
    for (; i < scratch_.size() && scratch_[i].first == id; ++i) weight += scratch_[i].second;
    terms_[id - kFirstTerm].postings.push_back(posting(doc, weight));
  }
  starts_.push_back(sequences_.size());
  for (const auto& [id, tongue] : bent_words(sequence(doc))) {
    auto& term = terms_[id - kFirstTerm];
    if (term.spoken[static_cast<std::size_t>(tongue)]++ == 0 && writes_so(tongue, term.text))
      kin_[kin_key(tongue, stem_of(tongue, term.text))].push_back(id);
  }
  lengths_.push_back(length);
  attested_.push_back(document.attested);
  values_.insert(values_.end(), values.begin(), values.end());
  value_starts_.push_back(values_.size());
  numbers_.insert_or_assign(document.id, doc);
  cards_.push_back({document.id, document.start, document.updated, std::move(document.sort_title)});
  // Nearly always at the end.
  latest_last_.insert(
      std::ranges::upper_bound(latest_last_, doc, [&](Doc a, Doc b) { return later(cards_[b], cards_[a]); }),
      doc);
  figures_.push_back(
      {document.start, document.changed, std::move(document.amounts), std::move(document.lights)});
  kept_.push_back(std::move(document.kept));
  return doc;
}

void MemoryPiece::renumber(const std::vector<Code>& new_codes) {
  for (auto& code : values_) code = new_codes[code];
}

TermId MemoryPiece::id_of(std::string_view word) {
  if (const auto at = ids_.find(word); at != ids_.end()) return at->second;
  const auto id = terms();
  auto& term = terms_.emplace_back();
  term.text = word;
  ids_.emplace(term.text, id);
  sorted_.emplace(term.text, id);
  return id;
}

std::optional<Doc> MemoryPiece::find(const base::Uuid& id) const {
  const auto at = numbers_.find(id);
  return at == numbers_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<TermId> MemoryPiece::find(std::string_view word) const {
  const auto at = ids_.find(word);
  return at == ids_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<std::uint8_t> MemoryPiece::light(Doc doc, std::int64_t day) const {
  const auto& turns = figures_[doc].lights;
  const auto next = std::ranges::find_if(turns, [&](const auto& turn) { return turn.first > day; });
  return next == turns.begin() ? std::nullopt : std::optional(std::prev(next)->second);
}

void MemoryPiece::each_kin(std::string_view key,
                           const std::function<void(std::string_view, TermId)>& visit) const {
  const auto kin = kin_.find(std::string(key));
  if (kin == kin_.end()) return;
  for (const auto id : kin->second) visit(terms_[id - kFirstTerm].text, id);
}

void MemoryPiece::each_word(std::string_view prefix,
                            const std::function<bool(std::string_view, TermId)>& visit) const {
  for (auto at = sorted_.lower_bound(prefix); at != sorted_.end() && at->first.starts_with(prefix); ++at)
    if (!visit(at->first, at->second)) return;
}

}  // namespace entente::search
