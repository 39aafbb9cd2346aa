// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/agreeing_test.hpp"

namespace entente::registry {
namespace {

class AgreementWithdrawingTest : public AgreeingTest {
 protected:
  access::Actor steward() { return {fresh_id(), {{access::Role::steward, ""}}, true}; }
  /// With the second factor given for withdrawing it for a reason.
  void withdraw_proven(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                       const std::string& reason, std::string_view proven) {
    agreeing_().withdraw(actor, id, version, base::Text("en", reason),
                         FactorOfTests::given(actor, act_of_withdrawing(id, version, proven)));
  }
};

TEST_F(AgreementWithdrawingTest, WhoBroughtItWithdrawsItAsLongAsNoOtherHasSigned) {
  const auto id = made();
  sign(id, fund_);
  for (const auto* other : {&union_, &office_}) EXPECT_THROW(withdraw(other->actor, id, 1), access::Refused);
  auto program = fund_.actor;
  program.scopes = {access::Scope::write};
  EXPECT_THROW(withdraw(program, id, 1), access::Refused) << "no token does";
  EXPECT_THROW(withdraw(fund_.actor, id, 1, ""), base::BadInput) << "nor anybody without a reason";
  EXPECT_THROW(withdraw(fund_.actor, id, 2), base::Conflict);
  EXPECT_TRUE(agreeing_().may_withdraw(fund_.actor, view(id)));
  EXPECT_FALSE(agreeing_().may_withdraw(union_.actor, view(id)));
  withdraw(fund_.actor, id, 1);
  EXPECT_FALSE(agreeing_().one(id));
  EXPECT_TRUE(agreeing_().of_partnership(reg_->ids({}).at(0)).empty());
  EXPECT_THROW(agreeing_().statement(id, union_.organisation, "Director"), base::NotFound);
}

TEST_F(AgreementWithdrawingTest, WhatStandsInItsPlaceSaysWhyAndKeepsTheSignatures) {
  const auto id = made();
  EXPECT_FALSE(agreeing_().withdrawn(id));
  sign(id, fund_);
  clock_.advance(86'400'000);
  withdraw(fund_.actor, id, 1, "Meant for others.");
  const auto stone = agreeing_().withdrawn(id).value();
  EXPECT_EQ(stone.withdrawal.value.withdrawn.str("en"), "Meant for others.");
  EXPECT_EQ(base::day_of(stone.withdrawal.time), base::day_of(clock_.now()));
  EXPECT_EQ(stone.was.head().text.version, 1);
  const auto signature = stone.was.head().needed.at(0).given.value();
  EXPECT_EQ(signature.fault, SignatureFault::none) << "it is an entry of the log still";
  EXPECT_EQ(stone.was.signed_ever(), nullptr);
  EXPECT_FALSE(agreeing_().withdrawn(fresh_id()));
}

TEST_F(AgreementWithdrawingTest, WithTheSignatureOfAnotherTheOfficeWithdrawsIt) {
  const auto id = made();
  sign(id, union_);
  EXPECT_THROW(withdraw(fund_.actor, id, 1), base::Conflict);
  EXPECT_FALSE(agreeing_().may_withdraw(fund_.actor, view(id)));
  // That another version has voided it changes nothing.
  auto changed = text();
  changed.exit = base::Text("en", "By a letter.");
  agreeing_().propose(fund_.actor, id, 1, changed, {});
  EXPECT_THROW(withdraw(fund_.actor, id, 2), base::Conflict);
  EXPECT_THROW(withdraw(steward(), id, 2, ""), base::BadInput);
  withdraw(steward(), id, 2, "By order of a court.");
  EXPECT_EQ(agreeing_().withdrawn(id)->was.versions.size(), 2U);

  const auto other = in_force_now();
  const auto officer = steward();
  EXPECT_TRUE(agreeing_().withdraws_by_factor(officer, view(other)));
  EXPECT_THROW(withdraw(officer, other, 1, "By order of a court."), access::Refused) << "without a code";
  EXPECT_THROW(withdraw_proven(officer, other, 1, "By order of a court.", "Because."), access::Refused)
      << "with one for another reason";
  EXPECT_TRUE(agreeing_().one(other));
  withdraw_proven(officer, other, 1, "By order of a court.", "By order of a court.");
  EXPECT_NE(agreeing_().withdrawn(other)->was.signed_ever(), nullptr);
}

TEST_F(AgreementWithdrawingTest, ItIsThePartysThatBroughtItWhoeverWroteIt) {
  // The same person speaks for two parties, and writes it for one of them.
  auto both = fund_.actor;
  both.grants.push_back({access::Role::representative, union_.organisation.str()});
  const auto id = fresh_id();
  agreeing_().make(both, union_.part, id, text(), {});
  EXPECT_EQ(view(id).head().text.value.brought, union_.organisation);
  EXPECT_FALSE(agreeing_().may_withdraw(fund_.actor, view(id))) << "whose people speak for the fund alone";
  EXPECT_TRUE(agreeing_().may_withdraw(union_.actor, view(id))) << "who did not write it";
  // Another version is brought by nobody else.
  auto changed = text();
  changed.exit = base::Text("en", "By a letter.");
  changed.brought = school_.organisation;
  agreeing_().propose(school_.actor, id, 1, changed, {});
  EXPECT_EQ(view(id).head().text.value.brought, union_.organisation);
  EXPECT_THROW(withdraw(school_.actor, id, 2), access::Refused);
  // Who wrote it has left: the party still takes it back.
  withdraw(union_.actor, id, 2);
  EXPECT_FALSE(agreeing_().one(id));
}

TEST_F(AgreementWithdrawingTest, AStewardWhoRepresentsAPartyIsThatPartyAlone) {
  const auto id = in_force_now();
  auto both = union_.actor;
  both.grants.push_back({access::Role::steward, ""});
  EXPECT_FALSE(agreeing_().may_withdraw(both, view(id)));
  EXPECT_THROW(withdraw(both, id, 1), access::Refused);
  EXPECT_EQ(state(id), AgreementState::in_force);
}

}  // namespace
}  // namespace entente::registry
