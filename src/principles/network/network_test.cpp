// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

#include "base/error.hpp"
#include "principles/network/betweenness.hpp"
#include "principles/network/closure.hpp"
#include "principles/network/cuts.hpp"
#include "principles/network/degrees.hpp"
#include "principles/network/known_graphs_test.hpp"

namespace entente::principles::network {
namespace {

/// A graph drawn at random, with a seed.
Graph random_graph(std::size_t nodes, std::size_t edges, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Edge> all;
  for (std::size_t i = 0; i < edges; ++i)
    all.push_back({static_cast<Node>(random() % nodes), static_cast<Node>(random() % nodes),
                   static_cast<double>(1 + random() % 3)});
  return {nodes, all};
}

TEST(Network, AGraphAddsUpAndKeepsNoLoops) {
  const Edge edges[] = {{2, 0, 1}, {0, 2, 0.5}, {1, 1, 7}, {2, 1, 2}};
  const Graph graph(4, edges);
  EXPECT_EQ(graph.size(), 4U);
  EXPECT_EQ(graph.edges(), 2U);
  ASSERT_EQ(graph.degree(2), 2U);
  EXPECT_EQ(graph.of(2)[0].node, 0U);
  EXPECT_EQ(graph.of(2)[0].weight, 1.5);
  EXPECT_EQ(graph.of(2)[1].weight, 2);
  EXPECT_EQ(graph.degree(3), 0U);
  const Edge outside[] = {{0, 4, 1}}, weightless[] = {{0, 1, 0}}, none[] = {{0, 1, NAN}};
  EXPECT_THROW(Graph(4, outside), base::BadInput);
  EXPECT_THROW(Graph(4, weightless), base::BadInput);
  EXPECT_THROW(Graph(4, none), base::BadInput);
}

TEST(Network, SharedOfficersTieOrganisations) {
  // Officer 7 sits in 0, 1 and 2, officer 8 in 1 and 2 (said twice), officer 9 in 3 alone.
  const Membership seats[] = {{7, 2}, {7, 0}, {8, 1}, {7, 1}, {8, 2}, {8, 2}, {9, 3}};
  const auto shared = one_mode(seats);
  ASSERT_EQ(shared.edges.size(), 3U);
  EXPECT_EQ(shared.left_out, 0U);
  const Graph graph(4, shared.edges);
  EXPECT_EQ(graph.of(1)[0].weight, 1) << "0 and 1 share officer 7";
  EXPECT_EQ(graph.of(1)[1].weight, 2) << "1 and 2 share both";
  EXPECT_EQ(graph.degree(3), 0U);
  const auto bounded = one_mode(seats, 2);
  EXPECT_EQ(bounded.left_out, 1U) << "officer 7, who sits in three";
  ASSERT_EQ(bounded.edges.size(), 1U);
  EXPECT_EQ(bounded.edges[0].weight, 1);
}

TEST(Network, BetweennessOfTheKiteIsKrackhardts) {
  const auto found = betweenness(krackhardt_kite());
  // As NetworkX's tests have it, over both directions of 36 pairs.
  const double expected[] = {1.667, 1.667, 0, 7.333, 0, 16.667, 16.667, 28, 16, 0};
  for (Node node = 0; node < 10; ++node) EXPECT_NEAR(found.of[node] * 72, expected[node], 5e-4) << node;
  EXPECT_EQ(found.sources, 10U);
  EXPECT_EQ(found.within, 0) << "it is exact";
}

TEST(Network, TheMediciStoodBetweenTheFamilies) {
  const auto found = betweenness(florentine_families());
  EXPECT_NEAR(found.of[medici], 0.521978, 5e-7);
  EXPECT_NEAR(found.of[guadagni], 0.254579, 5e-7);
  EXPECT_NEAR(found.of[albizzi], 0.212454, 5e-7);
  EXPECT_NEAR(found.of[strozzi], 0.102564, 5e-7);
  EXPECT_EQ(found.of[pazzi], 0);
  EXPECT_EQ(std::ranges::max_element(found.of) - found.of.begin(), medici);
}

TEST(Network, TheKarateClubsAnswersAreTheKnownOnes) {
  const auto graph = karate_club();
  EXPECT_EQ(graph.edges(), 78U);
  const auto between = betweenness(graph);
  EXPECT_NEAR(between.of[0], 0.437635, 5e-7);
  EXPECT_NEAR(between.of[33], 0.304075, 5e-7);
  EXPECT_NEAR(degree_assortativity(graph).value(), -0.475613, 5e-7);
  const auto closure = closure_of(graph);
  EXPECT_EQ(closure.triangles, 45U);
  EXPECT_NEAR(closure.transitivity, 0.255682, 5e-7);
  EXPECT_NEAR(closure.mean_clustering, 0.570638, 5e-7);
  EXPECT_NEAR(closure.of[0].constraint.value(), 0.155423, 5e-7);
  EXPECT_NEAR(closure.of[33].constraint.value(), 0.156419, 5e-7);
  EXPECT_NEAR(closure.of[0].effective_size, 13.75, 1e-9);
}

TEST(Network, HolesAreBurts) {
  const auto found = closure_of(borgatti_holes());
  EXPECT_NEAR(found.of[person_g].constraint.value(), 0.400, 5e-4);
  EXPECT_NEAR(found.of[person_a].constraint.value(), 0.595, 5e-4);
  EXPECT_NEAR(found.of[person_c].constraint.value(), 1, 1e-12);
  EXPECT_NEAR(found.of[person_g].effective_size, 4.67, 5e-3);
  EXPECT_NEAR(found.of[person_a].effective_size, 2.50, 5e-3);
  EXPECT_NEAR(found.of[person_c].effective_size, 1, 1e-12);
}

TEST(Network, WeightsBendTheHoles) {
  // What NetworkX 3.6 makes of the same weights.
  const Edge edges[] = {{0, 1, 3}, {0, 2, 1}, {1, 2, 2}, {2, 3, 5}, {0, 3, 0.5}};
  const auto found = closure_of(Graph(5, edges));
  EXPECT_NEAR(found.of[0].constraint.value(), 0.9320857565554536, 1e-12);
  EXPECT_NEAR(found.of[2].constraint.value(), 0.629393429241914, 1e-12);
  EXPECT_NEAR(found.of[0].effective_size, 2.251851851851852, 1e-12);
  EXPECT_NEAR(found.of[3].effective_size, 1.6787878787878787, 1e-12);
  EXPECT_FALSE(found.of[4].constraint.has_value()) << "it has no ties";
}

TEST(Network, WhatHoldsAGraphTogetherIsNamed) {
  const auto kite = cuts_of(krackhardt_kite());
  EXPECT_EQ(kite.nodes, (std::vector<Node>{7, 8}));
  ASSERT_EQ(kite.bridges.size(), 2U);
  EXPECT_EQ(kite.bridges[0].a, 7U);
  EXPECT_EQ(kite.bridges[0].b, 8U);
  EXPECT_EQ(kite.bridges[1].b, 9U);
  EXPECT_EQ(kite.parts, 1U);
  const auto florence = cuts_of(florentine_families());
  EXPECT_EQ(florence.nodes, (std::vector<Node>{albizzi, guadagni, medici, salviati}));
  EXPECT_EQ(florence.bridges.size(), 5U);
  EXPECT_EQ(cuts_of(karate_club()).nodes, (std::vector<Node>{0}));
}

/// Into how many parts a graph falls without one node, or without one edge.
std::size_t parts_of(const Graph& graph, std::optional<Node> without, std::optional<Edge> cut) {
  std::vector<Edge> edges;
  for (Node node = 0; node < graph.size(); ++node)
    for (const auto& each : graph.of(node)) {
      if (each.node < node || node == without || each.node == without) continue;
      if (cut && cut->a == node && cut->b == each.node) continue;
      edges.push_back({node, each.node, each.weight});
    }
  return cuts_of(Graph(graph.size(), edges)).parts;
}

TEST(Network, ACutIsWhatFallsApart) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto graph = random_graph(14, 13 + seed % 8, seed);
    const auto cuts = cuts_of(graph);
    for (Node node = 0; node < graph.size(); ++node) {
      // Taken out, the node itself is a part of its own.
      const auto falls = parts_of(graph, node, {}) > cuts.parts + (graph.degree(node) > 0 ? 1 : 0);
      EXPECT_EQ(std::ranges::binary_search(cuts.nodes, node), falls) << "seed " << seed << ", node " << node;
      for (const auto& each : graph.of(node)) {
        if (each.node < node) continue;
        const auto is_bridge = std::ranges::any_of(
            cuts.bridges, [&](const Edge& bridge) { return bridge.a == node && bridge.b == each.node; });
        EXPECT_EQ(is_bridge, parts_of(graph, {}, Edge{node, each.node}) > cuts.parts) << "seed " << seed;
      }
    }
  }
}

