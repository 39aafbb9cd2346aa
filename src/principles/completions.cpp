// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/completions.hpp"

#include <algorithm>
#include <cmath>

#include "principles/formulas.hpp"

namespace entente::principles {

Interval apart(Interval a, Interval b) {
  return {std::max({0.0, a.low - b.high, b.low - a.high}), std::max(a.high - b.low, b.high - a.low)};
}

Interval concentration_within(std::span<const double> weights, std::size_t open, double most) {
  if (open == 0) return Interval::at(concentration(weights));
  double sum = 0, squares = 0;
  for (const auto each : weights) {
    sum += each;
    squares += each * each;
  }
  // The root of it is a norm over a sum, and so quasi-convex: greatest in a corner, where one of the open has
  // `most` or none has any, and least with all of them alike. It falls until each has squares / sum.
  const auto count = static_cast<double>(open);
  const auto each = sum > 0 ? std::min(squares / sum, most / count) : most / count;
  const auto least = sum + count * each;
  const auto none = sum > 0 ? squares / (sum * sum) : 1;
  const auto one = (squares + most * most) / ((sum + most) * (sum + most));
  return {(squares + count * each * each) / (least * least), std::max(none, one)};
}

Interval chance_within(std::int64_t done, std::int64_t others, std::int64_t open, double p) {
  constexpr double kAsUnlikely = 1 + 1e-7;  // two that are as likely are not told apart by rounding
  const auto known = done + others;
  if (open == 0) return Interval::at(binomial_test(done, known, p));
  if (open > kMostOpen || known + open > kMostTested) return {0, 1};
  Interval found{1, 0};
  std::array<double, kMostTested + 1> chances{};
  for (auto all = std::max<std::int64_t>(2, known); all <= known + open; ++all) {
    const auto of = std::span(chances).first(static_cast<std::size_t>(all) + 1);
    of[0] = std::pow(1 - p, static_cast<double>(all));
    for (std::size_t k = 1; k < of.size(); ++k)
      of[k] = of[k - 1] * (static_cast<double>(of.size() - k) / static_cast<double>(k)) * (p / (1 - p));
    for (auto seen = done; seen <= done + all - known; ++seen) {
      double sum = 0;
      for (const auto each : of)
        if (each <= of[static_cast<std::size_t>(seen)] * kAsUnlikely) sum += each;
      found = {std::min(found.low, sum), std::max(found.high, std::min(1.0, sum))};
    }
  }
  return found;
}

Interval evenness_within(std::array<double, 3> sizes, std::size_t open) {
  // Of all ways to add so many, entropy is least with all of them in the largest group, and greatest with
  // each in the smallest as they come: it is Schur-concave.
  auto lopsided = sizes, level = sizes;
  double all = sizes[0] + sizes[1] + sizes[2];
  Interval found{1, 0};
  for (std::size_t added = 0; added <= open; ++added, ++all) {
    if (all >= 2) {
      found.low = std::min(found.low, evenness(lopsided, lopsided.size()));
      found.high = std::max(found.high, evenness(level, level.size()));
    }
    ++*std::ranges::max_element(lopsided);
    ++*std::ranges::min_element(level);
  }
  return found;
}

Interval share_within(const Holdings& held) {
  const auto most_rest =
      held.rest + held.either + std::min(held.most_open, held.open_rest + held.open_either);
  const auto most_part =
      held.part + held.either + std::min(held.most_open, held.open_part + held.open_either);
  // Where nobody else can hold anything, whatever the part holds is the whole.
  return {most_rest <= 0 ? 1 : held.part / (held.part + most_rest),
          most_part <= 0 ? 0 : most_part / (most_part + held.rest)};
}

}  // namespace entente::principles
