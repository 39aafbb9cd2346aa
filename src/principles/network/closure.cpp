// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/network/closure.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace entente::principles::network {

namespace {

constexpr auto kNowhere = static_cast<std::size_t>(-1);

/// The place of the tie from one node to another, among all ties.
std::size_t place_of(const Graph& graph, Node from, Node to) {
  const auto ties = graph.of(from);
  const auto found = std::ranges::lower_bound(ties, to, {}, &Neighbour::node);
  return graph.first(from) + static_cast<std::size_t>(found - ties.begin());
}

/// A tie to a node of a higher degree, with its place among all ties.
struct Upward {
  Node node = 0;
  std::size_t place = 0;
};

/// Calls with each triangle and the places of its ties: ab, ac, bc, in the order of degrees. No node has more
/// ties upward than the square root of all ties, which is what bounds the time.
template <class Each>
void for_each_triangle(const Graph& graph, Each each) {
  const auto before = [&](Node a, Node b) {
    return std::pair(graph.degree(a), a) < std::pair(graph.degree(b), b);
  };
  std::vector<std::size_t> first{0};
  std::vector<Upward> upward;
  for (Node a = 0; a < graph.size(); ++a) {
    const auto ties = graph.of(a);
    for (std::size_t i = 0; i < ties.size(); ++i)
      if (before(a, ties[i].node)) upward.push_back({ties[i].node, graph.first(a) + i});
    first.push_back(upward.size());
  }
  const auto from = [&](Node node) {
    return std::span(upward).subspan(first[node], first[node + 1] - first[node]);
  };
  std::vector<std::size_t> mark(graph.size(), kNowhere);  // of the upward ties of one node: their places
  for (Node a = 0; a < graph.size(); ++a) {
    for (const auto& tie : from(a)) mark[tie.node] = tie.place;
    for (const auto& ab : from(a))
      for (const auto& bc : from(ab.node))
        if (mark[bc.node] != kNowhere) each(a, ab.node, bc.node, ab.place, mark[bc.node], bc.place);
    for (const auto& tie : from(a)) mark[tie.node] = kNowhere;
  }
}

/// What a node's ties are worth to it: all of them, and the strongest.
struct Strength {
  double all = 0, most = 0;
};

}  // namespace

Closure closure_of(const Graph& graph) {
  const auto size = graph.size();
  Closure result{.of = std::vector<Ties>(size)};
  std::vector<Strength> strength(size);
  for (Node node = 0; node < size; ++node)
    for (const auto& each : graph.of(node)) {
      strength[node].all += each.weight;
      strength[node].most = std::max(strength[node].most, each.weight);
    }

  std::vector<double> indirect(2 * graph.edges());  // of each tie: how much leads there through others
  std::vector<double> redundant(size), closed(size);
  // A node at one corner reaches the one at another through the third, and the other way round.
  const auto corner = [&](Node node, std::size_t to_one, std::size_t to_other, Node one, Node other,
                          double weight_one, double weight_other, double across) {
    indirect[to_one] += weight_other / strength[node].all * across / strength[other].all;
    indirect[to_other] += weight_one / strength[node].all * across / strength[one].all;
    redundant[node] += weight_other / strength[node].all * across / strength[one].most +
                       weight_one / strength[node].all * across / strength[other].most;
    ++closed[node];
  };
  for_each_triangle(graph, [&](Node a, Node b, Node c, std::size_t ab, std::size_t ac, std::size_t bc) {
    const auto weight_ab = graph.of(a)[ab - graph.first(a)].weight,
               weight_ac = graph.of(a)[ac - graph.first(a)].weight,
               weight_bc = graph.of(b)[bc - graph.first(b)].weight;
    corner(a, ab, ac, b, c, weight_ab, weight_ac, weight_bc);
    corner(b, place_of(graph, b, a), bc, a, c, weight_ab, weight_bc, weight_ac);
    corner(c, place_of(graph, c, a), place_of(graph, c, b), a, b, weight_ac, weight_bc, weight_ab);
    ++result.triangles;
  });

  double paths = 0;
  for (Node node = 0; node < size; ++node) {
    const auto ties = graph.of(node);
    if (ties.empty()) continue;
    double constraint = 0;
    for (std::size_t i = 0; i < ties.size(); ++i) {
      const auto invested = ties[i].weight / strength[node].all + indirect[graph.first(node) + i];
      constraint += invested * invested;
    }
    const auto degree = static_cast<double>(ties.size()), pairs = degree * (degree - 1) / 2;
    auto& of = result.of[node];
    of.constraint = constraint;
    of.effective_size = degree - redundant[node];
    if (pairs > 0) of.clustering = closed[node] / pairs;
    result.mean_clustering += of.clustering / static_cast<double>(size);
    paths += pairs;
  }
  if (paths > 0) result.transitivity = 3 * static_cast<double>(result.triangles) / paths;
  return result;
}

}  // namespace entente::principles::network
