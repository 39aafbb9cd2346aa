// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/groups.hpp"

#include <algorithm>
#include <set>

namespace entente::search {

Node with_groups_of(Node tree, std::int64_t day) {
  const auto each = [&](Nodes& parts) {
    for (auto& part : parts) part = with_groups_of(std::move(part), day);
  };
  if (auto* all = std::get_if<All>(&tree.is)) each(all->parts);
  if (auto* any = std::get_if<Any>(&tree.is)) each(any->parts);
  auto* values = std::get_if<Values>(&tree.is);
  if (values == nullptr || values->facet != Facet::group) return tree;
  std::set<std::string> codes;
  for (const auto group : kGroups)
    if (std::ranges::find(values->any, group) != values->any.end())
      for (auto& code : model::countries_in_group(group, day)) codes.insert(std::move(code));
  values->facet = Facet::country;
  values->any.assign(codes.begin(), codes.end());
  return tree;
}

}  // namespace entente::search
