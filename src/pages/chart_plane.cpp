// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/chart_plane.hpp"

#include <fmt/format.h>

#include <cmath>

namespace entente::pages {

namespace {

/// A step of 1, 2 or 5 times a power of ten that leaves two to four parts.
double nice_step(double span) {
  const double power = std::pow(10.0, std::floor(std::log10(span / 2)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (span / (power * factor) <= 4) return power * factor;
  return power * 10;
}

}  // namespace

ChartPlane ChartPlane::around(double low, double high, std::int64_t first, std::int64_t last,
                              bool right_to_left) {
  ChartPlane plane;
  plane.right_to_left = right_to_left;
  plane.first = first;
  plane.last = last;
  if (low >= 0 && low < high / 2) low = 0;
  if (high <= low) high = low + 1;
  plane.step = nice_step(high - low);
  plane.low = std::floor(low / plane.step) * plane.step;
  plane.high = std::ceil(high / plane.step) * plane.step;
  return plane;
}

bool ChartPlane::fits() const {
  constexpr double kLargest = 9e13;
  return high <= kLargest && low >= -kLargest;
}

double ChartPlane::x(std::int64_t day) const {
  const double share = static_cast<double>(day - first) / static_cast<double>(last - first);
  const double from_start = kEdge + share * (kWidth - 2 * kEdge);
  return right_to_left ? kWidth - from_start : from_start;
}

std::string ChartPlane::coordinate(double value) {
  return fmt::format("{:.1f}", value);
}

std::string ChartPlane::point(std::int64_t day, double value) const {
  return coordinate(x(day)) + ' ' + coordinate(y(value));
}

}  // namespace entente::pages
