// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/list_query.hpp"

#include <gtest/gtest.h>

namespace entente::pages {
namespace {

using search::Facet;
using search::Order;

ListQuery read(http::Parameters parameters) {
  return ListQuery(parameters);
}

TEST(ListQuery, NothingAskedIsAPlainList) {
  const auto asked = read({});
  EXPECT_TRUE(asked.plain());
  EXPECT_EQ(asked.suffix(), "");
  EXPECT_EQ(asked.order(), Order::updated);
  EXPECT_EQ(asked.query().offset, 0U);
  EXPECT_EQ(asked.query().limit, ListQuery::kPageSize);
}

TEST(ListQuery, WritesWhatItReadInOneOrder) {
  const auto asked = read({{"page", "2"},
                           {"country", "KE"},
                           {"q", " clean water "},
                           {"goal", "6"},
                           {"sort", "title"},
                           {"goal", "13"}});
  EXPECT_EQ(asked.suffix(), "?q=clean%20water&goal=13&goal=6&country=KE&sort=title&page=2");
  EXPECT_EQ(asked.filter_suffix(), "?q=clean%20water&goal=13&goal=6&country=KE&sort=title");
  EXPECT_EQ(read(*http::parse_query(asked.suffix().substr(1))).suffix(), asked.suffix());
  EXPECT_EQ(asked.query().offset, ListQuery::kPageSize);
}

TEST(ListQuery, PassesOverWhatIsUnknownEmptyOrRepeated) {
  const auto asked = read({{"utm_source", "x"},
                           {"goal", ""},
                           {"goal", "6"},
                           {"goal", "6"},
                           {"q", "one"},
                           {"q", "two"},
                           {"sort", "size"},
                           {"all", "nothing"},
                           {"kind", std::string(200, 'k')}});
  EXPECT_EQ(asked.suffix(), "?q=one&goal=6");
}

TEST(ListQuery, OddPagesAreTheFirstAndHugeOnesStayFinite) {
  for (const auto* odd : {"0", "-1", "abc", "2x", "", "1.5", " "})
    EXPECT_EQ(read({{"page", odd}}).page(), 1U) << odd;
  EXPECT_EQ(read({{"page", "99999"}}).page(), 99999U);
  EXPECT_EQ(read({{"page", "99999999999999999999999"}}).page(), 1'000'000U);
}

TEST(ListQuery, ClipsLongTextBetweenCharacters) {
  std::string text;
  while (text.size() < 10'000) text += "é";
  const auto asked = read({{"q", text}});
  EXPECT_TRUE(asked.clipped());
  EXPECT_EQ(asked.text().size(), ListQuery::kLongestText);
  EXPECT_FALSE(read({{"q", "short"}}).clipped());
}

TEST(ListQuery, KeepsAtMostSoManyFilters) {
  http::Parameters many;
  for (int i = 0; i < 150; ++i) many.emplace_back("year", std::to_string(1900 + i));
  EXPECT_EQ(read(many).filters().size(), ListQuery::kMostFilters);
}

TEST(ListQuery, ChangesBeginAtTheFirstPage) {
  const auto asked = read({{"goal", "6"}, {"page", "3"}});
  EXPECT_EQ(asked.with(Facet::country, "KE").suffix(), "?goal=6&country=KE");
  EXPECT_EQ(asked.with(Facet::goal, "6").suffix(), "?goal=6");
  EXPECT_EQ(asked.without(Facet::goal, "6").suffix(), "");
  EXPECT_EQ(asked.sorted(Order::title).suffix(), "?goal=6&sort=title");
  EXPECT_EQ(asked.on_page(4).suffix(), "?goal=6&page=4");
  EXPECT_EQ(asked.on_page(1).suffix(), "?goal=6");
  EXPECT_EQ(asked.unfolding(Facet::country).suffix(), "?goal=6&all=country&page=3");
}

TEST(ListQuery, RelevanceNeedsWords) {
  EXPECT_EQ(read({{"sort", "relevance"}}).order(), Order::updated);
  EXPECT_EQ(read({{"q", "x"}}).order(), Order::relevance);
  const auto both = read({{"q", "x"}, {"sort", "updated"}});
  EXPECT_EQ(both.suffix(), "?q=x&sort=updated");
  EXPECT_EQ(both.without_text().suffix(), "");
}

TEST(ListQuery, EscapesWhatAddressesReserve) {
  EXPECT_EQ(read({{"q", "a&b=\"c\"#<d>"}}).suffix(), "?q=a%26b%3D%22c%22%23%3Cd%3E");
}

}  // namespace
}  // namespace entente::pages
