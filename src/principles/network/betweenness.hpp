// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "principles/network/graph.hpp"

/// Who bridges: on how many of the shortest ways between others a node lies.
namespace entente::principles::network {

struct Sampling {
  std::size_t most_sources = 256;  ///< from more nodes than so many, so many are drawn
  std::uint64_t seed = 62'211;     ///< by which they are drawn: one seed draws the same on every machine
};

struct Betweenness {
  /// Of each node: the share of the pairs of others between which it lies, where a pair with several shortest
  /// ways counts in parts. 0 in a graph of fewer than three nodes.
  std::vector<double> of;
  std::size_t sources = 0;  ///< nodes from which the ways were followed
  /// How far off any of these may be, with a chance of 95 in 100 that none is farther (Hoeffding 1963, for
  /// draws without putting back, over all nodes together); 0 where it is exact.
  double within = 0;
};

/// By following all shortest ways from each node (Brandes 2001), weights apart: exact where there are no more
/// nodes than most_sources, else estimated from nodes drawn at random (Brandes and Pich 2007). Costs one pass
/// over the edges for each source.
Betweenness betweenness(const Graph& graph, const Sampling& sampling = {});

}  // namespace entente::principles::network
