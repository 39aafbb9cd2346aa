// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/witness_asking.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
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
                                             auto answer = witness_->add_checkpoint(body);
                                             return WitnessSaid{static_cast<int>(answer.status), answer.body};
                                           });
  }
  std::size_t signatures() const { return Log(*reg_).published()->note.signatures.size(); }

  const SignerKey key_ = SignerKey::make("w.example", KeyKind::witness);
  Register there_;
  std::unique_ptr<LogWitness> witness_;
  std::optional<WitnessSaid> said_;
  int asked_ = 0;
};

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

}  // namespace
}  // namespace entente::registry
