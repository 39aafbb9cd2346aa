// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log_witness.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <thread>

#include "base/error.hpp"
#include "ledger/log_test.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

using ledger::KeyKind;
using ledger::MadeLog;
using ledger::SignerKey;

class LogWitnessTest : public testing::Test {
 protected:
  LogWitnessTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-witness-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    open();
  }
  ~LogWitnessTest() override {
    witness_.reset();
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open() {
    witness_.reset();
    reg_.reset();
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    sign_with({&own_});
  }
  void sign_with(const std::vector<const SignerKey*>& all) {
    std::vector<SignerKey> keys;
    for (const auto* key : all) keys.push_back(SignerKey::parse(key->text()));
    witness_ = std::make_unique<LogWitness>(
        *reg_, std::move(keys), std::vector<ledger::KnownLog>{{"log.example", {key_.verifier()}}});
  }
  static std::string wanted(const MadeLog& log, std::uint64_t old_size) {
    return bytes_of(ledger::AddCheckpoint{old_size,
                                          prove_consistency(old_size, log.entries.size(), log.hashes()),
                                          ledger::read_note(log.files.at("checkpoint"))});
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06.789Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  const SignerKey key_ = SignerKey::make("log.example", KeyKind::log);
  const SignerKey own_ = SignerKey::make("w.example", KeyKind::witness);
  std::unique_ptr<LogWitness> witness_;
};

TEST_F(LogWitnessTest, SignsWhatGrowsAndRemembersItAcrossAStart) {
  const MadeLog first(key_, 3), second(key_, 300);
  auto said = witness_->add_checkpoint(wanted(first, 0));
  ASSERT_EQ(said.status, 200U) << said.body;
  const auto signatures = cosignatures_in(said.body, text_of(first.checkpoint), own_.verifier());
  ASSERT_EQ(signatures.size(), 1U);
  EXPECT_EQ(ledger::time_of(signatures[0]), clock_.now().ms / 1000);
  open();
  EXPECT_EQ(witness_->signed_last(),
            (std::vector<Witnessed>{{"log.example", 3, first.checkpoint.root, clock_.now()}}));
  said = witness_->add_checkpoint(wanted(second, 0));
  EXPECT_EQ(said.status, 409U);
  EXPECT_EQ(said.body, "3\n");
  EXPECT_EQ(witness_->add_checkpoint(wanted(second, 3)).status, 200U);
  EXPECT_EQ(witness_->add_checkpoint(wanted(second, 300)).status, 200U) << "the same again";
  EXPECT_EQ(witness_->add_checkpoint(wanted(first, 3)).status, 409U) << "going back";
}

TEST_F(LogWitnessTest, SignsNothingElseAndForgetsNothingOverIt) {
  MadeLog other(key_, 300);
  other.entries[1] = "another";
  other.write(key_);
  ASSERT_EQ(witness_->add_checkpoint(wanted(MadeLog(key_, 3), 0)).status, 200U);
  const auto before = witness_->signed_last();
  EXPECT_EQ(witness_->add_checkpoint(wanted(other, 3)).status, 422U);
  const auto stranger = SignerKey::make("log.example", KeyKind::log),
             elsewhere = SignerKey::make("other.example", KeyKind::log);
  EXPECT_EQ(witness_->add_checkpoint(wanted(MadeLog(stranger, 300), 3)).status, 403U);
  EXPECT_EQ(witness_->add_checkpoint(wanted(MadeLog(elsewhere, 300), 3)).status, 404U);
  EXPECT_THROW(witness_->add_checkpoint("old 3\n"), base::BadInput);
  EXPECT_EQ(witness_->signed_last(), before);
}

TEST_F(LogWitnessTest, WhatIsSentAgainIsSignedAgainAndWritesNothing) {
  const MadeLog first(key_, 3), second(key_, 300);
  ASSERT_EQ(witness_->add_checkpoint(wanted(first, 0)).status, 200U);
  const auto before = witness_->signed_last();
  clock_.advance(60'000);
  const auto again = witness_->add_checkpoint(wanted(first, 3));
  ASSERT_EQ(again.status, 200U);
  EXPECT_EQ(ledger::time_of(cosignatures_in(again.body, text_of(first.checkpoint), own_.verifier()).at(0)),
            clock_.now().ms / 1000);
  EXPECT_EQ(witness_->add_checkpoint(wanted(second, 0)).status, 409U);
  EXPECT_EQ(witness_->signed_last(), before) << "with the time of the first";
  // Another key has not signed it yet, and remembers it.
  const auto next = SignerKey::make("w.example", KeyKind::witness);
  sign_with({&next, &own_});
  ASSERT_EQ(witness_->add_checkpoint(wanted(first, 3)).status, 200U);
  sign_with({&next});
  EXPECT_EQ(witness_->signed_last().at(0).time, clock_.now());
}

TEST_F(LogWitnessTest, OfManyWhoAskAtOnceNoneLeadsBack) {
  std::vector<MadeLog> logs;
  for (std::size_t size = 1; size <= 24; ++size) logs.emplace_back(key_, size);
  std::vector<std::thread> threads;
  std::atomic<int> taken = 0;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (std::size_t i = 0; i < logs.size(); ++i)
        if (witness_->add_checkpoint(wanted(logs[i], i)).status == 200) ++taken;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(taken, 24) << "each step once";
  EXPECT_EQ(witness_->signed_last()[0].size, 24U);
}

TEST_F(LogWitnessTest, WithTwoKeysBothSignAndTheNewOneKnowsWhatTheOldOneSigned) {
  ASSERT_EQ(witness_->add_checkpoint(wanted(MadeLog(key_, 3), 0)).status, 200U);
  const auto next = SignerKey::make("w.example", KeyKind::witness);
  sign_with({&next, &own_});
  const MadeLog second(key_, 300);
  EXPECT_EQ(witness_->add_checkpoint(wanted(second, 0)).status, 409U);
  const auto said = witness_->add_checkpoint(wanted(second, 3));
  ASSERT_EQ(said.status, 200U);
  for (const auto* key : {&next, &own_})
    EXPECT_EQ(cosignatures_in(said.body, text_of(second.checkpoint), key->verifier()).size(), 1U);
  sign_with({&next});
  EXPECT_EQ(witness_->signed_last()[0].size, 300U);
}

TEST_F(LogWitnessTest, AKeyOfARestoredRegisterSignsNoMoreAndAnotherBeginsAnew) {
  EXPECT_TRUE(retire_witness_keys(*reg_).empty()) << "nothing was signed";
  ASSERT_EQ(witness_->add_checkpoint(wanted(MadeLog(key_, 3), 0)).status, 200U);
  const auto text = own_.verifier().text();
  EXPECT_EQ(retire_witness_keys(*reg_), std::vector{text.substr(std::string("w.example+").size(), 8)});
  EXPECT_THROW(witness_->add_checkpoint(wanted(MadeLog(key_, 300), 3)), base::Conflict);
  open();
  EXPECT_THROW(witness_->add_checkpoint(wanted(MadeLog(key_, 300), 3)), base::Conflict)
      << "after a start, too";
  const auto next = SignerKey::make("w.example", KeyKind::witness);
  sign_with({&next});
  EXPECT_EQ(witness_->add_checkpoint(wanted(MadeLog(key_, 300), 0)).status, 200U);
}

}  // namespace
}  // namespace entente::registry
