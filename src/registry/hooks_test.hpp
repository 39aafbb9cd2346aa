// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "registry/hooks.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

/// For tests: a register with a steward, to whom webhooks are open.
namespace entente::registry {

class HooksTest : public testing::Test {
 protected:
  HooksTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-hooks-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    accounts_ =
        std::make_unique<Accounts>(reg_->store(), clock_, AccountRules{.cost = {1, 8192}, .key = key_});
    accounts_->take_key();
    hooks_ = std::make_unique<Hooks>(*reg_, *accounts_, outbound::HookRules{});
    steward_ = person("steward@register.example", {access::Role::steward, ""});
  }
  ~HooksTest() override {
    hooks_.reset();
    accounts_.reset();
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  access::Actor person(const std::string& address, const access::Grant& grant) {
    accounts_->make({address, address, "en", "correct horse battery staple"}, {"192.0.2.1", "Firefox"},
                    [](store::UnitOfWork&, const store::Account&) {});
    const auto id = accounts_->account_of(address);
    accounts_->give(Accounts::by_operator(), id, grant);
    return {id, {grant}, true, {}};
  }

  base::Uuid new_id() {
    clock_.advance(1);
    return base::Uuid::v7(clock_.now());
  }
  /// One commit.
  void put(const std::vector<store::NewRevision>& revisions) {
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
      for (const auto& each : revisions) unit.put(each);
    });
  }
  static model::Organisation named(const std::string& name) {
    model::Organisation one;
    one.name.add("en", name);
    return one;
  }
  static model::Partnership titled(const std::string& title) {
    model::Partnership one;
    one.title.add("en", title);
    return one;
  }
  /// An organisation in public view, in a commit of its own.
  base::Uuid organisation(const std::string& name) {
    const auto id = new_id();
    put({revision_of(id, named(name))});
    return id;
  }
  std::optional<std::string> renewed(const base::Uuid& id) {
    return hooks_->renew(steward_, id, hooks_->look(steward_, id).mark);
  }
  store::Hook kept(const base::Uuid& id) { return reg_->read()->hooks().hook(id).value(); }
  std::vector<store::HookTry> tries(const base::Uuid& id) { return reg_->read()->hooks().tries(id, 1'000); }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  const access::Key key_ = access::Key::fresh();
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<Hooks> hooks_;
  access::Actor steward_;
};

}  // namespace entente::registry
