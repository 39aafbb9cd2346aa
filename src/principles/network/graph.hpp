// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Who is tied to whom over the whole register: parties by the partnerships that they share, organisations by
/// the officers that they share. What is computed here is exact unless it says otherwise.
namespace entente::principles::network {

/// A node by its number, from 0.
using Node = std::uint32_t;

/// A tie between two nodes, in both directions.
struct Edge {
  Node a = 0, b = 0;
  double weight = 1;  ///< above 0: partnerships, officers or money that the two share
};

struct Neighbour {
  Node node = 0;
  double weight = 1;
};

/// An undirected graph. Edges between the same two nodes are added up; an edge from a node to itself counts
/// nowhere.
class Graph {
 public:
  /// Throws base::BadInput for an edge of a node that there is not, and for a weight that is not above 0.
  Graph(std::size_t nodes, std::span<const Edge> edges);

  std::size_t size() const { return first_.size() - 1; }
  std::size_t edges() const { return ties_.size() / 2; }
  /// By their numbers, in rising order.
  std::span<const Neighbour> of(Node node) const {
    return {ties_.data() + first_[node], first_[node + 1] - first_[node]};
  }
  std::size_t degree(Node node) const { return first_[node + 1] - first_[node]; }
  /// Where the ties of a node begin among all ties, each of which stands there from either end.
  std::size_t first(Node node) const { return first_[node]; }

 private:
  std::vector<std::size_t> first_;  // one more than there are nodes
  std::vector<Neighbour> ties_;
};

/// Somebody who belongs to something: an officer to an organisation, a party to a partnership.
struct Membership {
  std::uint32_t member = 0;
  Node of = 0;
};

/// Two modes made one (Breiger 1974): two organisations are tied by as many officers as they share. A member
/// of more than `most_of_one` organisations ties each of them to each and says little of any two: it is left
/// out, and counted.
struct OneMode {
  std::vector<Edge> edges;
  std::size_t left_out = 0;
};
OneMode one_mode(std::span<const Membership> memberships, std::size_t most_of_one = 100);

}  // namespace entente::principles::network
