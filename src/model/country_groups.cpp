// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/country_groups.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "embedded/data.hpp"

namespace entente::model {

std::string_view name_of(DayKnown known) {
  switch (known) {
    case DayKnown::stated:
      return {};
    case DayKnown::listed:
      return "listed";
    case DayKnown::follows:
      return "follows";
    case DayKnown::decided:
      return "decided";
  }
  return {};
}

const CountryTable& country_table() {
  static const auto table = [] {
    const std::string path = "data/country_groups.json";
    return read_country_table(embedded::data(path), path);
  }();
  return table;
}

const CountryGroup& country_group(std::string_view code) {
  const auto& groups = country_table().groups;
  const auto found = std::ranges::find(groups, code, &CountryGroup::code);
  if (found == groups.end())
    throw base::NotFound("group of countries '" + std::string(code) + "'", "does not exist");
  return *found;
}

const GroupSpan* CountryGroup::find(std::string_view country, std::int64_t day) const {
  for (const auto& span : std::ranges::equal_range(spans, country, {}, &GroupSpan::country))
    if (span.first <= day && day < span.end) return &span;
  return nullptr;
}

const GroupSpan* group_of(std::string_view country, std::string_view group, std::int64_t day) {
  return country_group(group).find(country, day);
}

std::vector<std::string> countries_in_group(std::string_view group, std::int64_t day) {
  std::vector<std::string> codes;
  for (const auto& span : country_group(group).spans)
    if (span.first <= day && day < span.end) codes.push_back(span.country);
  return codes;
}

std::string_view development_group(std::string_view country, std::int64_t day) {
  for (std::size_t group = kFirstDevelopmentGroup; group < kCountryGroups.size(); ++group)
    if (group_of(country, kCountryGroups[group], day) != nullptr) return kCountryGroups[group];
  return {};
}

MembersByGroup members_by_group(std::int64_t day) {
  MembersByGroup members;
  for (const auto& country : countries_in_group(kUnitedNations, day)) {
    const auto group = development_group(country, day);
    ++(group == "developed"    ? members.developed
       : group == "transition" ? members.transition
       : group == "developing" ? members.developing
                               : members.in_none);
  }
  return members;
}

}  // namespace entente::model
