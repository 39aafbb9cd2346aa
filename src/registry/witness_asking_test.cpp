// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/witness_asking.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <future>

#include "ledger/key_file.hpp"
#include "ledger/proof.hpp"
#include "registry/log_made_test.hpp"
#include "registry/log_witness.hpp"

namespace entente::registry {
namespace {

using ledger::KeyKind;
using ledger::SignerKey;

/// A register whose witness is itself another's: both ends are ours, over no network.
class WitnessAskingTest : public LogMadeTest {
 protected:
  WitnessAskingTest()
      : there_(store::open_sqlite({.file = folder_ / "witness.db", .create = true, .clock = &clock_}),
               clock_) {
    publish("first");
    sign();
    known(Log(*reg_).keys());
  }
  void known(std::vector<ledger::VerifierKey> keys) {
    std::vector<SignerKey> own;
    own.push_back(SignerKey::parse(key_.text()));
    witness_ = std::make_unique<LogWitness>(
        there_, std::move(own), std::vector<ledger::KnownLog>{{"register.example/log", std::move(keys)}});
  }
  std::unique_ptr<WitnessAsking> asking() {
    return std::make_unique<WitnessAsking>(*reg_,
                                           std::vector<AskedWitness>{{key_.verifier(), "https://w.example"}},
                                           [this](const std::string& url, const std::string& body) {
                                             EXPECT_EQ(url, "https://w.example");
                                             ++asked_;
                                             if (said_) return *said_;
                                             if (meanwhile_) std::exchange(meanwhile_, nullptr)();
                                             auto answer = witness_->add_checkpoint(body);
                                             return WitnessSaid{static_cast<int>(answer.status), answer.body};
                                           });
  }
  std::size_t signatures() const { return Log(*reg_).published()->note.signatures.size(); }

