// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/explaining.hpp"

#include <gtest/gtest.h>

#include <string>

#include "search/index.hpp"

namespace entente::search {
namespace {

base::Uuid numbered(unsigned n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = static_cast<std::uint8_t>(n);
  return base::Uuid(bytes);
}

/// In memory and in a base.
class Reasons : public ::testing::TestWithParam<std::size_t> {
 protected:
  Reasons() : index_({}, options()) {}
  static IndexOptions options() {
    IndexOptions some;
    some.merge_at = GetParam();
    return some;
  }
  void add(unsigned n, std::string text) {
    index_.apply(
        {{.id = numbered(n), .texts = {{Zone::rest, std::move(text)}}, .facets = {}, .sort_title = {}}});
  }
  Answer ask(std::string text, std::size_t limit = 20) {
    return index_.search({.text = std::move(text), .filters = {}, .limit = limit, .explain = true});
  }
  Index index_;
};

TEST_P(Reasons, AreOfEachResult) {
  add(1, "water supply");
  add(2, "water and soil");
  add(3, "air");
  const auto answer = ask("water OR (air soil) OR supply");
  ASSERT_EQ(answer.results.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& reasons = answer.reasons[i];
    ASSERT_EQ(reasons.size(), answer.results[i] == numbered(1) ? 2U : 1U) << "soil is not with air";
    EXPECT_EQ(reasons[0].word, "water");
    EXPECT_EQ(reasons[0].documents, 2U);
    EXPECT_GT(reasons[0].points, 0);
  }
}

TEST_P(Reasons, AreBounded) {
  std::string text;
  for (unsigned n = 100; n < 160; ++n) text += (n > 100 ? " word" : "word") + std::to_string(n);
  add(1, text);
  add(2, "word100");
  for (const auto& query : {"\"" + text + "\"", text, "(" + text + ") OR \"" + text + "\""}) {
    const auto answer = ask(query);
    ASSERT_EQ(answer.results.size(), 1U);
    ASSERT_EQ(answer.reasons.size(), 1U);
    EXPECT_EQ(answer.reasons[0].size(), 50U) << "the first of sixty";
    EXPECT_EQ(answer.reasons[0].front().word, "word100");
    EXPECT_EQ(answer.reasons[0].front().documents, 2U);
    EXPECT_EQ(answer.reasons[0].back().word, "word149");
  }
  EXPECT_TRUE(ask(text, 0).reasons.empty());
}

INSTANTIATE_TEST_SUITE_P(InMemoryAndInABase, Reasons, ::testing::Values(100, 1));

}  // namespace
}  // namespace entente::search
