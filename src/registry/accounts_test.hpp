// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "access/totp.hpp"
#include "registry/accounts.hpp"
#include "store/sqlite/sqlite_store.hpp"

/// For tests: an empty register, and whoever opens the first accounts in it.
namespace entente::registry {

class AccountsTest : public testing::Test {
 protected:
  static constexpr std::string_view kPassword = "correct horse battery staple";
  static constexpr std::string_view kOtherPassword = "marée basse sous la lune";
  static inline const Origin kHere{"192.0.2.1", "Firefox"};
  static inline const Origin kElsewhere{"198.51.100.7", "curl"};

  AccountsTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-accounts-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    store_ = store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_});
    accounts_ = std::make_unique<Accounts>(*store_, clock_,
                                           AccountRules{.cost = {1, 8192}, .key = access::Key::fresh()});
  }
  ~AccountsTest() override {
    accounts_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  /// The first administrator, signed in without a second factor yet.
  Visitor chief() {
    const auto link = accounts_->first_link();
    const auto done = accounts_->open_link(
        *link, {"Chief@Register.example", "Amina Diallo", "fr", std::string(kPassword)}, kHere);
    return accounts_->visitor(done.sign_in.secret);
  }
  /// The same with the second factor.
  Visitor strong(const Visitor& visitor) {
    totp_ = access::new_totp_secret();
    const auto done = accounts_->enrol(visitor, totp_, code(), kPassword, kHere);
    codes_ = done->recovery_codes;
    return accounts_->visitor(done->secret);
  }
  std::string code() {
    return access::hotp_code(totp_, static_cast<std::uint64_t>(access::totp_step(clock_.now())));
  }
  /// Somebody with a role, signed in.
  Visitor invited(const std::string& address, const access::Grant& grant) {
    const auto made = accounts_->invite(Accounts::by_operator(), address, "Somebody", "en", grant);
    const auto done = accounts_->open_link(made.secret, {{}, {}, {}, std::string(kPassword)}, kHere);
    return accounts_->visitor(done.sign_in.secret);
  }
  void pass(std::chrono::milliseconds time) { clock_.advance(time.count()); }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Accounts> accounts_;
  std::string totp_;
  std::vector<std::string> codes_;
};

}  // namespace entente::registry