  const SignerKey key_ = SignerKey::make("w.example", KeyKind::witness);
  Register there_;
  std::unique_ptr<LogWitness> witness_;
  std::optional<WitnessSaid> said_;
  std::function<void()> meanwhile_;  ///< happens while the witness is asked, once
  int asked_ = 0;
};

/// Who has signed, besides the log.
std::vector<std::string> witnesses_of(const ledger::Note& note) {
  std::vector<std::string> names;
  for (const auto& one : note.signatures)
    if (ledger::time_of(one)) names.push_back(one.key_name);
  return names;
}

TEST_F(WitnessAskingTest, PutsItsSignatureBesideTheLogs) {
  const auto one = asking();
  EXPECT_TRUE(one->round().empty());
  EXPECT_EQ(asked_, 1);
  const auto published = Log(*reg_).published();
  ASSERT_EQ(published->note.signatures.size(), 2U);
  EXPECT_TRUE(key_.verifier().holds(published->note.text, published->note.signatures[1]));
  clock_.advance(60'000);
  EXPECT_TRUE(one->round().empty());
  EXPECT_EQ(asked_, 1) << "it has signed this one";
  publish("second");
  sign();
  EXPECT_EQ(signatures(), 1U);
  clock_.advance(60'000);
  EXPECT_TRUE(one->round().empty());
  EXPECT_EQ(signatures(), 2U);
  EXPECT_EQ(asked_, 2) << "what it signed last is known";
}

TEST_F(WitnessAskingTest, AsksOnceMoreWhereTheWitnessKnowsAnotherSize) {
  ASSERT_TRUE(asking()->round().empty());
  publish("second");
  sign();
  EXPECT_TRUE(asking()->round().empty()) << "one that has just started";
  EXPECT_EQ(signatures(), 2U);
  EXPECT_EQ(asked_, 3);
}

TEST_F(WitnessAskingTest, OneThatDoesNotSignIsAskedLaterAndEverLater) {
  const auto one = asking();
  said_ = WitnessSaid{0, {}};
  const auto told = one->round();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0], "witness w.example: it could not be reached.");
  clock_.advance(15'000);
  EXPECT_TRUE(one->round().empty());
  EXPECT_EQ(asked_, 1) << "not yet";
  clock_.advance(6'000);
  said_ = WitnessSaid{403, "No.\n"};
  EXPECT_EQ(one->round().size(), 1U);
  clock_.advance(39'000);
  EXPECT_TRUE(one->round().empty());
  clock_.advance(2'000);
  said_.reset();
  EXPECT_TRUE(one->round().empty());
  EXPECT_EQ(signatures(), 2U);
}

TEST_F(WitnessAskingTest, WhatIsNoSignatureOfItsIsNotTaken) {
  const auto one = asking();
  const auto stranger = SignerKey::make("w.example", KeyKind::witness);
  const auto text = Log(*reg_).published()->note.text;
  for (const auto& body : {std::string("signed\n"), ledger::line_of(stranger.sign(text, 1)),
                           ledger::line_of(key_.sign("another\n", 1)), std::string(100'000, 'x')}) {
    said_ = WitnessSaid{200, body};
    EXPECT_EQ(one->round().size(), 1U);
    clock_.advance(4'000'000);
    EXPECT_EQ(signatures(), 1U);
  }
}

TEST_F(WitnessAskingTest, OneThatHasSeenMoreIsTold) {
  said_ = WitnessSaid{409, "7\n"};
  const auto told = asking()->round();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_NE(told[0].find("it has signed 7 entries of this log, of which 1 are published"), std::string::npos)
      << told[0];
}

TEST_F(WitnessAskingTest, WhatWasSignedStaysWhenTheLogGrows) {
  const Log log(*reg_);
  const auto one = asking();
  EXPECT_FALSE(log.witnessed());
  ASSERT_TRUE(one->round().empty());
  const std::vector<std::string> witness{"w.example"};
  EXPECT_EQ(log.witnessed()->note, log.published()->note);
  publish("second");
  sign();
  EXPECT_TRUE(witnesses_of(log.published()->note).empty());
  ASSERT_TRUE(log.witnessed());
  EXPECT_EQ(log.witnessed()->checkpoint.size, 1U);
  EXPECT_EQ(witnesses_of(log.witnessed()->note), witness);
  const auto keys = log.keys();
  const auto proven = [&](std::uint64_t entry) {
    const auto receipt = log.receipt(entry);
    return ledger::verify(receipt->proof, receipt->entry, "register.example/log", keys).checkpoint.size;
  };
  EXPECT_EQ(proven(0), 1U);
  EXPECT_EQ(witnesses_of(log.receipt(0)->proof.checkpoint), witness);
  EXPECT_EQ(proven(1), 2U) << "by the last one, where the witnessed one does not hold it";
  clock_.advance(60'000);
  ASSERT_TRUE(one->round().empty());
  EXPECT_EQ(proven(0), 2U);
  EXPECT_EQ(witnesses_of(log.receipt(1)->proof.checkpoint), witness);
}

TEST_F(WitnessAskingTest, ASignatureCountsThoughAnotherIsPublishedMeanwhile) {
  const auto one = asking();
  for (std::uint64_t size = 1; size <= 3; ++size) {
    meanwhile_ = [&] {
      publish("meanwhile " + std::to_string(size));
      sign();
    };
    ASSERT_TRUE(one->round().empty());
    EXPECT_EQ(Log(*reg_).published()->checkpoint.size, size + 1);
    EXPECT_EQ(signatures(), 1U);
    ASSERT_TRUE(Log(*reg_).witnessed());
    EXPECT_EQ(Log(*reg_).witnessed()->checkpoint.size, size);
    EXPECT_EQ(witnesses_of(Log(*reg_).witnessed()->note).size(), 1U);
    clock_.advance(60'000);
  }
}

TEST_F(WitnessAskingTest, AllAreAskedAtOnceAndOneThatHangsKeepsNobodyWaiting) {
  const auto other = SignerKey::make("v.example", KeyKind::witness);
  std::promise<void> signed_already;
  WitnessAsking two(
      *reg_, {{other.verifier(), "https://v.example"}, {key_.verifier(), "https://w.example"}},
      [&](const std::string& url, const std::string& body) -> WitnessSaid {
        if (url == "https://w.example") {
          const auto answer = witness_->add_checkpoint(body);
          signed_already.set_value();
          return {static_cast<int>(answer.status), answer.body};
        }
        // Asked first, and answers when the other has.
        if (signed_already.get_future().wait_for(std::chrono::seconds(30)) != std::future_status::ready)
          return {0, {}};
        const auto wanted = ledger::read_add_checkpoint(body);
        return {200, ledger::line_of(other.sign(wanted.checkpoint.text, 1'800'000'000))};
      });
  EXPECT_TRUE(two.round().empty());
  auto names = witnesses_of(Log(*reg_).witnessed()->note);
  std::ranges::sort(names);
  EXPECT_EQ(names, (std::vector<std::string>{"v.example", "w.example"}));
}

TEST_F(WitnessAskingTest, WhatKeysOfBeforeHaveSignedIsNotGivenAsIfThoseOfNowHad) {
  ASSERT_TRUE(asking()->round().empty());
  const auto file = folder_ / "log.key";
  std::vector<SignerKey> both;
  both.push_back(SignerKey::make("register.example/log", KeyKind::log));
  for (auto& key : read_log_keys(file)) both.push_back(std::move(key));
  ledger::write_key_file(file, both, ledger::KeyFileIs::replaced);
  publish("second");
  sign();
  EXPECT_FALSE(Log(*reg_).witnessed()) << "the new key has not signed it";
  EXPECT_EQ(Log(*reg_).receipt(0)->proof.checkpoint, Log(*reg_).published()->note);
  clock_.advance(60'000);
  ASSERT_TRUE(asking()->round().empty());
  EXPECT_EQ(Log(*reg_).witnessed()->note.signatures.size(), 3U);
}

}  // namespace
}  // namespace entente::registry
