// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/agreement_standing.hpp"

#include <gtest/gtest.h>

namespace entente::registry {
namespace {

constexpr std::int64_t kOneDay = 86'400'000;

base::Uuid id_of(std::uint8_t number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = number;
  return base::Uuid(bytes);
}

/// An agreement of parties 1, 2 and 3, whose days are counted from 1970-01-01.
class StandingTest : public testing::Test {
 protected:
  Held<model::Agreement>& version(const std::string& act, std::initializer_list<std::uint8_t> parties,
                                  std::int64_t day) {
    Held<model::Agreement> held{
        .id = id_of(9), .value = {}, .version = std::ssize(versions_) + 1, .time = {}, .author = {}};
    held.value.act = act;
    for (const auto party : parties) held.value.parties.push_back({id_of(party), {}, {}});
    held.time = {day * kOneDay};
    held.hash[0] = static_cast<std::uint8_t>(held.version);
    versions_.push_back(held);
    return versions_.back();
  }
  SignatureView& signs(std::uint8_t party, std::int64_t day, SignatureFault fault = SignatureFault::none) {
    const auto& text = versions_.back();
    Held<model::Signature> held{.id = id_of(static_cast<std::uint8_t>(100 + signatures_.size())),
                                .value = {},
                                .time = {},
                                .author = {}};
    held.value.organisation = id_of(party);
    held.value.version = text.version;
    held.value.agreed_hash = base::hex(text.hash);
    held.value.act = text.value.act;
    held.time = {day * kOneDay};
    signatures_.push_back({held, fault});
    return signatures_.back();
  }
  AgreementView at(std::int64_t day) const {
    return registry::in_force(id_of(9), versions_, signatures_, day);
  }
  AgreementState state(std::int64_t day) const { return at(day).state; }

