// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/draft_json.hpp"

#include <gtest/gtest.h>

#include "api/told.hpp"

namespace entente::api {

namespace {

model::Place place(std::string kind, std::string code) {
  model::Place one;
  one.kind = std::move(kind);
  one.code = std::move(code);
  return one;
}

model::Partnership wells() {
  model::Partnership partnership;
  partnership.title = base::Text("en", "Wells");
  partnership.places = {place("country", "KE"), place("region", "289")};
  partnership.planned_start = base::PartialDate::parse("2027");
  return partnership;
}

TEST(SentDraft, PlacesThatAreNoCountriesStayOnceHoweverOftenTheyAreSentBack) {
  auto standing = wells();
  for (int round = 0; round < 3; ++round) {
    const auto read = record_json(standing);
    standing = with_sent(standing, {{"places", read.as_object().at("places")}});
    EXPECT_EQ(standing.places, wells().places) << round;
  }
  standing = with_sent(standing, {{"places", boost::json::array()}});
  EXPECT_EQ(standing.places, std::vector{place("region", "289")});
}

TEST(SentDraft, NullTakesADayAwayAndWhatIsNotSentStays) {
  EXPECT_EQ(with_sent(wells(), {{"level", "global"}}).planned_start, base::PartialDate::parse("2027"));
  EXPECT_FALSE(with_sent(wells(), {{"planned_start", nullptr}}).planned_start);
}

}  // namespace

}  // namespace entente::api
