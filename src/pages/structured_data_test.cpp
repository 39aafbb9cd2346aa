// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/structured_data.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace entente::pages {
namespace {

namespace json = boost::json;

TEST(StructuredData, WhatARecordHoldsCannotEndTheScriptElement) {
  registry::PartnershipView view;
  view.partnership.value.title = base::Text("en", "</script><script>alert(1)</script> & <!--");
  const auto text = structured_data(view, "en", "https://register.example");
  for (const char c : {'<', '>', '&'}) EXPECT_EQ(text.find(c), text.npos) << c;
  const auto read = json::parse(text);
  EXPECT_EQ(read.at("name").at("@value").as_string(), "</script><script>alert(1)</script> & <!--")
      << "a reader of JSON gets it back as it is";
}

TEST(StructuredData, ATextKeepsItsOwnLanguage) {
  registry::PartnershipView view;
  view.partnership.value.title = base::Text("ar", "ميثاق المياه");
  view.partnership.value.actual_start = base::PartialDate::parse("2019-05");
  const auto read = json::parse(structured_data(view, "en", "https://register.example"));
  EXPECT_EQ(read.at("name").at("@language").as_string(), "ar");
  EXPECT_EQ(read.at("foundingDate").as_string(), "2019-05");
  EXPECT_TRUE(read.at("url").as_string().starts_with("https://register.example/en/partnerships/"));
  EXPECT_FALSE(read.as_object().contains("member"));
}

TEST(StructuredData, WhoLeftIsNoMemberAndNobodyIsOneTwice) {
  registry::PartnershipView view;
  for (const auto* state : {"named", "confirmed", "left", "declined"}) {
    registry::Party party;
    party.organisation.id = base::Uuid::v7({1'700'000'000'000});
    party.organisation.name = base::Text("en", state);
    party.state = state;
    view.parties.push_back(party);
  }
  view.parties.push_back(view.parties.front());
  const auto read = json::parse(structured_data(view, "en", ""));
  ASSERT_EQ(read.at("member").as_array().size(), 2u);
}

TEST(StructuredData, AnOrganisationHasTheTypeOfItsBodyAndItsOtherNames) {
  registry::OrganisationView view;
  view.organisation.value.type = "national_ngo";
  view.organisation.value.name = base::Text("en", "Wells");
  view.organisation.value.name.add("fr", "Puits");
  view.organisation.value.website = "javascript:alert(1)";
  const auto read = json::parse(structured_data(view, "en", "https://register.example"));
  EXPECT_EQ(read.at("@type").as_string(), "NGO");
  EXPECT_EQ(read.at("alternateName").at(0).at("@value").as_string(), "Puits");
  EXPECT_FALSE(read.as_object().contains("sameAs")) << "an address that may not be linked is none";
}

}  // namespace
}  // namespace entente::pages
