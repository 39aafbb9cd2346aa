// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/groups.hpp"

#include <algorithm>
#include <set>

#include "base/date.hpp"
#include "model/vocabulary.hpp"

namespace entente::search {
namespace {

bool is_in(const model::Country& country, std::size_t group, std::int64_t day) {
  if (group == 1) return country.lldc;
  if (group == 2) return country.sids;
  const auto until = base::PartialDate::parse(country.ldc_until);
  return country.ldc && (!until || until->first_day() > day);
}

}  // namespace

std::vector<std::string> countries_in(std::size_t group, std::int64_t day) {
  std::vector<std::string> codes;
  for (const auto& country : model::countries())
    if (is_in(country, group, day)) codes.push_back(country.code);
  std::ranges::sort(codes);
  return codes;
}

Node with_groups_of(Node tree, std::int64_t day) {
  const auto each = [&](Nodes& parts) {
    for (auto& part : parts) part = with_groups_of(std::move(part), day);
  };
  if (auto* all = std::get_if<All>(&tree.is)) each(all->parts);
  if (auto* any = std::get_if<Any>(&tree.is)) each(any->parts);
  auto* values = std::get_if<Values>(&tree.is);
  if (values == nullptr || values->facet != Facet::group) return tree;
  std::set<std::string> codes;
  for (std::size_t group = 0; group < kGroups.size(); ++group)
    if (std::ranges::find(values->any, kGroups[group]) != values->any.end())
      for (auto& code : countries_in(group, day)) codes.insert(std::move(code));
  values->facet = Facet::country;
  values->any.assign(codes.begin(), codes.end());
  return tree;
}

}  // namespace entente::search
