// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "search/index.hpp"
#include "search/property_scan_test_support.hpp"

/// The index against a scan that knows nothing of words.
namespace entente::search {
namespace {

void compare(World& world, const Index& index, const Naive& naive, const Index& fresh) {
  Query query{.text = {},
              .filters = {},
              .order = static_cast<Order>(world.below(4)),
              .offset = 0,
              .limit = 1000,
              .today = world.below(2) == 0 ? 5 : world.below(10),
              .of_day = world.below(2) == 0};
  std::vector<Part> asked;
  for (unsigned i = world.below(4); i > 0; --i) {
    asked.push_back(some_part(world, naive.documents, query.today, 2));
    query.text += asked.back().text + " ";
  }
  for (unsigned i = world.below(4); i > 0; --i) query.filters.push_back(world.value());
  for (unsigned i = world.below(3); i > 0; --i)
    query.filters.emplace_back(Facet::fresh, kLights[world.below(kLights.size())]);
  if (world.below(3) == 0) query.filters.emplace_back(Facet::group, kGroups[world.below(kGroups.size())]);
  SCOPED_TRACE(query.text);
  const auto answer = index.search(query);
  EXPECT_TRUE(answer.complaints.empty());
  naive.check(answer, asked, query);
  EXPECT_EQ(answer.results, fresh.search(query).results) << "the order must not depend on history";

  auto second = query;
  second.offset = 3;
  second.limit = 5;
  const auto from = std::min<std::size_t>(3, answer.results.size());
  const auto to = std::min<std::size_t>(8, answer.results.size());
  const auto page = index.search(second);
  EXPECT_EQ(page.results, std::vector(answer.results.begin() + static_cast<std::ptrdiff_t>(from),
                                      answer.results.begin() + static_cast<std::ptrdiff_t>(to)));
  EXPECT_EQ(page.total, answer.total);
  naive.count(page, asked, query);
}

std::vector<std::string> parties_named(std::string_view name) {
  return {std::string(name)};
}

/// Worlds that are looked at. The sanitizers, under which each takes seven times as long, see fewer.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr unsigned kWorlds = 6;
#else
constexpr unsigned kWorlds = 20;
#endif
#else
constexpr unsigned kWorlds = 20;
#endif

/// `options` by seed: how the index is cut into pieces must not show.
void equals_a_scan(const std::function<IndexOptions(unsigned seed)>& options) {
  for (unsigned seed = 1; seed <= kWorlds; ++seed) {
    World world(seed);
    Index index(parties_named, options(seed));
    Naive naive;
    for (int round = 0; round < 8; ++round) {
      std::vector<Document> batch;
      for (unsigned i = world.below(40); i > 0; --i) batch.push_back(world.document());
      std::vector<base::Uuid> removed;
      for (unsigned i = world.below(25); i > 0; --i) removed.push_back(world.document().id);
      for (const auto& d : batch) naive.documents.insert_or_assign(d.id, d);
      for (const auto& id : removed) naive.documents.erase(id);
      index.apply(batch, removed);
      ASSERT_EQ(index.size(), naive.documents.size());

      Index fresh(parties_named);
      std::vector<Document> all;
      for (const auto& [id, d] : naive.documents) all.push_back(d);
      fresh.apply(all);
      for (int i = 0; i < 25; ++i) compare(world, index, naive, fresh);
      ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed;
    }
  }
}

TEST(IndexProperty, EqualsAScanInMemory) {
  equals_a_scan([](unsigned) { return IndexOptions(); });
}

TEST(IndexProperty, EqualsAScanWithABase) {
  equals_a_scan([](unsigned seed) {
    IndexOptions options;
    options.merge_at = seed % 2 == 0 ? 1 : 30;
    return options;
  });
}

TEST(IndexProperty, EqualsAScanWhileBasesAreMade) {
  equals_a_scan([](unsigned) {
    IndexOptions options;
    options.merge_at = 25;
    options.background = true;
    return options;
  });
}

// With lists and counts of groups, pairs and values however rare; and with those of half of them.
TEST(IndexProperty, EqualsAScanWhereMoreIsKept) {
  for (const std::size_t least : {1, 12})
    equals_a_scan([=](unsigned seed) {
      IndexOptions options;
      options.merge_at = seed % 2 == 0 ? 1 : 30;
      options.kept_from = least;
      return options;
    });
}

TEST(IndexProperty, LargeLoadsGoInPieces) {
  World world(7);
  std::vector<Document> all;
  for (unsigned n = 0; n < 1'700; ++n) {
    auto d = world.document();
    auto bytes = d.id.bytes();
    bytes[0] = static_cast<std::uint8_t>(n >> 8);
    bytes[1] = static_cast<std::uint8_t>(n);
    d.id = base::Uuid(bytes);
    all.push_back(std::move(d));
  }
  Naive naive;
  for (const auto& d : all) naive.documents.emplace(d.id, d);
  Index index;
  index.apply(all);
  index.apply(all);
  const Query query{.text = "\"water\"",
                    .filters = {{Facet::goal, "1"}},
                    .order = Order::title,
                    .offset = 0,
                    .limit = 5'000,
                    .of_day = true};
  const AskedWords water{.piece = "water"};
  const std::vector<Part> asked = {{"water", [&](const Document& d) { return water.in(d); }}};
  naive.check(index.search(query), asked, query);

  // In a base the counts of frequent words and values are kept, and what is removed is taken off them.
  IndexOptions options;
  options.merge_at = 1'000;
  Index packed({}, options);
  packed.apply(all);
  std::vector<base::Uuid> removed;
  for (std::size_t i = 0; i < all.size(); i += 9) {
    removed.push_back(all[i].id);
    naive.documents.erase(all[i].id);
  }
  packed.apply({all[1]}, removed);
  auto same = query;
  naive.check(packed.search(same), asked, same);
  same.filters.clear();
  naive.check(packed.search(same), asked, same);
  for (const auto* value : {"0", "1", "2", "3", "4"}) {
    same = {.text = {},
            .filters = {{Facet::goal, value}},
            .order = Order::updated,
            .offset = 0,
            .limit = 5'000,
            .of_day = true};
    naive.check(packed.search(same), {}, same);
  }
}

}  // namespace
}  // namespace entente::search
