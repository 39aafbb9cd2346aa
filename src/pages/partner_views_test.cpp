// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/partner_views.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entente::pages {
namespace {

registry::Partner partner(const char* name, std::int64_t together) {
  registry::Partner one;
  one.organisation.id = base::Uuid::v7({1'700'000'000'000});
  one.organisation.name = base::Text("en", name);
  one.together = together;
  return one;
}

TEST(Partners, AreDrawnByHowOftenTheyAreMet) {
  registry::Partners partners{{partner("Fund", 4), partner("Wells", 1)}, 30};
  const auto view = partners_view(partners, 6, base::Messages::in("en"));
  const auto& bars = view.get("chart")->get("bars")->list_value();
  ASSERT_EQ(bars.size(), 2u);
  EXPECT_EQ(bars[0].get("length")->string_value(), "300.0");
  EXPECT_EQ(bars[1].get("length")->string_value(), "75.0");
  EXPECT_EQ(view.get("label")->string_value(), "30 partners. Met most often: Fund, in 4 of 6 partnerships.");
  EXPECT_EQ(view.get("left_out")->string_value(), "2 of 30 are shown here.");
  const auto arabic = partners_view(partners, 6, base::Messages::in("ar"));
  EXPECT_EQ(arabic.get("chart")->get("bars")->list_value()[1].get("x")->string_value(), "265.0")
      << "from the right";
}

TEST(Partners, ALongNameIsCutToTheDrawingBetweenCharacters) {
  std::string han;
  for (int i = 0; i < 40; ++i) han += "水";
  const registry::Partners partners{{partner(std::string(400, 'x').c_str(), 3), partner(han.c_str(), 2)}, 2};
  const auto view = partners_view(partners, 3, base::Messages::in("en"));
  const auto& bars = view.get("chart")->get("bars")->list_value();
  EXPECT_EQ(bars[0].get("name")->string_value(), std::string(50, 'x') + "…");
  EXPECT_EQ(bars[1].get("name")->string_value(), han.substr(0, 75) + "…");
}

TEST(Partners, WhoAreAllMetOnceAreNotDrawnAndNoneIsNoTable) {
  EXPECT_TRUE(partners_view({{partner("Fund", 1)}, 1}, 1, base::Messages::in("en")).get("chart")->is_false());
  EXPECT_FALSE(partners_view({}, 1, base::Messages::in("en")).get("some")->is_true());
}

TEST(Dealings, ASumThatCannotBeHeldSaysSo) {
  registry::Dealing dealing;
  dealing.currency = "NOK";
  dealing.promises = 2;
  dealing.promised = base::Decimal::from_integer(5);
  dealing.whole = false;
  const auto view = dealings_view({dealing}, base::Messages::in("en"));
  const auto& row = view.get("rows")->list_value().at(0);
  EXPECT_NE(row.get("promised")->get("amount")->string_value().find('5'), std::string::npos);
  EXPECT_TRUE(row.get("received")->is_false());
  EXPECT_TRUE(row.get("not_whole")->is_true());
}

}  // namespace
}  // namespace entente::pages
