// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/network/betweenness.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace entente::principles::network {

namespace {

constexpr double kDoubt = 0.05;  // that one of the estimates is farther off

/// Draws so many numbers below `all`, no two alike. std::uniform_int_distribution may draw otherwise in
/// another library, the engine may not.
std::vector<Node> drawn(std::size_t count, std::size_t all, std::uint64_t seed) {
  std::vector<Node> numbers(all);
  std::iota(numbers.begin(), numbers.end(), Node{0});
  if (count >= all) return numbers;
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; i < count; ++i) {
    const auto left = all - i;
    // What remains of a whole number of rounds is drawn again, so that each number is as likely.
    const auto too_far = random.max() - random.max() % left;
    auto pick = random();
    while (pick >= too_far) pick = random();
    std::swap(numbers[i], numbers[i + pick % left]);
  }
  numbers.resize(count);
  return numbers;
}

/// The shortest ways from one node, followed forth and back.
class Ways {
 public:
  explicit Ways(const Graph& graph)
      : graph_(graph), depth_(graph.size(), kFar), ways_(graph.size()), share_(graph.size()) {
    order_.reserve(graph.size());
  }

  void add_from(Node source, std::vector<double>& sums) {
    order_.assign(1, source);
    depth_[source] = 0;
    ways_[source] = 1;
    for (std::size_t next = 0; next < order_.size(); ++next) {
      const auto node = order_[next];
      for (const auto& each : graph_.of(node)) {
        if (depth_[each.node] == kFar) {
          depth_[each.node] = depth_[node] + 1;
          order_.push_back(each.node);
        }
        if (depth_[each.node] == depth_[node] + 1) ways_[each.node] += ways_[node];
      }
    }
    // The farthest first: what lies behind a node is shared out among those before it.
    for (auto at = order_.size(); at-- > 0;) {
      const auto node = order_[at];
      const auto part = (1 + share_[node]) / ways_[node];
      for (const auto& each : graph_.of(node))
        if (depth_[each.node] + 1 == depth_[node]) share_[each.node] += ways_[each.node] * part;
      if (node != source) sums[node] += share_[node];
    }
    for (const auto node : order_) {
      depth_[node] = kFar;
      ways_[node] = share_[node] = 0;
    }
  }

 private:
  static constexpr std::uint32_t kFar = 0xffff'fff0;
  const Graph& graph_;
  std::vector<std::uint32_t> depth_;
  std::vector<double> ways_, share_;
  std::vector<Node> order_;
};

}  // namespace

Betweenness betweenness(const Graph& graph, const Sampling& sampling) {
  const auto size = graph.size();
  Betweenness result{.of = std::vector<double>(size)};
  if (size < 3) return result;
  const auto sources = drawn(std::max<std::size_t>(1, sampling.most_sources), size, sampling.seed);
  result.sources = sources.size();
  Ways ways(graph);
  for (const auto source : sources) ways.add_from(source, result.of);

  // Each pair is met from either end.
  const auto nodes = static_cast<double>(size), drawn_nodes = static_cast<double>(sources.size());
  const auto scale = nodes / drawn_nodes / ((nodes - 1) * (nodes - 2));
  for (auto& each : result.of) each *= scale;
  if (sources.size() < size)
    result.within = nodes / (nodes - 1) * std::sqrt(std::log(2 * nodes / kDoubt) / (2 * drawn_nodes));
  return result;
}

}  // namespace entente::principles::network
