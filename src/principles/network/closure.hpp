// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "principles/network/graph.hpp"

/// How closely those around a node are tied to each other: who holds structural holes (Burt 1992).
namespace entente::principles::network {

/// What the ties of one node are like.
struct Ties {
  /// Burt's constraint: how far all ties lead to people who are tied to each other. Low is a bridge. Not
  /// defined of a node without ties.
  std::optional<double> constraint;
  /// Burt's effective size: neighbours, less those who are reached through others of them.
  double effective_size = 0;
  /// Share of the pairs of neighbours who are tied to each other (Watts and Strogatz 1998), weights apart; 0
  /// with fewer than two.
  double clustering = 0;
};

struct Closure {
  std::vector<Ties> of;
  double mean_clustering = 0;  ///< over all nodes
  double transitivity = 0;     ///< triangles times three over paths of two edges; 0 where there are none
  std::size_t triangles = 0;
};

/// By listing the triangles, each once from its two nodes of lower degree (Chiba and Nishizeki 1985): takes
/// time in proportion to the edges times the square root of their number at most.
Closure closure_of(const Graph& graph);

}  // namespace entente::principles::network
