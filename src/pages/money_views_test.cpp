// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/money_views.hpp"

#include <gtest/gtest.h>

#include <array>
#include <optional>

#include "pages/record_views.hpp"

namespace entente::pages {
namespace {

base::Money money(const char* amount, std::string currency) {
  return {*base::Decimal::parse(amount), std::move(currency), {}};
}

base::Uuid id(std::uint8_t number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = number;
  return base::Uuid(bytes);
}

registry::Held<model::Delivery> delivery(std::optional<base::Uuid> commitment,
                                         std::optional<base::Money> value) {
  registry::Held<model::Delivery> held;
  held.value.commitment = commitment;
  held.value.value = std::move(value);
  return held;
}

TEST(DeliveredAgainst, NeverAddsDifferentCurrencies) {
  registry::PartnershipView view;
  view.deliveries = {delivery(id(1), money("10.5", "NOK")),
                     delivery(id(1), money("4.5", "NOK")),
                     delivery(id(1), money("-3", "USD")),
                     delivery(id(1), money("7", "")),
                     delivery(id(2), money("99", "NOK")),
                     delivery({}, money("99", "NOK")),
                     delivery(id(1), {})};
  const auto sums = delivered_against(id(1), view);
  ASSERT_EQ(sums.size(), 3U);
  EXPECT_EQ(sums.at("NOK").str(), "15");
  EXPECT_EQ(sums.at("USD").str(), "-3");
  EXPECT_EQ(sums.at("").str(), "7");
  EXPECT_TRUE(delivered_against(id(3), view).empty());
}

constexpr std::int64_t kDayOfMoney = 20'000;  // 4 October 2024

TEST(Money, WithoutAnyItSaysSo) {
  const auto view = money_view({}, kDayOfMoney, base::Messages::in("en"));
  EXPECT_FALSE(view.get("sums")->get("some")->is_true());
  EXPECT_EQ(view.get("commitments_total")->string_value(), "No commitment is recorded.");
  EXPECT_EQ(view.get("deliveries_total")->string_value(), "No delivery is recorded.");
}

TEST(Money, AValueWithoutACurrencyIsMarked) {
  registry::PartnershipView record;
  record.deliveries = {delivery({}, money("-5.25", "")), delivery({}, {})};
  const auto view = money_view(record, kDayOfMoney, base::Messages::in("en"));
  const auto& rows = view.get("deliveries")->get("rows")->list_value();
  EXPECT_EQ(rows[0].get("value")->string_value(), "-5.25");
  EXPECT_TRUE(rows[0].get("no_currency")->is_true());
  EXPECT_TRUE(rows[1].get("value")->is_false());
  EXPECT_TRUE(rows[1].get("no_currency")->is_false());
  EXPECT_TRUE(rows[1].get("giver")->is_false());
}

TEST(Money, APromiseSaysWhatWasDeliveredOfItInItsOwnCurrencyAndWhetherItWasDue) {
  registry::PartnershipView record;
  record.commitments.resize(3);
  for (std::uint8_t i = 0; i < 3; ++i) {
    record.commitments[i].id = id(static_cast<std::uint8_t>(i + 1));
    record.commitments[i].value.value = money("100", "NOK");
  }
  record.commitments[0].value.due = base::PartialDate::parse("2023");
  record.commitments[1].value.due = base::PartialDate::parse("2024");
  record.deliveries = {delivery(id(1), money("40", "NOK")), delivery(id(1), money("60", "USD")),
                       delivery(id(2), money("250", "NOK")), delivery(id(3), money("-5", "NOK"))};
  const auto view = money_view(record, kDayOfMoney, base::Messages::in("en"));
  const auto& rows = view.get("commitments")->get("rows")->list_value();
  EXPECT_EQ(rows[0].get("share")->get("percent")->string_value(), "40");
  EXPECT_EQ(rows[1].get("share")->get("percent")->string_value(), "100") << "a bar ends at its end";
  EXPECT_NE(rows[1].get("share")->get("label")->string_value().find("250"), std::string::npos);
  EXPECT_TRUE(rows[2].get("share")->is_false());
  EXPECT_TRUE(rows[0].get("not_due")->is_false());
  EXPECT_TRUE(rows[1].get("not_due")->is_true()) << "of a year, its last day counts";
  EXPECT_EQ(view.get("commitments_total")->string_value(),
            "Of 3 commitments, 1 was due by today. Deliveries are recorded against 3.");
}

TEST(Money, TablesAreCutAndAPromiseBeyondTheCutIsNotLinked) {
  registry::PartnershipView record;
  record.commitments.resize(kMostRows + 1);
  for (std::size_t i = 0; i < record.commitments.size(); ++i)
    record.commitments[i].id = id(static_cast<std::uint8_t>(i + 1));
  record.deliveries = {delivery(record.commitments.front().id, {}),
                       delivery(record.commitments.back().id, {})};
  const auto view = money_view(record, kDayOfMoney, base::Messages::in("en"));
  EXPECT_EQ(view.get("commitments")->get("rows")->list_value().size(), kMostRows);
  EXPECT_EQ(view.get("commitments")->get("left_out")->string_value(), "1 more entry is not shown here.");
  const auto& rows = view.get("deliveries")->get("rows")->list_value();
  EXPECT_EQ(rows[0].get("promise")->string_value(), "#c-" + id(1).str());
  EXPECT_TRUE(rows[1].get("promise")->is_false());
}

TEST(Money, TheDayOfTheRateIsSaidOnlyWhereItDiffers) {
  auto held = delivery({}, money("1", "USD"));
  held.value.date = held.value.value->value_date = base::PartialDate::parse("2024-05-01");
  auto other = held;
  other.value.value->value_date = base::PartialDate::parse("2023");
  registry::PartnershipView record;
  record.deliveries = {held, other};
  const auto view = money_view(record, kDayOfMoney, base::Messages::in("en"));
  const auto& rows = view.get("deliveries")->get("rows")->list_value();
  EXPECT_TRUE(rows[0].get("rate_of")->is_false());
  EXPECT_EQ(rows[1].get("rate_of")->string_value(), "at the exchange rate of 2023");
}

}  // namespace
}  // namespace entente::pages
