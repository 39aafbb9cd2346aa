// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/funding.hpp"

#include <algorithm>
#include <optional>

#include "principles/shares.hpp"

namespace entente::principles {

Funding funding_of(const Facts& facts) {
  Funding funding;
  for (const auto& each : facts.parties) {
    if (each.funding)
      funding.said += *each.funding;
    else
      ++funding.silent;
  }
  funding.left = std::max(0.0, 1 - funding.said);
  return funding;
}

Measured concentration_of_funders(const Facts& facts, Explanation* explanation) {
  const auto funding = funding_of(facts);
  if (funding.is_none()) return Measured::not_applicable();
  Measured result{.asked = static_cast<double>(facts.parties.size())};
  result.known = result.asked - static_cast<double>(funding.silent);
  double squares = 0;
  for (const auto& each : facts.parties) squares += each.funding ? *each.funding * *each.funding : 0;
  const auto rest = funding.silent > 0 ? funding.left * funding.left : 0;
  result.value = clamped({squares, squares + rest}, 0, 1);
  if (explanation == nullptr) return result;

  explanation->why = {
      "why",
      {{"number", Number{result.value, 2}}, {"known", count(result.known)}, {"all", count(result.asked)}}};
  std::optional<std::size_t> largest;
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto& share = facts.parties[i].funding;
    if (!share) {
      explanation->would_change.push_back({"says", {{"party", Party{i}}}});
      continue;
    }
    explanation->rests_on.push_back({"funding", i});
    if (*share > 0 && (!largest || *share > *facts.parties[*largest].funding)) largest = i;
  }
  if (largest) explanation->would_change.push_back({"largest", {{"party", Party{*largest}}}});
  return result;
}

}  // namespace entente::principles
