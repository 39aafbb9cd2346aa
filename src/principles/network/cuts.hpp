// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "principles/network/graph.hpp"

/// What falls apart where one node or one edge is taken out.
namespace entente::principles::network {

struct Cuts {
  std::vector<Node> nodes;    ///< articulation points, in rising order
  std::vector<Edge> bridges;  ///< with a below b, in rising order
  std::size_t parts = 0;      ///< into which the graph falls as it is, nodes without ties included
};

/// By one walk (Hopcroft and Tarjan 1973), which does not call itself: long chains are no matter.
Cuts cuts_of(const Graph& graph);

}  // namespace entente::principles::network
