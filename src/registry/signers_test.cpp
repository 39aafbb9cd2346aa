// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/signers.hpp"

#include "access/role.hpp"
#include "registry/agreeing_test.hpp"
#include "registry/merged.hpp"

namespace entente::registry {
namespace {

TEST_F(AgreeingTest, NobodySignsForAPartyThatNobodyRepresents) {
  const std::vector<base::Uuid> all{fund_.organisation, union_.organisation, school_.organisation};
  const auto give = [&](const base::Uuid& organisation, access::Role role) {
    reg_->store().write({}, [&](store::UnitOfWork& unit) {
      const auto account = fresh_id();
      unit.accounts().put_account(
          {.id = account, .address = account.str() + "@party.example", .state = store::AccountState::active});
      unit.accounts().put_role(
          {account, std::string(access::name_of(role)), organisation.str(), {}, clock_.now()});
    });
  };
  give(fund_.organisation, access::Role::representative);
  give(union_.organisation, access::Role::contributor);
  EXPECT_EQ(without_signer(*reg_, all), (std::vector<base::Uuid>{union_.organisation, school_.organisation}));
  reg_->store().write(
      {}, [&](store::UnitOfWork& unit) { set_standing_for(unit, school_.organisation, fund_.organisation); });
  EXPECT_EQ(without_signer(*reg_, all), std::vector<base::Uuid>{union_.organisation})
      << "whoever represents the record that stands signs for the one that was merged";
}

}  // namespace
}  // namespace entente::registry
