// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/life_view.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entente::pages {
namespace {

constexpr std::int64_t kToday = 20'000;  // 4 October 2024

TEST(Life, IsToldYearByYearAndAPlanSaysSo) {
  registry::PartnershipView view;
  view.partnership.value.actual_start = base::PartialDate::parse("2019-05");
  view.partnership.value.planned_end = base::PartialDate::parse("2030");
  view.deliveries.resize(2);
  for (auto& held : view.deliveries) {
    held.value.date = base::PartialDate::parse("2024-01-01");
    held.value.value = base::Money{base::Decimal::from_integer(5), "NOK", {}};
  }
  const auto life = life_view(view, kToday, base::Messages::in("en"));
  const auto& rows = life.get("rows")->list_value();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].get("lines")->list_value()[0].get("text")->string_value(), "Began: May 2019");
  EXPECT_TRUE(rows[1].get("now")->is_true());
  EXPECT_NE(rows[1].get("lines")->list_value()[0].get("more")->string_value().find("10"), std::string::npos);
  EXPECT_TRUE(rows[2].get("ahead")->is_true());
  EXPECT_EQ(rows[2].get("lines")->list_value()[0].get("text")->string_value(), "Planned to end: 2030");
}

TEST(Life, OfARecordWithoutDatesIsEmptyAndOneOfAThousandYearsIsCut) {
  EXPECT_FALSE(life_view({}, kToday, base::Messages::in("en")).get("some")->is_true());
  registry::PartnershipView view;
  view.commitments.resize(1'000);
  for (std::size_t i = 0; i < view.commitments.size(); ++i)
    view.commitments[i].value.date = base::PartialDate::parse(std::to_string(1'000 + i));
  const auto life = life_view(view, kToday, base::Messages::in("ar"));
  EXPECT_EQ(life.get("rows")->list_value().size(), 50u);
  EXPECT_FALSE(life.get("left_out")->is_false());
}

}  // namespace
}  // namespace entente::pages
