// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

std::string ownership(std::string_view measure, const Facts& facts) {
  return status_of("national_ownership", measure, facts);
}
Interval ownership_value(std::string_view measure, const Facts& facts) {
  return measured("national_ownership", measure, facts).value;
}
std::vector<std::string> ownership_said(std::string_view measure, const Facts& facts) {
  return said_of("national_ownership", measure, facts);
}

/// Of one that works in so many countries: silent, aligned, endorsed, objecting.
Facts hosted(std::array<std::uint16_t, 4> hosts) {
  Facts facts;
  facts.hosts = hosts;
  return facts;
}
/// Of one that says where it works, and that is in no country.
Facts without_host() {
  auto facts = hosted({});
  facts.disclosed = 1U << static_cast<unsigned>(Disclosed::places);
  facts.parties.resize(2);
  facts.indicators.resize(2);
  return facts;
}

TEST(NationalOwnership, IsAskedWhereThereIsACountryToOwn) {
  for (const auto& each : find_principle("national_ownership")->measures) {
    auto facts = without_host();
    EXPECT_EQ(ownership(each.name, facts), "not_applicable") << each.name;
    facts.disclosed = 0;
    // It says not where it works; wherever that is, no host is a party, and none has a seat.
    EXPECT_EQ(ownership(each.name, facts), each.name == "host_seats" ? "not_met" : "not_enough_evidence")
        << each.name;
    facts = without_host();
    facts.parties[0].hosts = true;
    EXPECT_NE(ownership(each.name, facts), "not_applicable") << each.name << ": a host is one of its parties";
  }
}

TEST(NationalOwnership, ObjectivesAreTakenFromNationalFrameworks) {
  auto facts = hosted({1, 0, 0, 0});
  EXPECT_EQ(ownership("national_objectives", facts), "not_enough_evidence");
  EXPECT_EQ(ownership_said("national_objectives", facts), (std::vector<std::string>{"unknown", "says"}));
  const std::vector<std::pair<Tally, std::string>> cases{
      {{4, 5}, "met"}, {{2, 5}, "partly"}, {{1, 5}, "not_met"}, {{0, 0}, "not_applicable"}};
  for (const auto& [tally, expected] : cases) {
    facts.national_objectives = tally;
    EXPECT_EQ(ownership("national_objectives", facts), expected) << tally.done;
  }
  facts.national_objectives = {4, 5};
  EXPECT_EQ(ownership_said("national_objectives", facts), (std::vector<std::string>{"why", "rest"}));
}

TEST(NationalOwnership, IndicatorsAreTheCountrysOwn) {
  auto facts = hosted({1, 0, 0, 0});
  EXPECT_EQ(ownership("national_indicators", facts), "not_applicable") << "there is none";
  facts.indicators.resize(4);
  EXPECT_EQ(ownership("national_indicators", facts), "not_enough_evidence");
  facts.indicators[0].national = facts.indicators[1].national = Answer::yes;
  EXPECT_EQ(ownership_value("national_indicators", facts), (Interval{0.5, 1}));
  EXPECT_EQ(ownership("national_indicators", facts), "met") << "whatever the others are";
  EXPECT_EQ(ownership_said("national_indicators", facts), (std::vector<std::string>{"why", "says"}));
  facts.indicators[1].national = facts.indicators[2].national = facts.indicators[3].national = Answer::no;
  EXPECT_EQ(ownership("national_indicators", facts), "partly");
  facts.indicators[0].national = Answer::no;
  EXPECT_EQ(ownership("national_indicators", facts), "not_met");
  EXPECT_EQ(ownership_said("national_indicators", facts), (std::vector<std::string>{"why", "could"}));
}

TEST(NationalOwnership, DataOfTheGovernmentAreUsed) {
  auto facts = hosted({1, 0, 0, 0});
  EXPECT_EQ(ownership("government_data", facts), "not_enough_evidence");
  facts.government_data = Answer::yes;
  EXPECT_EQ(ownership("government_data", facts), "met");
  facts.government_data = Answer::no;
  EXPECT_EQ(ownership("government_data", facts), "not_met");
}

