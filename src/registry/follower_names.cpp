// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "registry/follower.hpp"
#include "search/known_names.hpp"
#include "search/names.hpp"

/// What the follower knows organisations by.
namespace entente::registry {

std::vector<std::string> Follower::parties_named(std::string_view name) const {
  auto words = search::plain_words(name);
  if (words.empty()) return {};
  // Scripts without spaces have no borders between words.
  if (!search::begins_with_word(words)) words = base::trimmed(words);
  std::vector<std::string> ids;
  const std::shared_lock lock(tables_);
  for (const auto& [id, known] : organisations_)
    if (!known.line.id.is_nil() && known.words.find(words) != std::string::npos) ids.push_back(id.str());
  return ids;
}

std::vector<std::string> Follower::parties_of_body(std::size_t body) const {
  std::vector<std::string> ids;
  const std::shared_lock lock(tables_);
  if (body < by_body_.size())
    for (const auto& id : by_body_[body]) ids.push_back(id.str());
  return ids;
}

void Follower::recognise(const base::Uuid& organisation, Known& known) {
  const auto& names = search::KnownNames::all();
  by_body_.resize(names.bodies());
  for (const auto body : known.bodies) by_body_[body].erase(organisation);
  known.bodies = names.bodies_in(known.words);
  for (const auto body : known.bodies) by_body_[body].insert(organisation);
}

}  // namespace entente::registry
