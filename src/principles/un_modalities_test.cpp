// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/assess.hpp"
#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

constexpr std::string_view kModalities = "un_modalities";
using Keys = std::vector<std::string>;

Facts of_parties(std::size_t count) {
  Facts facts;
  facts.day = 20'000;
  facts.parties.resize(count);
  return facts;
}

/// Of the whole principle by the default policy.
Status modalities_of(const Facts& facts) {
  const auto& policy = default_policy();
  for (const auto& each : assess(facts, policy, policy.profile({}), Explain::no))
    if (each.principle->name == kModalities) return each.status;
  return Status::not_applicable;
}

/// Two parties of which nothing is wrong.
Facts in_order() {
  auto facts = of_parties(2);
  facts.agreement = true;
  facts.disclosed = (1U << kDisclosable) - 1;
  facts.reports = {{.due = 20'100, .sent = {}}};
  for (auto& each : facts.parties) {
    each.confirmed = true;
    each.exclusive = each.emblem = Answer::no;
    each.diligence = Diligence::valid;
  }
  return facts;
}

TEST(UnModalities, DueDiligenceThatHasRunOutIsMadeUpForByNothing) {
  auto facts = in_order();
  EXPECT_EQ(modalities_of(facts), Status::met);
  EXPECT_EQ(status_of(kModalities, "expired_diligence", facts), "met");
  for (const auto out : {Diligence::expired, Diligence::excluded}) {
    facts.parties[0].diligence = out;
    EXPECT_EQ(status_of(kModalities, "expired_diligence", facts), "not_met");
    EXPECT_EQ(said_of(kModalities, "expired_diligence", facts), (Keys{"why", "yes"}));
    EXPECT_EQ(modalities_of(facts), Status::not_met);
  }
  facts.parties[0].diligence = Diligence::unknown;
  EXPECT_EQ(status_of(kModalities, "expired_diligence", facts), "not_enough_evidence");
  EXPECT_EQ(said_of(kModalities, "expired_diligence", facts), (Keys{"why", "says"}));
  EXPECT_EQ(modalities_of(facts), Status::not_enough_evidence);
  for (auto& each : facts.parties) each.diligence = Diligence::not_needed;
  EXPECT_EQ(status_of(kModalities, "expired_diligence", facts), "not_applicable");
}

TEST(UnModalities, APermissionLastsToItsLastDay) {
  auto facts = in_order();
  auto& party = facts.parties[0];
  party.emblem = Answer::yes;
  EXPECT_EQ(status_of(kModalities, "expired_emblem", facts), "not_enough_evidence") << "until when?";
  party.emblem_until = facts.day;
  EXPECT_EQ(status_of(kModalities, "expired_emblem", facts), "met");
  party.emblem_until = facts.day - 1;
  EXPECT_EQ(status_of(kModalities, "expired_emblem", facts), "not_met");
  EXPECT_EQ(said_of(kModalities, "expired_emblem", facts), (Keys{"why", "yes"}));
  EXPECT_EQ(modalities_of(facts), Status::not_met);
  for (auto& each : facts.parties) each.kind = PartyKind::un;
  EXPECT_EQ(status_of(kModalities, "expired_emblem", facts), "not_applicable");
}

TEST(UnModalities, DueDiligenceIsDoneOnAllThatNeedIt) {
  auto facts = of_parties(4);
  EXPECT_EQ(status_of(kModalities, "diligence_done", facts), "not_enough_evidence");
  facts.parties[0].diligence = facts.parties[1].diligence = Diligence::valid;
  facts.parties[2].diligence = Diligence::not_needed;
  EXPECT_EQ(measured(kModalities, "diligence_done", facts).value.low, 2.0 / 3);
  EXPECT_EQ(said_of(kModalities, "diligence_done", facts), (Keys{"why", "says"}));
  facts.parties[3].diligence = Diligence::under_way;
  EXPECT_EQ(status_of(kModalities, "diligence_done", facts), "partly");
  EXPECT_EQ(said_of(kModalities, "diligence_done", facts), (Keys{"why", "no"}));
  facts.parties[3].diligence = Diligence::valid;
  EXPECT_EQ(status_of(kModalities, "diligence_done", facts), "met");
  for (auto& each : facts.parties) each.diligence = Diligence::missing;
  EXPECT_EQ(status_of(kModalities, "diligence_done", facts), "not_met");
  for (auto& each : facts.parties) each.diligence = Diligence::not_needed;
  EXPECT_EQ(status_of(kModalities, "diligence_done", facts), "not_applicable");
}

TEST(UnModalities, EachRuleThatIsNotKeptIsNamed) {
  auto facts = in_order();
  EXPECT_EQ(measured(kModalities, "checklist", facts).value, Interval::at(1));
  EXPECT_EQ(said_of(kModalities, "checklist", facts), Keys{"why"});
  facts.parties[1].exclusive = Answer::unknown;
  facts.agreement = false;
  const auto found = measured(kModalities, "checklist", facts);
  EXPECT_NEAR(found.value.low, 5.0 / 7, 1e-12);
  EXPECT_NEAR(found.value.high, 6.0 / 7, 1e-12);
  EXPECT_EQ(found.known, 6);
  EXPECT_EQ(said_of(kModalities, "checklist", facts), (Keys{"why", "agreement", "no_exclusivity"}));
  EXPECT_EQ(status_of(kModalities, "checklist", facts), "not_enough_evidence");
  facts.parties[1].kind = PartyKind::government;
  EXPECT_EQ(said_of(kModalities, "checklist", facts), (Keys{"why", "agreement"})) << "it is not asked";
  facts.parties[1].kind = PartyKind::business;
  facts.parties[1].exclusive = Answer::yes;
  EXPECT_EQ(status_of(kModalities, "checklist", facts), "partly");
  facts = of_parties(1);
  EXPECT_EQ(said_of(kModalities, "checklist", facts),
            (Keys{"why", "agreement", "agreement_public", "confirmed", "governance", "term", "reporting",
                  "no_exclusivity"}));
  EXPECT_EQ(status_of(kModalities, "checklist", facts), "not_met");
  EXPECT_EQ(status_of(kModalities, "checklist", of_parties(0)), "not_applicable");
}

}  // namespace
}  // namespace entente::principles
