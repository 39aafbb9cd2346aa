// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "access/secret.hpp"
#include "registry/concern_words.hpp"
#include "registry/concerns.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {

inline constexpr std::string_view kConcernWords = "The well was never dug.\nI live there.";

/// A register with a partnership of one party, somebody who speaks for that, and a steward.
class ConcernsTest : public testing::Test {
 protected:
  ConcernsTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-concerns-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    accounts_ = std::make_unique<Accounts>(reg_->store(), clock_,
                                           AccountRules{.cost = {1, 8192},
                                                        .register_name = "Exampleland",
                                                        .key = key_,
                                                        .mails = true,
                                                        .public_url = "https://register.example"});
    accounts_->take_key();
    concerns_ = std::make_unique<Concerns>(*reg_, *accounts_, 30);
    model::Organisation who;
    who.name.add("en", "World Health Organization");
    who_ = put(who);
    model::Partnership wells;
    wells.title.add("en", "Wells for Kajiado");
    wells_ = put(wells);
    model::Participation part;
    part.partnership = wells_;
    part.organisation = who_;
    put(part);
    steward_ = person("steward@register.example", {access::Role::steward, ""});
    speaker_ = person("wanjiru@who.example", {access::Role::representative, who_.str()});
  }
  ~ConcernsTest() override {
    concerns_.reset();
    accounts_.reset();
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  base::Uuid put(const model::Record& record) {
    clock_.advance(1);
    const auto id = base::Uuid::v7(clock_.now());
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record)); });
    return id;
  }
  access::Actor person(const std::string& address, const access::Grant& grant) {
    const auto made =
        accounts_->make({address, address, "en", "correct horse battery staple"}, {"192.0.2.1", "Firefox"},
                        [](store::UnitOfWork&, const store::Account&) {});
    accounts_->give(Accounts::by_operator(), accounts_->account_of(address), grant);
    auto actor = accounts_->visitor(made.sign_in.secret).actor;
    actor.grants = {grant};
    actor.account = accounts_->account_of(address);
    actor.second_factor = true;
    return actor;
  }
  static NewConcern about(const base::Uuid& record) {
    return {.about = record,
            .kind = "harm",
            .text = std::string(kConcernWords),
            .name = "Otieno",
            .address = "otieno@mail.example",
            .language = "fr",
            .secret = access::new_secret(access::SecretKind::link)};
  }
  std::int64_t raised(const NewConcern& wanted) {
    const auto done = concerns_->raise(wanted, "203.0.113." + std::to_string(++network_));
    EXPECT_FALSE(done.fault);
    return done.number;
  }
  std::vector<std::string> notices_of(const access::Actor& actor) {
    std::vector<std::string> kinds;
    for (const auto& each : reg_->read()->accounts().notifications_of(*actor.account, 100))
      kinds.push_back(each.kind + " " + each.about);
    return kinds;
  }
  std::vector<Words> mails() {
    std::vector<Words> all;
    for (const auto& letter : reg_->read()->accounts().letters_due(clock_.now(), 100))
      if (const auto read = read_waiting(key_, letter); read && std::holds_alternative<Words>(*read))
        all.push_back(std::get<Words>(*read));
    return all;
  }
  static std::vector<std::string> steps_of(const std::vector<ConcernLine>& lines) {
    std::vector<std::string> all;
    for (const auto& line : lines) all.push_back(line.step.what + ": " + line.step.words);
    return all;
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  const access::Key key_ = access::Key::fresh();
  std::unique_ptr<Register> reg_;
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<Concerns> concerns_;
  base::Uuid who_, wells_;
  access::Actor steward_, speaker_;
  int network_ = 0;
};

}  // namespace entente::registry
