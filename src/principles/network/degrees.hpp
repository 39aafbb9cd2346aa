// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "principles/network/graph.hpp"

/// What follows from how many ties nodes have, and how strong each is.
namespace entente::principles::network {

/// Correlation of the degrees at the two ends of an edge (Newman 2002), weights apart: above 0 the well
/// connected are tied to the well connected. Not defined where all degrees at ends are alike.
std::optional<double> degree_assortativity(const Graph& graph);

/// On whom a node leans the most.
struct Reliance {
  double share = 0;  ///< of the weight of all its ties
  Node on = 0;
};
/// Of each node, on one of those that are marked (funders, say). Nothing where it has no tie to one of them.
/// Of two that are as strong the one with the lower number counts. Throws base::BadInput where there are not
/// as many marks as nodes.
std::vector<std::optional<Reliance>> reliance_on(const Graph& graph, const std::vector<bool>& marked);

}  // namespace entente::principles::network
