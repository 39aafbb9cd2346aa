// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/network/degrees.hpp"

#include "base/error.hpp"

namespace entente::principles::network {

std::optional<double> degree_assortativity(const Graph& graph) {
  // Over both directions of each edge, so that the two ends have one mean and one variance.
  double count = 0, sum = 0, squares = 0, products = 0;
  for (Node node = 0; node < graph.size(); ++node) {
    const auto own = static_cast<double>(graph.degree(node));
    count += own;
    sum += own * own;
    squares += own * own * own;
    for (const auto& each : graph.of(node)) products += own * static_cast<double>(graph.degree(each.node));
  }
  if (count <= 0) return std::nullopt;
  const auto mean = sum / count;
  const auto variance = squares / count - mean * mean;
  constexpr double kAlike = 1e-12;  // of the mean's square
  if (variance <= kAlike * mean * mean) return std::nullopt;
  return (products / count - mean * mean) / variance;
}

std::vector<std::optional<Reliance>> reliance_on(const Graph& graph, const std::vector<bool>& marked) {
  if (marked.size() != graph.size())
    throw base::BadInput("marks of nodes", "are not as many as nodes", "Give each node one.");
  std::vector<std::optional<Reliance>> result(graph.size());
  for (Node node = 0; node < graph.size(); ++node) {
    double all = 0, most = 0;
    Node on = 0;
    for (const auto& each : graph.of(node)) {
      all += each.weight;
      if (!marked[each.node] || each.weight <= most) continue;
      most = each.weight;
      on = each.node;
    }
    if (most > 0) result[node] = Reliance{.share = most / all, .on = on};
  }
  return result;
}

}  // namespace entente::principles::network
