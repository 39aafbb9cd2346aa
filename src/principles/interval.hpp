// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

namespace entente::principles {

/// What a value is at least and at most, where some of what it follows from is not known: all of that is set
/// to what makes it least, and to what makes it most.
struct Interval {
  double low = 0, high = 0;

  static constexpr Interval at(double value) { return {value, value}; }
  bool is_point() const { return low == high; }
  double width() const { return high - low; }
  bool operator==(const Interval&) const = default;
};

inline Interval operator+(Interval a, Interval b) {
  return {a.low + b.low, a.high + b.high};
}
inline Interval operator-(Interval a, Interval b) {
  return {a.low - b.high, a.high - b.low};
}
/// By a factor that is not negative.
inline Interval operator*(Interval a, double by) {
  return {a.low * by, a.high * by};
}
inline Interval clamped(Interval a, double least, double most) {
  return {std::clamp(a.low, least, most), std::clamp(a.high, least, most)};
}

}  // namespace entente::principles
