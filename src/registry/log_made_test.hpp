// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "model/record.hpp"
#include "registry/log.hpp"
#include "registry/log_keys.hpp"
#include "registry/log_signer.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/sqlite_store.hpp"

/// For tests: a register in a folder, with a log that is signed when it is told to be.
namespace entente::registry {

class LogMadeTest : public testing::Test {
 protected:
  LogMadeTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-made-log-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    make_log_key(folder_ / "log.key", "register.example/log");
  }
  ~LogMadeTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  void sign() {
    LogSigner signer(*reg_, read_log_keys(folder_ / "log.key"), folder_ / "log.key.signed");
    while (signer.round()) {
    }
  }
  /// One organisation in a commit of its own; again where it is there already.
  base::Uuid publish(const std::string& name, std::optional<base::Uuid> id = {},
                     store::Visibility visibility = store::Visibility::open) {
    clock_.advance(1000);
    model::Organisation one;
    one.name.add("en", name);
    const auto which = id.value_or(base::Uuid::v7(clock_.now()));
    reg_->store().write({"import"},
                        [&](store::UnitOfWork& unit) { unit.put(revision_of(which, one, visibility)); });
    return which;
  }
  /// Behind the register's back.
  void tamper(const std::string& sql) {
    store::sqlite::Connection(folder_ / "register.db", store::sqlite::Connection::Mode::write).run(sql);
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06.789Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
};

}  // namespace entente::registry