  std::vector<Held<model::Agreement>> versions_;
  std::vector<SignatureView> signatures_;
};

using enum AgreementState;

TEST_F(StandingTest, EveryPartyHasToSign) {
  version("agree", {1, 2, 3}, 10);
  EXPECT_EQ(state(10), waits);
  signs(1, 10);
  signs(2, 11);
  EXPECT_EQ(state(12), waits);
  EXPECT_EQ(at(12).counting, 0);
  signs(3, 12);
  EXPECT_EQ(state(12), in_force);
  EXPECT_EQ(at(12).counting, 1);
  EXPECT_EQ(at(12).head().from_day, 12);
}

TEST_F(StandingTest, OneSignatureThatDoesNotCountIsOneMissing) {
  using enum SignatureFault;
  for (const auto fault : {other_text, unknown_key, wrong_key, ended_key, not_in_log}) {
    versions_.clear();
    signatures_.clear();
    version("agree", {1, 2}, 10);
    signs(1, 10);
    signs(2, 10, fault);
    EXPECT_EQ(state(10), waits) << static_cast<int>(fault);
    signs(2, 11);  // and again, as it should be
    EXPECT_EQ(state(11), in_force);
  }
}

TEST_F(StandingTest, ASignatureIsOfOneVersionOneHashAndOneAct) {
  version("agree", {1, 2}, 10);
  signs(1, 10);
  signs(2, 10).signature.value.agreed_hash[0] ^= 1;
  EXPECT_EQ(at(10).head().needed[1].given->fault, SignatureFault::other_text);
  EXPECT_EQ(state(10), waits);
  signs(2, 10);
  EXPECT_EQ(state(10), in_force);
  signatures_.back().signature.value.act = "end";
  EXPECT_EQ(state(10), waits);
}

TEST_F(StandingTest, AnotherTextIsSignedByAllAnewAndTheFirstCountsUntilThen) {
  version("agree", {1, 2}, 10);
  signs(1, 10);
  signs(2, 10);
  version("amend", {1, 2}, 20);
  EXPECT_EQ(at(20).counting, 1);
  EXPECT_EQ(state(20), in_force);
  EXPECT_TRUE(at(20).waits());
  signs(1, 20);
  EXPECT_EQ(at(21).counting, 1);
  signs(2, 22);
  EXPECT_EQ(at(22).counting, 2);
  EXPECT_FALSE(at(22).waits());
}

TEST_F(StandingTest, NobodyIsAmendedOutWithoutSigningIt) {
  version("agree", {1, 2, 3}, 10);
  for (const std::uint8_t party : {1, 2, 3}) signs(party, 10);
  version("amend", {1, 2}, 20);
  signs(1, 20);
  signs(2, 20);
  EXPECT_EQ(at(20).counting, 1);
  ASSERT_EQ(at(20).head().needed.size(), 3U);
  signs(3, 21);
  EXPECT_EQ(at(21).counting, 2);
  version("end", {1, 2}, 30);  // the third is bound no more, and is not asked
  EXPECT_EQ(at(30).head().needed.size(), 2U);
}

TEST_F(StandingTest, AKeyThatEndsLaterTakesNobodyOutOfWhatComesAfter) {
  version("agree", {1, 2, 3}, 10);
  for (const std::uint8_t party : {1, 2, 3}) signs(party, 10);
  signatures_.back().fault = SignatureFault::ended_key;
  EXPECT_EQ(state(10), waits);
  version("agree", {1, 2}, 20);
  signs(1, 20);
  signs(2, 20);
  EXPECT_EQ(at(20).head().needed.size(), 3U);
  EXPECT_EQ(state(20), waits);
}

TEST_F(StandingTest, SuspensionResumptionAndEndFollowTheSameRule) {
  version("agree", {1, 2}, 10);
  signs(1, 10);
  signs(2, 10);
  version("suspend", {1, 2}, 20).value.effective = base::PartialDate::from_days(25);
  signs(1, 20);
  EXPECT_EQ(state(30), in_force);
  signs(2, 21);
  EXPECT_EQ(state(24), in_force);
  EXPECT_EQ(state(25), suspended);
  version("resume", {1, 2}, 40);
  signs(1, 40);
  signs(2, 41);
  EXPECT_EQ(state(41), in_force);
  version("end", {1, 2}, 50);
  signs(1, 50);
  EXPECT_EQ(state(60), in_force);
  signs(2, 61);
  EXPECT_EQ(state(61), ended);
}

TEST_F(StandingTest, ItBeginsOnItsFirstDayAndIsOverAfterItsLast) {
  auto& first = version("agree", {1, 2}, 10).value;
  first.starts = base::PartialDate::from_days(20);
  first.ends = base::PartialDate::from_days(30);
  signs(1, 10);
  signs(2, 10);
  EXPECT_EQ(state(19), begins);
  EXPECT_EQ(state(20), in_force);
  EXPECT_EQ(state(30), in_force);
  EXPECT_EQ(state(31), expired);
  version("renew", {1, 2}, 29).value.ends = base::PartialDate::from_days(90);
  signs(1, 29);
  signs(2, 29);
  EXPECT_EQ(state(31), in_force);
  EXPECT_EQ(state(91), expired);
}

TEST_F(StandingTest, NoActCountsBeforeAllHaveSignedIt) {
  version("agree", {1, 2}, 10).value.effective = base::PartialDate::from_days(5);
  signs(1, 10);
  signs(2, 12);
  EXPECT_EQ(at(12).head().from_day, 12);
}

TEST_F(StandingTest, EachPartyThatIsNamedSignsForItself) {
  version("agree", {1, 2}, 10);
  signs(1, 10);
  signs(3, 10);  // in nobody's place, whatever is merged into what
  EXPECT_EQ(state(10), waits);
  ASSERT_EQ(at(10).head().needed.size(), 2U);
  EXPECT_FALSE(at(10).head().needed[1].given);
}

TEST_F(StandingTest, WhatAllSignedOnceIsKnownAfterAKeyHasEnded) {
  version("agree", {1, 2}, 10);
  signs(1, 10);
  EXPECT_EQ(at(10).signed_ever(), nullptr);
  signs(2, 10);
  for (const auto fault : {SignatureFault::ended_key, SignatureFault::unknown_key}) {
    signatures_.back().fault = fault;
    const auto view = at(11);
    EXPECT_EQ(view.state, waits);
    EXPECT_EQ(view.signed_last(), nullptr);
    EXPECT_EQ(view.signed_ever(), &view.head());
  }
  // One that never held takes nothing away from the one that did.
  signs(2, 12, SignatureFault::wrong_key);
  EXPECT_NE(at(12).signed_ever(), nullptr);
  signatures_.erase(signatures_.begin() + 1);
  EXPECT_EQ(at(12).signed_ever(), nullptr);
}

TEST_F(StandingTest, WhatIsShownIsTheVersionOfWhichTheStateIsSaid) {
  version("agree", {1, 2}, 10).value.starts = base::PartialDate::from_days(20);
  EXPECT_EQ(at(10).shown().text.version, 1);
  signs(1, 10);
  signs(2, 10);
  version("amend", {1, 2}, 11);
  EXPECT_EQ(state(12), begins);
  EXPECT_EQ(at(12).shown().text.version, 1);
  EXPECT_EQ(state(20), in_force);
  EXPECT_EQ(at(20).shown().text.version, 1);
  signs(1, 21);
  signs(2, 21);
  EXPECT_EQ(at(21).shown().text.version, 2);
}

TEST_F(StandingTest, WhatIsAmendedWhileItRestsGoesOnResting) {
  const auto all_sign = [&](std::int64_t day) {
    signs(1, day);
    signs(2, day);
  };
  version("agree", {1, 2}, 10);
  all_sign(10);
  version("suspend", {1, 2}, 20).value.effective = base::PartialDate::from_days(30);
  all_sign(20);
  EXPECT_TRUE(at(20).rests);
  version("amend", {1, 2}, 25);
  all_sign(25);
  EXPECT_EQ(state(25), in_force);
  EXPECT_EQ(at(25).counting, 3);
  EXPECT_EQ(state(30), suspended);
  EXPECT_EQ(at(30).counting, 3);
  version("resume", {1, 2}, 40);
  all_sign(40);
  EXPECT_EQ(state(40), in_force);
  EXPECT_FALSE(at(40).rests);
}

TEST_F(StandingTest, AnEndCanBeReplacedUntilItsDayAndIsFollowedByNothing) {
  version("agree", {1, 2}, 10);
  signs(1, 10);
  signs(2, 10);
  version("end", {1, 2}, 20).value.effective = base::PartialDate::from_days(50);
  signs(1, 20);
  signs(2, 20);
  EXPECT_EQ(state(50), ended);
  version("amend", {1, 2}, 30);
  signs(1, 30);
  signs(2, 49);
  EXPECT_EQ(state(50), in_force);
  signatures_.back().signature.time = {50 * kOneDay};
  EXPECT_EQ(state(49), in_force);
  EXPECT_EQ(state(50), ended);
  EXPECT_EQ(state(60), ended);
}

}  // namespace
}  // namespace entente::registry