TEST(Network, TrianglesAreThoseOfEveryThree) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto graph = random_graph(16, 45, seed);
    const auto tied = [&](Node a, Node b) {
      return std::ranges::any_of(graph.of(a), [&](const Neighbour& each) { return each.node == b; });
    };
    std::size_t triangles = 0;
    for (Node a = 0; a < graph.size(); ++a)
      for (Node b = 0; b < a; ++b)
        for (Node c = 0; c < b; ++c) triangles += tied(a, b) && tied(b, c) && tied(a, c) ? 1 : 0;
    EXPECT_EQ(closure_of(graph).triangles, triangles) << seed;
  }
}

TEST(Network, WhoLeansOnOneFunderIsSeen) {
  // 0 and 1 fund, 2 has half of its ties from 1, 3 all of them from 0, 4 none.
  const Edge edges[] = {{2, 0, 1}, {2, 1, 3}, {2, 5, 2}, {3, 0, 4}, {4, 5, 1}};
  const auto found = reliance_on(Graph(6, edges), {true, true, false, false, false, false});
  ASSERT_TRUE(found[2] && found[3]);
  EXPECT_EQ(found[2]->share, 0.5);
  EXPECT_EQ(found[2]->on, 1U);
  EXPECT_EQ(found[3]->share, 1);
  EXPECT_EQ(found[3]->on, 0U);
  EXPECT_FALSE(found[4].has_value());
  EXPECT_THROW(reliance_on(Graph(6, edges), {true}), base::BadInput);
}

