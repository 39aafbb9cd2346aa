// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/role_words.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "model/vocabulary.hpp"
#include "registry/party_words.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kLongestPlaceName = 200;

/// On one line, and no longer than a letter needs.
std::string short_name(std::string_view name) {
  std::string text(base::clip_utf8(name, kLongestPlaceName));
  std::ranges::replace_if(
      text, [](unsigned char c) { return std::iscntrl(c) != 0; }, ' ');
  if (text.size() < name.size()) text += "…";
  return text;
}

std::string place_name(store::Reader& reader, const access::Grant& grant, std::string_view language) {
  if (const auto* country = model::find_country(grant.of)) return std::string(country->name.str(language));
  const auto id = base::Uuid::parse(grant.of);
  if (!id) return {};
  if (const auto found = standing_head(reader, *id, model::Organisation::kType))
    return short_name(held<model::Organisation>(*found).value.name.str(language));
  if (const auto found = standing_head(reader, *id, model::Partnership::kType))
    return short_name(held<model::Partnership>(*found).value.title.str(language));
  if (const auto part = standing_part(reader, *id))
    return place_name(reader, {access::Role::representative, part->value.organisation.str()}, language) +
           " · " + place_name(reader, {access::Role::invited_party, part->value.partnership.str()}, language);
  return {};
}

}  // namespace

std::string role_words(store::Reader& reader, const access::Grant& grant, const base::Messages& messages) {
  std::string key(access::name_of(grant.role));
  std::ranges::replace(key, ' ', '_');
  auto words = messages.get("role." + key);
  if (const auto name = place_name(reader, grant, messages.language()); !name.empty()) words += " · " + name;
  return words;
}

}  // namespace entente::registry
