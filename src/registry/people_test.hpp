// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "registry/accounts_test.hpp"
#include "registry/writing.hpp"

/// For tests: a register with people in it.
namespace entente::registry {

class PeopleTest : public AccountsTest {
 protected:
  static access::Grant representative(const base::Uuid& organisation) {
    return {access::Role::representative, organisation.str()};
  }
  base::Uuid organisation(const std::string& name) {
    model::Organisation made;
    made.name.add("en", name);
    const auto id = base::Uuid::v7(clock_.now());
    store_->write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, made)); });
    return id;
  }
  /// Somebody with an account of that address and name, and what they hold, signed in.
  Visitor visitor(const std::string& address, const std::vector<access::Grant>& grants) {
    const auto made = accounts_->make({address, address, "en", std::string(kPassword)}, kHere,
                                      [](store::UnitOfWork&, const store::Account&) {});
    const auto id = accounts_->account_of(address);
    for (const auto& grant : grants) accounts_->give(Accounts::by_operator(), id, grant);
    return accounts_->visitor(made.sign_in.secret);
  }
  access::Actor person(const std::string& address, const std::vector<access::Grant>& grants) {
    return visitor(address, grants).actor;
  }
  static access::Actor with_factor(access::Actor actor) {
    actor.second_factor = true;
    return actor;
  }
  /// The same person, with what they hold by now.
  access::Actor now_holding(const access::Actor& actor) {
    auto same = actor;
    same.grants.clear();
    for (const auto& each : store_->read()->accounts().roles_of(*actor.account))
      same.grants.push_back({access::role_of(each.role).value(), each.of});
    return same;
  }
};

}  // namespace entente::registry
