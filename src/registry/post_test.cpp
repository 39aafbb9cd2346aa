// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What waits is sealed, survives, and is tried again.
#include "registry/post.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

using outbound::Outcome;

class PostTest : public testing::Test {
 protected:
  PostTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-post-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    open();
  }
  ~PostTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  void open() {
    store_.reset();
    store_ = store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_});
  }
  void put(const Waiting& waiting, std::int64_t life_ms = 86'400'000) {
    store_->write({"tester"}, [&](store::UnitOfWork& unit) {
      put_waiting(unit, key_, clock_.now(), {clock_.now().ms + life_ms}, waiting);
    });
  }
  Postman postman() { return postman_of(key_); }
  Postman postman_of(const access::Key& key) {
    return {*store_, clock_, key,
            [this](const Asked& asked, const base::Uuid& letter) {
              asked_.push_back(asked.address);
              store_->write({"tester"},
                            [&](store::UnitOfWork& unit) { unit.accounts().remove_letter(letter); });
            },
            [this](const outbound::Mail& mail) {
              sent_.push_back(mail);
              return outbound::Delivery{outcome_, "as the test says"};
            }};
  }
  std::int64_t waiting() { return store_->read()->accounts().letter_count(); }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06.789Z")};
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  const access::Key key_ = access::Key::fresh();
  Outcome outcome_ = Outcome::taken;
  std::vector<outbound::Mail> sent_;
  std::vector<std::string> asked_;
};

const Words kLetter{"amina@sante.example", "A link", "https://register.example/fr/link/secret", "fr"};

TEST_F(PostTest, WhatWaitsIsSealedAndSurvivesARestart) {
  put(kLetter);
  const auto kept = store_->read()->accounts().letters_due(clock_.now(), 1).at(0);
  EXPECT_EQ(kept.sealed.find("amina"), std::string::npos);
  EXPECT_EQ(kept.sealed.find("secret"), std::string::npos);
  open();
  EXPECT_EQ(postman().round(), 1);
  ASSERT_EQ(sent_.size(), 1U);
  EXPECT_EQ(sent_[0].to, kLetter.to);
  EXPECT_EQ(sent_[0].text, kLetter.text);
  EXPECT_EQ(sent_[0].id, kept.id.str());
  EXPECT_EQ(waiting(), 0);
  EXPECT_EQ(postman().round(), 0);
  EXPECT_EQ(sent_.size(), 1U);
}

TEST_F(PostTest, WhatTheRelayPutsOffIsTriedAgainUntilItsTimeIsOver) {
  put(kLetter);
  outcome_ = Outcome::later;
  auto man = postman();
  EXPECT_EQ(man.round(), 0);
  EXPECT_EQ(man.round(), 0);
  EXPECT_EQ(sent_.size(), 1U) << "not at once";
  std::vector<std::int64_t> minutes;
  for (int minute = 1; minute < 24 * 60; ++minute) {
    clock_.advance(60'000);
    const auto before = sent_.size();
    man.round();
    if (sent_.size() > before) minutes.push_back(minute);
  }
  ASSERT_GE(minutes.size(), 4U);
  EXPECT_EQ(std::vector(minutes.begin(), minutes.begin() + 4), (std::vector<std::int64_t>{1, 4, 13, 40}));
  EXPECT_EQ(minutes.back() - minutes[minutes.size() - 2], 180);
  EXPECT_EQ(waiting(), 1);
  for (int i = 0; i < 8; ++i) {
    clock_.advance(3'600'000);
    man.round();
  }
  EXPECT_EQ(waiting(), 0);
}

TEST_F(PostTest, WhatTheRelayRefusesIsGivenUpAndHoldsUpNobody) {
  put(kLetter);
  outcome_ = Outcome::refused;
  EXPECT_EQ(postman().round(), 1);
  EXPECT_EQ(waiting(), 0);
}

TEST_F(PostTest, WhatCannotBeAddressedIsGivenUpAndHoldsUpNobody) {
  put({Words{"a,b@c.example", "A link", "text", "en"}});
  put(kLetter);
  Postman man(
      *store_, clock_, key_, [](const Asked&, const base::Uuid&) {},
      [this](const outbound::Mail& mail) {
        outbound::message_of(mail, {"register@register.example", ""});
        sent_.push_back(mail);
        return outbound::Delivery{Outcome::taken, {}};
      });
  testing::internal::CaptureStdout();
  EXPECT_EQ(man.round(), 2);
  EXPECT_EQ(testing::internal::GetCapturedStdout().find("a,b@"), std::string::npos);
  EXPECT_EQ(sent_.size(), 1U);
  EXPECT_EQ(waiting(), 0);
}

TEST_F(PostTest, ADeadRelayIsAskedNowAndThenAndNothingIsLost) {
  for (int i = 0; i < 5; ++i) put(kLetter);
  outcome_ = Outcome::unreachable;
  auto man = postman();
  man.round();
  EXPECT_EQ(sent_.size(), 1U) << "one time limit a round, not one for each letter";
  for (int second = 0; second < 3600; ++second) {
    clock_.advance(1000);
    man.round();
  }
  EXPECT_LT(sent_.size(), 15U);
  EXPECT_EQ(waiting(), 5);
  outcome_ = Outcome::taken;
  sent_.clear();
  clock_.advance(700'000);
  EXPECT_EQ(man.round(), 5);
  EXPECT_EQ(waiting(), 0);
}

TEST_F(PostTest, WishesAreLookedIntoWhileTheRelayIsDead) {
  put(kLetter);
  outcome_ = Outcome::unreachable;
  auto man = postman();
  man.round();
  put(Asked{Asked::What::new_password, "boris@register.example", "", "ru", "192.0.2.1"});
  EXPECT_EQ(man.round(), 1);
  EXPECT_EQ(asked_, std::vector<std::string>{"boris@register.example"});
}

TEST_F(PostTest, ANodeWithoutARelayLeavesMailToOthers) {
  put(kLetter);
  Postman other(*store_, clock_, key_, [](const Asked&, const base::Uuid&) {}, {});
  EXPECT_EQ(other.round(), 0);
  EXPECT_EQ(postman().round(), 1);
}

TEST_F(PostTest, OfSeveralNodesOneSends) {
  for (int i = 0; i < 20; ++i) put(kLetter);
  std::vector<std::unique_ptr<Postman>> men;
  std::atomic<int> sent = 0;
  for (int i = 0; i < 4; ++i)
    men.push_back(std::make_unique<Postman>(
        *store_, clock_, key_, [](const Asked&, const base::Uuid&) {},
        [&sent](const outbound::Mail&) {
          ++sent;
          return outbound::Delivery{Outcome::taken, {}};
        }));
  {
    std::vector<std::jthread> threads;
    for (auto& man : men) threads.emplace_back([&man] { man->round(); });
  }
  EXPECT_EQ(sent, 20);
  EXPECT_EQ(waiting(), 0);
}

TEST_F(PostTest, AnotherKeyReadsNothingAndLosesNothing) {
  put(kLetter);
  EXPECT_EQ(postman_of(access::Key::fresh()).round(), 0);
  EXPECT_TRUE(sent_.empty());
  clock_.advance(60'000);
  EXPECT_EQ(postman().round(), 1);
}

}  // namespace
}  // namespace entente::registry