TEST(Network, WhatIsNotDefinedIsNotANumber) {
  const Graph none(0, {}), apart(3, {});
  EXPECT_TRUE(betweenness(none).of.empty());
  EXPECT_EQ(betweenness(apart).of, (std::vector<double>{0, 0, 0}));
  EXPECT_FALSE(degree_assortativity(apart).has_value());
  const Edge ring[] = {{0, 1}, {1, 2}, {2, 0}};
  EXPECT_FALSE(degree_assortativity(Graph(3, ring)).has_value()) << "all degrees are alike";
  EXPECT_EQ(cuts_of(apart).parts, 3U);
  EXPECT_EQ(closure_of(apart).transitivity, 0);
}

TEST(Network, ASampleIsDrawnByItsSeedAndSaysHowFarOffItMayBe) {
  const auto graph = random_graph(600, 1'500, 5);
  const auto exact = betweenness(graph, {.most_sources = 600});
  ASSERT_EQ(exact.within, 0);
  const auto sample = betweenness(graph, {.most_sources = 300, .seed = 1});
  EXPECT_EQ(sample.sources, 300U);
  EXPECT_EQ(betweenness(graph, {.most_sources = 300, .seed = 1}).of, sample.of);
  EXPECT_NE(betweenness(graph, {.most_sources = 300, .seed = 2}).of, sample.of);
  // 600/599 * sqrt(ln(1200/0.05) / 600)
  EXPECT_NEAR(sample.within, 0.12986, 5e-5);
  double farthest = 0;
  for (Node node = 0; node < graph.size(); ++node)
    farthest = std::max(farthest, std::abs(sample.of[node] - exact.of[node]));
  EXPECT_LE(farthest, sample.within);
  EXPECT_GT(farthest, 0);
}

TEST(Network, LongChainsAndLargeHubsAreNoMatter) {
  constexpr Node kMany = 200'000;
  std::vector<Edge> chain, star;
  for (Node node = 1; node < kMany; ++node) {
    chain.push_back({node - 1, node});
    star.push_back({0, node});
  }
  const auto cuts = cuts_of(Graph(kMany, chain));
  EXPECT_EQ(cuts.nodes.size(), kMany - 2);
  EXPECT_EQ(cuts.bridges.size(), kMany - 1);
  const Graph hub(kMany, star);
  const auto closure = closure_of(hub);
  EXPECT_EQ(closure.triangles, 0U);
  EXPECT_NEAR(closure.of[0].effective_size, kMany - 1, 1e-6);
  // Every way but those from the hub leads through it.
  const auto found = betweenness(hub, {.most_sources = 8});
  EXPECT_EQ(found.sources, 8U);
  EXPECT_NEAR(found.of[0], 1, found.within);
  EXPECT_EQ(found.of[1], 0);
}

}  // namespace
}  // namespace entente::principles::network
