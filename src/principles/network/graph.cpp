// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/network/graph.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/error.hpp"

namespace entente::principles::network {

Graph::Graph(std::size_t nodes, std::span<const Edge> edges) : first_(nodes + 1) {
  struct Directed {
    Node from = 0;
    Neighbour to;
  };
  std::vector<Directed> all;
  all.reserve(2 * edges.size());
  for (const auto& edge : edges) {
    if (edge.a >= nodes || edge.b >= nodes)
      throw base::BadInput("an edge from " + std::to_string(edge.a) + " to " + std::to_string(edge.b),
                           "is of a node that there is not", "Number the nodes from 0.");
    if (!(edge.weight > 0))
      throw base::BadInput("an edge from " + std::to_string(edge.a) + " to " + std::to_string(edge.b),
                           "has a weight that is not above 0", "Leave it out.");
    if (edge.a == edge.b) continue;
    all.push_back({edge.a, {edge.b, edge.weight}});
    all.push_back({edge.b, {edge.a, edge.weight}});
  }
  std::ranges::sort(all, {},
                    [](const Directed& each) { return std::tuple(each.from, each.to.node, each.to.weight); });

  ties_.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& each = all[i];
    if (i > 0 && all[i - 1].from == each.from && all[i - 1].to.node == each.to.node) {
      ties_.back().weight += each.to.weight;
      continue;
    }
    ties_.push_back(each.to);
    ++first_[each.from + 1];
  }
  for (std::size_t node = 0; node < nodes; ++node) first_[node + 1] += first_[node];
}

OneMode one_mode(std::span<const Membership> memberships, std::size_t most_of_one) {
  std::vector<Membership> all(memberships.begin(), memberships.end());
  const auto by_member = [](const Membership& each) { return std::tuple(each.member, each.of); };
  std::ranges::sort(all, {}, by_member);
  const auto again = std::ranges::unique(all, {}, by_member);
  all.erase(again.begin(), again.end());

  OneMode result;
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && all[end].member == all[begin].member) ++end;
    if (end - begin > most_of_one) {
      ++result.left_out;
      continue;
    }
    for (auto i = begin; i < end; ++i)
      for (auto j = i + 1; j < end; ++j) result.edges.push_back({all[i].of, all[j].of, 1});
  }
  // Those who share several officers have one edge.
  const auto by_ends = [](const Edge& each) { return std::tuple(each.a, each.b); };
  std::ranges::sort(result.edges, {}, by_ends);
  std::size_t kept = 0;
  for (const auto& each : result.edges) {
    if (kept > 0 && by_ends(result.edges[kept - 1]) == by_ends(each))
      result.edges[kept - 1].weight += each.weight;
    else
      result.edges[kept++] = each;
  }
  result.edges.resize(kept);
  return result;
}

}  // namespace entente::principles::network
