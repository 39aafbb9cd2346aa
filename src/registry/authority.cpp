// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/authority.hpp"

#include <algorithm>

#include "model/identifier.hpp"

namespace entente::registry {

std::vector<std::string> keys_of_identifier(const model::Identifier& identifier) {
  const auto key = [&](std::string_view scheme) {
    return std::string(scheme) + "\t" + model::identifier_key(scheme, identifier.value);
  };
  if (identifier.scheme == model::kIatiOrganisation || identifier.scheme == model::kOrgId)
    return {key(model::kIatiOrganisation), key(model::kOrgId)};
  // "other" says nothing of whose identifier it is: two systems may use the same one.
  if (identifier.scheme == "other") return {};
  return {key(identifier.scheme)};
}

model::Organisation redefined(const model::Organisation& standing, const model::Organisation& last,
                              const model::Organisation& now) {
  auto result = now;
  for (const auto& n : standing.name.narratives)
    if (n.language != "und" && !now.name.has(n.language) && !last.name.has(n.language))
      result.name.add(n.language, n.value);
  if (now.type == "unknown" && standing.type != last.type) result.type = standing.type;
  if (now.country.empty() && standing.country != last.country) result.country = standing.country;
  if (now.website.empty() && standing.website != last.website) result.website = standing.website;
  const auto has = [](const auto& list, const auto& item) {
    return std::ranges::find(list, item) != list.end();
  };
  for (const auto& identifier : standing.identifiers)
    if (!has(now.identifiers, identifier) && !has(last.identifiers, identifier))
      result.identifiers.push_back(identifier);
  for (const auto& source : standing.sources)
    if (!has(now.sources, source) && !has(last.sources, source)) result.sources.push_back(source);
  return result;
}

}  // namespace entente::registry