TEST(NationalOwnership, TheWordOfAHostIsNotSilence) {
  EXPECT_EQ(ownership("host_word", hosted({0, 2, 1, 0})), "met");
  EXPECT_EQ(ownership("host_word", hosted({0, 1, 0, 1})), "partly");
  EXPECT_EQ(ownership("host_word", hosted({0, 0, 0, 1})), "not_met");
  EXPECT_EQ(ownership("host_word", hosted({1, 1, 0, 0})), "not_enough_evidence") << "the other may object";
  EXPECT_EQ(ownership_value("host_word", hosted({1, 2, 1, 1})), (Interval{0.6, 0.8}));
  EXPECT_EQ(ownership("host_word", hosted({1, 2, 1, 1})), "partly") << "whatever the fifth says";
  EXPECT_EQ(ownership_said("host_word", hosted({1, 1, 0, 1})),
            (std::vector<std::string>{"why", "objects", "says"}));
  EXPECT_EQ(ownership_said("host_word", hosted({})), (std::vector<std::string>{"none", "places"}));
}

struct Seated {
  std::optional<double> seats;
  bool hosts = false;
};
Facts seated(std::initializer_list<Seated> parties) {
  auto facts = hosted({1, 0, 0, 0});
  for (const auto& each : parties) {
    auto& party = facts.parties.emplace_back();
    party.seats = each.seats;
    party.hosts = each.hosts;
  }
  return facts;
}

TEST(NationalOwnership, HostsSitInTheBodyThatGoverns) {
  EXPECT_EQ(ownership_value("host_seats", seated({{1, true}, {3}, {0}})), Interval::at(0.25));
  EXPECT_EQ(ownership("host_seats", seated({{1, true}, {3}})), "met");
  EXPECT_EQ(ownership("host_seats", seated({{1, true}, {8}})), "partly");
  EXPECT_EQ(ownership("host_seats", seated({{0, true}, {8}})), "not_met");
  EXPECT_EQ(ownership("host_seats", seated({{4}, {8}})), "not_met") << "a host that is no party has no seat";
  EXPECT_EQ(ownership("host_seats", seated({{0, true}, {0}})), "not_applicable") << "there is no such body";
  EXPECT_EQ(ownership("host_seats", seated({})), "not_applicable");
  EXPECT_EQ(ownership_value("host_seats", seated({{1, true}, {3}, {{}}})), (Interval{0, 0.25}));
  EXPECT_EQ(ownership_value("host_seats", seated({{{}, true}, {1, true}, {3}})), (Interval{0.25, 1}));
  EXPECT_EQ(ownership("host_seats", seated({{{}, true}, {1, true}, {3}})), "met") << "it can only be more";
  EXPECT_EQ(ownership("host_seats", seated({{{}, true}, {3}})), "not_enough_evidence");
}

TEST(NationalOwnership, WhoComesFromOutsideKnowsTheGuidance) {
  auto facts = seated({{1, true}, {1}, {1}});
  EXPECT_EQ(ownership("guidance", facts), "not_enough_evidence");
  facts.parties[1].guidance = facts.parties[2].guidance = Answer::yes;
  EXPECT_EQ(ownership("guidance", facts), "met") << "the host is not asked";
  facts.parties[2].guidance = Answer::no;
  EXPECT_EQ(ownership("guidance", facts), "partly");
  EXPECT_EQ(ownership_said("guidance", facts), (std::vector<std::string>{"why", "no"}));
  facts.parties[1].guidance = Answer::no;
  EXPECT_EQ(ownership("guidance", facts), "not_met");
  EXPECT_EQ(ownership("guidance", seated({{1, true}})), "not_applicable");
}

}  // namespace
}  // namespace entente::principles
