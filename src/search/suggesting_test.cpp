// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/suggesting.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "search/index.hpp"

namespace entente::search {
namespace {

/// In memory and in a base.
class Suggesting : public ::testing::TestWithParam<std::size_t> {
 protected:
  Suggesting() : index_({}, options()) {}
  static IndexOptions options() {
    IndexOptions some;
    some.merge_at = GetParam();
    return some;
  }
  void add(unsigned n, std::string text) {
    std::array<std::uint8_t, 16> bytes{};
    bytes[15] = static_cast<std::uint8_t>(n);
    index_.apply({{.id = base::Uuid(bytes),
                   .texts = {{Zone::rest, std::move(text)}},
                   .facets = {},
                   .sort_title = {},
                   .updated = n}});
  }
  std::vector<unsigned> offered(std::string_view text) const {
    std::vector<unsigned> numbers;
    for (const auto& id : index_.suggest(text, 8)) numbers.push_back(id.bytes()[15]);
    std::ranges::sort(numbers);
    return numbers;
  }
  using Numbers = std::vector<unsigned>;
  Index index_;
};

TEST_P(Suggesting, ASingleLetterIsAWholeWord) {
  add(1, "plan a");
  add(2, "plan of air");
  add(3, "水资源");
  add(4, "план");
  EXPECT_EQ(offered("a"), (Numbers{1}));
  EXPECT_EQ(offered("plan a"), (Numbers{1}));
  EXPECT_EQ(offered("plan ai"), (Numbers{2}));
  EXPECT_EQ(offered("п"), (Numbers{})) << "two bytes are one letter";
  EXPECT_EQ(offered("пл"), (Numbers{4}));
  EXPECT_EQ(offered("水"), (Numbers{3}));
}

TEST_P(Suggesting, TheMostFrequentWordsAreTried) {
  std::string all;
  for (char c = 'a'; c <= 'z'; ++c) all += std::string(" water") + c;
  add(1, all);
  add(2, "waterz");
  add(3, "waterz watery");
  add(4, "watery");
  EXPECT_EQ(offered("water"), (Numbers{1, 2, 3, 4}));
}

TEST_P(Suggesting, WordsAreNotWalkedWithoutEnd) {
  std::string many;
  for (unsigned n = 10'000; n < 30'000; ++n) many += "id" + std::to_string(n) + " ";
  add(1, many);
  add(2, "idea");
  add(3, "idea");
  EXPECT_EQ(offered("id"), (Numbers{1})) << "20,000 words begin so before it";
  EXPECT_EQ(offered("ide"), (Numbers{2, 3}));
}

INSTANTIATE_TEST_SUITE_P(InMemoryAndInABase, Suggesting, ::testing::Values(1'000, 1));

}  // namespace
}  // namespace entente::search
