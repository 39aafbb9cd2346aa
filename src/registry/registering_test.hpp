// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "registry/registering.hpp"
#include "registry/reviewing.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {

/// A register with a fund in it; somebody writes, the fund's people write, and the office reviews.
class RegisteringTest : public testing::Test {
 protected:
  RegisteringTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-registering-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    model::Organisation fund;
    fund.name = base::Text("en", "Fund for Wells");
    fund_ = base::Uuid::v7(clock_.now());
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(fund_, fund)); });
    reg_->follow();
    writer_ = actor();
    speaker_ = actor({{access::Role::representative, fund_.str()}});
    reviewer_ = actor({{access::Role::reviewer, ""}});
  }
  ~RegisteringTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  access::Actor actor(const std::vector<access::Grant>& grants = {}) {
    return {base::Uuid::v7(clock_.now()), grants, false};
  }
  Registering registering() { return Registering(*reg_, rules_); }
  Reviewing reviewing() { return Reviewing(*reg_, rules_); }
  Draft draft(const access::Actor& who, const base::Uuid& id) { return registering().draft(who, id).value(); }
  base::Uuid begin(const access::Actor& who, const base::Uuid& organisation = {},
                   const std::string& title = "Wells of Turkana") {
    clock_.advance(1000);
    return registering().begin(who, base::Text("en", title), organisation);
  }
  /// One with all that is needed, naming the fund.
  base::Uuid whole(const access::Actor& who, const base::Uuid& organisation = {}) {
    const auto id = begin(who, organisation);
    auto now = draft(who, id).partnership;
    now.value.purpose = base::Text("en", "Water");
    now.value.places.push_back({.kind = "country", .code = "KE"});
    registering().save(who, id, now.version, now.value);
    registering().add_party(who, id, {fund_, {}, "lead"});
    return id;
  }
  base::Uuid published(const access::Actor& who, const base::Uuid& organisation = {}) {
    const auto id = whole(who, organisation);
    registering().hand_in(who, id, draft(who, id).seen);
    return reviewing().publish(reviewer_, id, draft(reviewer_, id).seen);
  }
  std::size_t found() {
    search::Query query;
    query.text = "turkana";
    return reg_->list(query).answer.total;
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  ReviewRules rules_;
  base::Uuid fund_;
  access::Actor writer_, speaker_, reviewer_;
};

}  // namespace entente::registry
