// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/sealed_decisions.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "model/record.hpp"
#include "registry/public_events.hpp"
#include "registry/registering_test.hpp"
#include "registry/seals_in_log.hpp"

namespace entente::registry {
namespace {

constexpr std::string_view kDecision = R"({"reason":"Another year of birth","verdict":"not_same"})";

class SealedDecisionsTest : public RegisteringTest {
 protected:
  SealOfDecision sealed(std::string_view kind = kSealScreening) {
    SealOfDecision seal;
    reg_->store().write({.author = "tester"}, [&](store::UnitOfWork& unit) {
      seal = put_sealed_decision(unit, clock_.now(), kind, kDecision);
    });
    return seal;
  }
};

TEST_F(SealedDecisionsTest, ARecordSaysTheKindAndASaltedHashAndNothingElse) {
  const auto seal = sealed();
  const auto head = reg_->read()->head(seal.record).value();
  EXPECT_EQ(head.body, R"({"hash":")" + base::hex(base::sha256(seal.salt + std::string(kDecision))) +
                           R"(","kind":"screening"})");
  EXPECT_EQ(head.visibility, store::Visibility::open);
  const auto keys = model::keys_of(model::read_body(head.type, head.body));
  EXPECT_FALSE(keys.partnership || keys.organisation);
  EXPECT_EQ(seal.salt.size(), kSealSalt);
  EXPECT_TRUE(reg_->read()->log().entry_of(seal.record, 1)) << "it is an entry of the public log";
  EXPECT_NE(sealed().salt, seal.salt) << "the same decision has another hash each time";
}

TEST_F(SealedDecisionsTest, WhatWasChangedSinceIsNoticed) {
  const auto seal = sealed();
  const auto reader = reg_->read();
  EXPECT_TRUE(has_seal(*reader, kSealScreening, seal, kDecision));
  EXPECT_FALSE(has_seal(*reader, kSealDueDiligence, seal, kDecision));
  EXPECT_FALSE(has_seal(*reader, kSealScreening, seal, R"({"reason":"Another name","verdict":"not_same"})"));
  EXPECT_FALSE(has_seal(*reader, kSealScreening, {seal.record, std::string(kSealSalt, 'x')}, kDecision));
  EXPECT_FALSE(has_seal(*reader, kSealScreening, {base::Uuid::v7(clock_.now()), seal.salt}, kDecision));
}

TEST_F(SealedDecisionsTest, NobodyIsToldOfOneAndOneWhoseRowIsGoneIsNoticed) {
  const auto before = reg_->read()->last_event();
  const auto seal = sealed(kSealDueDiligence);
  const auto reader = reg_->read();
  EXPECT_GT(reader->last_event(), before);
  EXPECT_TRUE(public_events(*reader, {before, 0}, {}, 10).events.empty());
  const SealsInLog screening(*reg_, kSealScreening);
  EXPECT_NO_THROW(screening.require_all_found()) << "it is of another kind";
  SealsInLog seals(*reg_, kSealDueDiligence);
  EXPECT_THROW(seals.require_all_found(), base::Error);
  seals.found(seal.record);
  EXPECT_NO_THROW(seals.require_all_found());
  EXPECT_THROW(seals.found(seal.record), base::Error) << "of two rows";
}

}  // namespace
}  // namespace entente::registry
