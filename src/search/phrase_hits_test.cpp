// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/phrase_hits.hpp"

#include <gtest/gtest.h>

#include <string>

#include "search/index.hpp"

namespace entente::search {
namespace {

/// Thirty documents with twelve words, and twelve ideographs, in one order, ten with other ones; in a base
/// that keeps runs however rare.
class LongPhrases : public ::testing::Test {
 protected:
  LongPhrases() : index_({}, options()) {
    std::vector<Document> all;
    for (unsigned n = 0; n < 40; ++n) {
      std::array<std::uint8_t, 16> bytes{};
      bytes[15] = static_cast<std::uint8_t>(n);
      all.push_back(
          {.id = base::Uuid(bytes),
           .texts = {{Zone::rest, n < 30 ? "one two three four five six seven eight nine ten eleven twelve"
                                         : "two one four three"},
                     {Zone::rest, n < 30 ? "水资源管理和卫生服务合作" : "资水"}},
           .facets = {},
           .sort_title = {}});
    }
    index_.apply(std::move(all));
  }
  static IndexOptions options() {
    IndexOptions some;
    some.merge_at = 1;
    some.kept_from = 1;
    return some;
  }
  std::size_t found(const std::string& text) const {
    return index_.search({.text = text, .filters = {}}).total;
  }
  Index index_;
};

TEST_F(LongPhrases, AreFoundHoweverLong) {
  const std::vector<std::string> words = {"one",   "two",   "three", "four", "five",   "six",
                                          "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
  std::string phrase;
  for (const auto& word : words) {
    phrase += (phrase.empty() ? "" : " ") + word;
    EXPECT_EQ(found("\"" + phrase + "\""), phrase == "one" ? 40U : 30U) << phrase;
  }
  EXPECT_EQ(found("\"" + phrase + " thirteen\""), 0U);
  EXPECT_EQ(found("\"one two three four five six seven eight ten nine\""), 0U);
}

TEST_F(LongPhrases, OfIdeographsAreFoundToo) {
  const std::string all = "水资源管理和卫生服务合作";
  for (std::size_t bytes = 6; bytes <= all.size(); bytes += 3)
    EXPECT_EQ(found(all.substr(0, bytes)), 30U) << all.substr(0, bytes);
  EXPECT_EQ(found("水资源管理和卫生服务作合"), 0U);
}

TEST_F(LongPhrases, ExcludeWhatHasThem) {
  EXPECT_EQ(found("two -\"one two three four five six seven eight nine ten\""), 10U);
  EXPECT_EQ(found("two -水资源管理和卫生服务合作"), 10U);
}

}  // namespace
}  // namespace entente::search
