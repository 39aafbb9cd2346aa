// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/network/cuts.hpp"

#include <algorithm>
#include <tuple>

namespace entente::principles::network {

namespace {

/// A node on the way from where the walk began.
struct Step {
  Node node = 0, from = 0;
  std::size_t next = 0;  // among its ties
  std::size_t children = 0;
};

}  // namespace

Cuts cuts_of(const Graph& graph) {
  Cuts cuts;
  const auto size = graph.size();
  std::vector<std::size_t> seen(size),
      low(size);  // when the walk came there; 0: not yet. The earliest it leads to
  std::vector<bool> cuts_off(size);
  std::size_t clock = 0;
  std::vector<Step> way;
  for (Node start = 0; start < size; ++start) {
    if (seen[start] != 0) continue;
    ++cuts.parts;
    seen[start] = low[start] = ++clock;
    way.assign(1, {start, start});
    while (!way.empty()) {
      auto& step = way.back();
      const auto ties = graph.of(step.node);
      if (step.next < ties.size()) {
        const auto& tie = ties[step.next++];
        if (seen[tie.node] != 0) {
          if (tie.node != step.from) low[step.node] = std::min(low[step.node], seen[tie.node]);
          continue;
        }
        ++step.children;
        seen[tie.node] = low[tie.node] = ++clock;
        way.push_back({tie.node, step.node});
        continue;
      }
      const auto done = step;
      way.pop_back();
      if (way.empty()) {
        if (done.children > 1) cuts_off[done.node] = true;
        continue;
      }
      low[done.from] = std::min(low[done.from], low[done.node]);
      if (way.size() > 1 && low[done.node] >= seen[done.from]) cuts_off[done.from] = true;
      if (low[done.node] > seen[done.from]) {
        const auto back = std::ranges::lower_bound(graph.of(done.node), done.from, {}, &Neighbour::node);
        cuts.bridges.push_back(
            {std::min(done.node, done.from), std::max(done.node, done.from), back->weight});
      }
    }
  }
  for (Node node = 0; node < size; ++node)
    if (cuts_off[node]) cuts.nodes.push_back(node);
  std::ranges::sort(cuts.bridges, {}, [](const Edge& each) { return std::tuple(each.a, each.b); });
  return cuts;
}

}  // namespace entente::principles::network
