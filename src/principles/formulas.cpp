// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/formulas.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace entente::principles {

namespace {

double sum_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// How likely it is that the others fall short of `needed` by no more than one player's `part`. The player is
/// taken out of the sums of all, each end by itself: what is rare there is not lost in the rounding of the
/// middle.
double swings_of(std::span<const double> sums, int part, int needed) {
  const auto step = static_cast<std::size_t>(part), size = sums.size() - step;
  std::vector<double> others(size);
  const auto middle = size / 2;
  for (std::size_t at = 0; at < middle; ++at)
    others[at] = std::max(0.0, 2 * sums[at] - (at < step ? 0 : others[at - step]));
  for (auto at = size; at-- > middle;)
    others[at] = std::max(0.0, 2 * sums[at + step] - (at + step < size ? others[at + step] : 0));
  const auto end = std::min(size, static_cast<std::size_t>(needed));
  double swings = 0;
  for (auto at = static_cast<std::size_t>(std::max(0, needed - part)); at < end; ++at) swings += others[at];
  return swings;
}

}  // namespace

double concentration(std::span<const double> weights) {
  const auto sum = sum_of(weights);
  if (sum <= 0) return 0;
  double squares = 0;
  for (const auto each : weights) squares += (each / sum) * (each / sum);
  return squares;
}

double entropy(std::span<const double> weights) {
  const auto sum = sum_of(weights);
  if (sum <= 0) return 0;
  double bits = 0;
  for (const auto each : weights)
    if (each > 0) bits -= each / sum * std::log(each / sum);
  return bits;
}

double evenness(std::span<const double> weights, std::size_t groups) {
  if (sum_of(weights) <= 0) return 0;
  return groups < 2 ? 1 : entropy(weights) / std::log(static_cast<double>(groups));
}

double theil(std::span<const double> values) {
  const auto mean = values.empty() ? 0 : sum_of(values) / static_cast<double>(values.size());
  if (mean <= 0) return 0;
  double sum = 0;
  for (const auto each : values)
    if (each > 0) sum += each / mean * std::log(each / mean);
  return sum / static_cast<double>(values.size());
}

TheilParts theil_parts(const std::vector<std::vector<double>>& groups) {
  double all = 0, count = 0;
  for (const auto& group : groups) {
    all += sum_of(group);
    count += static_cast<double>(group.size());
  }
  TheilParts parts;
  if (all <= 0) return parts;
  for (const auto& group : groups) {
    const auto sum = sum_of(group);
    if (sum <= 0) continue;
    const auto share = sum / all;
    parts.within += share * theil(group);
    parts.between += share * std::log(share / (static_cast<double>(group.size()) / count));
  }
  return parts;
}

double gini(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const auto sum = sum_of(sorted);
  if (sum <= 0) return 0;
  const auto count = static_cast<double>(sorted.size());
  double ranked = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) ranked += static_cast<double>(i + 1) * sorted[i];
  return 2 * ranked / (count * sum) - (count + 1) / count;
}

double atkinson(std::span<const double> values, double aversion) {
  const auto count = static_cast<double>(values.size());
  const auto mean = values.empty() ? 0 : sum_of(values) / count;
  if (mean <= 0) return 0;
  double sum = 0;
  for (const auto each : values) sum += std::pow(each / mean, 1 - aversion);
  return 1 - std::pow(sum / count, 1 / (1 - aversion));
}

Interval wilson(double done, double all, double z) {
  if (all <= 0) return {0, 1};
  const auto share = done / all, z2 = z * z / all;
  const auto middle = share + z2 / 2;
  const auto half = z * std::sqrt(share * (1 - share) / all + z2 / (4 * all));
  return {done <= 0 ? 0 : std::max(0.0, (middle - half) / (1 + z2)),
          done >= all ? 1 : std::min(1.0, (middle + half) / (1 + z2))};
}

std::vector<double> banzhaf(std::span<const double> votes, double quota) {
  const auto all = sum_of(votes);
  if (all <= 0 || quota <= 0 || quota > all) return {};
  // Whole votes as they are; others in steps.
  bool whole = all <= kVoteSteps && quota == std::floor(quota);
  for (const auto each : votes) whole = whole && each == std::floor(each);
  const auto scale = whole ? 1 : kVoteSteps / all;
  std::vector<int> parts;
  for (const auto each : votes) parts.push_back(static_cast<int>(std::lround(each * scale)));
  const auto total = std::accumulate(parts.begin(), parts.end(), 0);
  const auto needed = static_cast<int>(std::ceil(quota / all * total - 1e-9));  // of what rounding left

  // How likely each sum of votes is, were each player in with a chance of one half.
  std::vector<double> sums(static_cast<std::size_t>(total) + 1);
  sums[0] = 1;
  for (const auto part : parts) {
    if (part == 0) continue;
    const auto step = static_cast<std::size_t>(part);
    for (auto at = sums.size(); at-- > 0;) sums[at] = (sums[at] + (at < step ? 0 : sums[at - step])) / 2;
  }
  // Players with the same votes have the same power.
  std::map<int, double> swing_of;
  std::vector<double> swings;
  for (const auto part : parts) {
    const auto [known, is_new] = swing_of.try_emplace(part, 0);
    if (is_new && part > 0) known->second = swings_of(sums, part, needed);
    swings.push_back(known->second);
  }
  const auto every = sum_of(swings);
  if (every <= 0) return {};
  for (auto& each : swings) each /= every;
  return swings;
}

double binomial_test(std::int64_t done, std::int64_t all, double p) {
  if (all <= 0) return 1;
  const auto log_chance = [&](std::int64_t k) {
    const auto n = static_cast<double>(all), x = static_cast<double>(k);
    if (p <= 0) return k == 0 ? 0.0 : -INFINITY;
    if (p >= 1) return k == all ? 0.0 : -INFINITY;
    return std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) + x * std::log(p) +
           (n - x) * std::log1p(-p);
  };
  constexpr double kAsUnlikely = 1e-7;  // two that are as likely are not told apart by rounding
  const auto seen = log_chance(done);
  double sum = 0;
  for (std::int64_t k = 0; k <= all; ++k)
    if (log_chance(k) <= seen + kAsUnlikely) sum += std::exp(log_chance(k));
  return std::min(1.0, sum);
}

double share_distance(std::span<const double> a, std::span<const double> b) {
  const auto all_a = sum_of(a), all_b = sum_of(b);
  if (all_a <= 0 || all_b <= 0) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(a[i] / all_a - b[i] / all_b);
  return sum / 2;
}

double discounted(double age, double half_life) {
  return age <= 0 ? 1 : std::exp2(-age / half_life);
}

}  // namespace entente::principles
