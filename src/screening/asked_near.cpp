// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/asked_near.hpp"

#include <algorithm>

namespace entente::screening {

AskedName asked_name(std::string_view text, Kind kind, const NameIndex* index) {
  AskedName out;
  for (auto& word : words_of(text, kind)) {
    out.weights.push_back(index ? index->weight_of(word) : word.weight);
    if (word.part != Part::legal_form) out.weight += out.weights.back();
    out.words.emplace_back(std::move(word));
  }
  return out;
}

AskedNear::AskedNear(const NameIndex& index, const AskedName& asked, bool by_index, Workspace& space)
    : index_(index), asked_(asked), space_(space) {
  ++space_.search;
  space_.cells.clear();
  for (const auto& word : asked_.words) {
    words_.push_back(&word.word());
    found_.push_back(by_index ? index_.vocabulary.near(word) : near_of_all(word));
  }
  for (std::size_t i = 0; i < found_.size(); ++i) {
    for (const auto& [id, near] : found_[i]) cell(id, i) = near;
  }
}

/// What the vocabulary's search has to come to, without it.
std::vector<Vocabulary::Found> AskedNear::near_of_all(const AskedWord& asked) const {
  std::vector<Vocabulary::Found> out;
  for (Vocabulary::Id id = 0; id < index_.vocabulary.size(); ++id) {
    const auto near = asked.near(index_.vocabulary.word(id));
    if (near.similarity > 0) out.push_back({id, near});
  }
  return out;
}

Near& AskedNear::cell(Vocabulary::Id id, std::size_t asked) {
  auto& row = space_.rows[id];
  if (row.search != space_.search) {
    row = {space_.search, static_cast<std::uint32_t>(space_.cells.size() / size())};
    space_.cells.resize(space_.cells.size() + size());
  }
  return space_.cells[row.row * size() + asked];
}

const Near* AskedNear::of(Vocabulary::Id id) {
  if (space_.rows[id].search != space_.search) {
    if (index_.briefs[id].part != Part::initial) return nullptr;
    for (std::size_t i = 0; i < size(); ++i) cell(id, i) = asked_.words[i].near(index_.vocabulary.word(id));
  }
  return &space_.cells[space_.rows[id].row * size()];
}

double AskedNear::lost_by(std::size_t asked, const Vocabulary::Found& found) const {
  const double both = weight(asked) + index_.briefs[found.id].weight;
  return std::min((1 - found.near.similarity) * both / 2, kMostLost * weight(asked));
}

double AskedNear::may_stand_for(std::size_t asked) const {
  if (word(asked).abbreviation) return static_cast<double>(kLongestRun);
  return word(asked).part == Part::initial ? 1 : 0;
}

bool AskedNear::stands_for_any(std::size_t asked, std::span<const Vocabulary::Id> name) const {
  const auto& one = word(asked);
  if (!one.abbreviation)
    return one.begins == 0 || one.token.equivalents != 0 || std::ranges::any_of(name, [&](auto id) {
             const auto begins = index_.briefs[id].begins;
             return begins == 0 || (begins & one.begins) != 0;
           });
  const auto first = [this](auto id) { return index_.briefs[id].first; };
  return !std::ranges::search(name, one.form(), {}, first).empty();
}

}  // namespace entente::screening
