// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/compare_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace entente::pages {
namespace {

TEST(ComparedRows, OneLightWithTwoDaysIsADifference) {
  const auto& messages = base::Messages::in("en");
  std::vector<registry::PartnershipView> views(2);
  views[0].freshness = {registry::Light::dormant, base::PartialDate::parse("2010-07-02"), {}};
  views[1].freshness = views[0].freshness;
  const auto differs = [&] {
    const auto rows = compared_rows(views, messages);
    const auto row = std::ranges::find(rows, messages.get("compare.reporting"), &ComparedRow::label);
    return row == rows.end() ? std::nullopt : std::optional(row->differs());
  };
  EXPECT_EQ(differs(), false);
  views[1].freshness.last = base::PartialDate::parse("2020");
  EXPECT_EQ(differs(), true) << "the days are shown, so the row must not call them the same";
  views[1].freshness = {registry::Light::reported, views[0].freshness.last, {}};
  EXPECT_EQ(differs(), true);
}

}  // namespace
}  // namespace entente::pages
