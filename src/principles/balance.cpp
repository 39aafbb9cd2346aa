// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Sectoral and geographic balance (62/211, ¶5, ¶8). It is asked of what works in several fields or regions:
// of a portfolio first of all, whose weights are those of all its partnerships, fields and regions without
// any among them.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "principles/formulas.hpp"
#include "principles/principles.hpp"
#include "principles/shares.hpp"

namespace entente::principles {

namespace {

/// The continents of the UN's M49, in the order of the parameters of `need`.
constexpr std::array<std::uint16_t, 5> kContinents{2, 19, 142, 150, 9};
/// Its sub-regions and intermediate regions, and the continent of each.
constexpr std::pair<std::uint16_t, std::uint16_t> kSubregions[] = {
    {5, 19},  {11, 2},    {13, 19},   {14, 2},    {15, 2},    {17, 2},    {18, 2},  {21, 19},
    {29, 19}, {30, 142},  {34, 142},  {35, 142},  {39, 150},  {53, 9},    {54, 9},  {57, 9},
    {61, 9},  {143, 142}, {145, 142}, {151, 150}, {154, 150}, {155, 150}, {202, 2}, {419, 19}};
/// What Theil's index comes to at most: all in one of so many.
const double kMostTheil = std::log(static_cast<double>(std::size(kSubregions)));

std::uint16_t continent_of(std::uint16_t code) {
  for (const auto& [part, continent] : kSubregions)
    if (part == code) return continent;
  return code;
}

double weight_of(const std::vector<Weighted>& parts) {
  double sum = 0;
  for (const auto& each : parts) sum += each.weight;
  return sum;
}

/// The weights of the sub-regions, by continent.
std::map<std::uint16_t, std::vector<double>> by_continent(const std::vector<Weighted>& regions) {
  std::map<std::uint16_t, std::vector<double>> found;
  for (const auto& each : regions) found[continent_of(each.code)].push_back(each.weight);
  return found;
}

/// Says "why" with the value, and "least" of what has the least weight.
Measured known_balance(double value, Explanation* explanation, std::string_view fact, std::size_t parts,
                       bool is_balanced) {
  if (explanation != nullptr) {
    explanation->why = {
        "why", {{"number", Number{Interval::at(value), 2}}, {"all", static_cast<std::int64_t>(parts)}}};
    explanation->rests_on.push_back({fact, {}});
    if (!is_balanced) explanation->would_change.push_back({"more", {}});
  }
  return {.value = Interval::at(value), .known = 1, .asked = 1};
}

Measured balance_of_fields(const Facts& facts, Parameters, Explanation* explanation) {
  const auto& fields = facts.fields_of_work;
  if (weight_of(fields) <= 0) return not_known({0, 1}, explanation);
  if (fields.size() < 2) return Measured::not_applicable();
  std::vector<double> weights;
  for (const auto& each : fields) weights.push_back(each.weight);
  const auto value = std::min(1.0, evenness(weights, weights.size()));
  auto result = known_balance(value, explanation, "fields", weights.size(), true);
  if (explanation == nullptr) return result;
  const auto least = std::ranges::min_element(fields, {}, &Weighted::weight);
  if (least->weight < std::ranges::max_element(fields, {}, &Weighted::weight)->weight)
    explanation->would_change.push_back({"least", {{"field", TermAt{"field", least->code}}}});
  return result;
}

Measured balance_of_regions(const Facts& facts, Parameters, Explanation* explanation) {
  if (weight_of(facts.regions) <= 0) return not_known({0, 1}, explanation);
  std::vector<double> weights;
  for (const auto& [continent, parts] : by_continent(facts.regions)) {
    weights.push_back(0);
    for (const auto each : parts) weights.back() += each;
  }
  if (weights.size() < 2) return Measured::not_applicable();
  const auto value = std::min(1.0, evenness(weights, weights.size()));
  const auto [least, most] = std::ranges::minmax(weights);
  return known_balance(value, explanation, "regions", weights.size(), least == most);
}

/// Theil's T of the weights of sub-regions, parted by continents.
Measured theil_of_regions(const Facts& facts, Explanation* explanation, bool between) {
  if (weight_of(facts.regions) <= 0) return not_known({0, kMostTheil}, explanation);
  std::vector<std::vector<double>> groups;
  auto has_parts = false;
  for (auto& [continent, parts] : by_continent(facts.regions)) {
    has_parts = has_parts || parts.size() > 1;
    groups.push_back(std::move(parts));
  }
  if (between ? groups.size() < 2 : !has_parts) return Measured::not_applicable();
  const auto theil = theil_parts(groups);
  // Rounding leaves a trace of either sign where all are alike.
  const auto value = std::max(0.0, between ? theil.between : theil.within);
  constexpr double kRounding = 1e-9;
  return known_balance(value, explanation, "regions", facts.regions.size(), value < kRounding);
}

Measured theil_between(const Facts& facts, Parameters, Explanation* explanation) {
  return theil_of_regions(facts, explanation, true);
}
Measured theil_within(const Facts& facts, Parameters, Explanation* explanation) {
  return theil_of_regions(facts, explanation, false);
}

/// Half of the summed differences between the shares of the continents here and their shares of the need.
Measured share_of_need(const Facts& facts, Parameters need, Explanation* explanation) {
  if (weight_of(facts.regions) <= 0) return not_known({0, 1}, explanation);
  std::array<double, kContinents.size() + 1> here{}, needed{};  // the last: none of the five
  std::ranges::copy(need, needed.begin());
  for (const auto& each : facts.regions) {
    const auto place = std::ranges::find(kContinents, continent_of(each.code)) - kContinents.begin();
    here[static_cast<std::size_t>(place)] += each.weight;
  }
  if (std::ranges::count_if(here, [](double each) { return each > 0; }) < 2)
    return Measured::not_applicable();
  const auto distance = share_distance(here, needed);
  if (explanation != nullptr) {
    explanation->why = {"why", {{"share", Share{Interval::at(distance)}}}};
    explanation->rests_on.push_back({"regions", {}});
    if (distance > 0) explanation->would_change.push_back({"more", {}});
  }
  return {.value = Interval::at(distance), .known = 1, .asked = 1};
}

constexpr double kMostNeed = 1e10;  // in any unit: people, countries, money

constexpr Parameter kNeedParameters[] = {{"africa", 0, kMostNeed},
                                         {"americas", 0, kMostNeed},
                                         {"asia", 0, kMostNeed},
                                         {"europe", 0, kMostNeed},
                                         {"oceania", 0, kMostNeed}};

constexpr Measure kBalanceMeasures[] = {
    {"fields", Unit::index, true, {}, balance_of_fields},
    {"regions", Unit::index, true, {}, balance_of_regions},
    {"theil_between", Unit::index, false, {}, theil_between},
    {"theil_within", Unit::index, false, {}, theil_within},
    {"need", Unit::share, false, kNeedParameters, share_of_need},
};

}  // namespace

extern const Principle kBalance{"balance", "5, 8", kBalanceMeasures};

}  // namespace entente::principles
