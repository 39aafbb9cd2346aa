// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/format.hpp"

#include <gtest/gtest.h>

namespace entente::pages {
namespace {

model::Place country(std::string code) {
  model::Place place;
  place.kind = "country";
  place.code = std::move(code);
  return place;
}

TEST(DateRange, SaysWhatIsKnown) {
  const auto& en = base::Messages::in("en");
  const auto may = base::PartialDate::parse("2019-05-01"), year = base::PartialDate::parse("2024");
  EXPECT_EQ(date_range(en, {}, {}), "");
  EXPECT_EQ(date_range(en, year, {}), "from 2024");
  EXPECT_EQ(date_range(en, {}, year), "until 2024");
  EXPECT_EQ(date_range(en, year, year), "2024");
  EXPECT_EQ(date_range(en, may, year), en.date(*may) + " to 2024");
}

TEST(DateRange, ReadsInChinese) {
  const auto& zh = base::Messages::in("zh");
  EXPECT_EQ(date_range(zh, {}, base::PartialDate::parse("2024")), "至2024年");
}

TEST(Goals, EachOnceByNumberAndTargetsForTheirGoal) {
  const std::vector<model::Goal> goals = {{"sdg", "13", {}, ""},
                                          {"sdg", "6.1", {}, ""},
                                          {"mdg", "7.C", {}, ""},
                                          {"sdg", "6", {}, ""},
                                          {"sdg", "99", {}, ""}};
  EXPECT_EQ(goal_values(goals), (std::vector<std::string>{"6", "13", "mdg:7"}));
}

TEST(Goals, LabelsNameTheGoalAndUnknownOnesThemselves) {
  EXPECT_EQ(goal_label("1", "en"), "1 No poverty");
  EXPECT_EQ(goal_label("mdg:7", "en").substr(0, 6), "MDG 7 ");
  EXPECT_EQ(goal_label("99", "en"), "99");
}

TEST(Goals, ChipsLinkToTheList) {
  const auto chips = goal_chips({{"mdg", "7.C", {}, ""}}, "fr");
  ASSERT_EQ(chips.list_value().size(), 1U);
  EXPECT_EQ(chips.list_value().front().get("href")->string_value(), "/fr/partnerships?goal=mdg%3A7");
}

TEST(Places, CountriesBeforeLocationsAndEachOnce) {
  auto location = country("");
  location.kind = "location";
  location.name = base::Text("en", "Upper valley");
  const std::vector<model::Place> all = {country("KE"), location, country("UG"), country("KE"),
                                         country("TZ")};
  const auto two = place_names(all, "en", 2);
  EXPECT_EQ(two.names, (std::vector<std::string>{"Kenya", "Uganda"}));
  EXPECT_EQ(two.total, 3U);
  EXPECT_EQ(place_names({location}, "en", 2).names, (std::vector<std::string>{"Upper valley"}));
}

TEST(Places, WhatHasNoNameShowsItsCode) {
  EXPECT_EQ(place_name(country("XX"), "en"), "XX");
}

TEST(Facets, LabelsComeFromTheirVocabularies) {
  const std::string id = "0190a000-0000-7000-8000-000000000001";
  const std::map<std::string, base::Text> names = {{id, base::Text("en", "Example Agency")}};
  EXPECT_EQ(facet_label(search::Facet::status, "active", "en", {}), "Active");
  EXPECT_EQ(facet_label(search::Facet::country, "KE", "en", {}), "Kenya");
  EXPECT_EQ(facet_label(search::Facet::region, "m49:002", "en", {}), "Africa");
  EXPECT_EQ(facet_label(search::Facet::region, "002", "en", {}), "002");
  EXPECT_EQ(facet_label(search::Facet::party, id, "en", names), "Example Agency");
  EXPECT_EQ(facet_label(search::Facet::party, id, "en", {}), id);
  EXPECT_EQ(facet_label(search::Facet::year, "2019", "ar", {}), "2019");
}

TEST(Marks, EveryStateHasItsOwn) {
  EXPECT_EQ(mark_of_state("confirmed").symbol, "yes");
  EXPECT_EQ(mark_of_state("asked").symbol, "wait");
  EXPECT_EQ(mark_of_state("named").symbol, "named");
  EXPECT_EQ(mark_of_state("something else").symbol, "named");
}

TEST(Marks, SquaresOfAttestations) {
  EXPECT_EQ(squares_of("self_reported"), 1);
  EXPECT_EQ(squares_of("verified_independently"), 4);
  EXPECT_EQ(squares_of("hearsay"), 0);
  EXPECT_TRUE(attestation_view("hearsay", "en").is_false());
}

}  // namespace
}  // namespace entente::pages
