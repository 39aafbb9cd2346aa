// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "ledger/audit.hpp"
#include "ledger/key_file.hpp"
#include "ledger/statement.hpp"
#include "registry/log_keys.hpp"
#include "registry/log_signer.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {

namespace {

class LogTest : public testing::Test {
 protected:
  LogTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-log-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    open();
    make_log_key(key_file(), "register.example/log");
  }
  ~LogTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }
  void open() {
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
  }
  /// Rises with each lease that was taken.
  std::optional<std::string> lease() const { return reg_->store().read()->note("lease:log"); }
  std::filesystem::path key_file() const { return folder_ / "log.key"; }
  std::filesystem::path signed_file() const { return folder_ / "log.key.signed"; }
  std::unique_ptr<LogSigner> signer() {
    return std::make_unique<LogSigner>(*reg_, read_log_keys(key_file()), signed_file());
  }
  /// Does all that is to be done.
  void sign() {
    const auto one = signer();
    while (one->round()) {
    }
  }
  /// As `entente log key rotate` and `drop` leave the file: a new key before the others, or without one.
  ledger::VerifierKey rotate() {
    std::vector<ledger::SignerKey> keys;
    keys.push_back(ledger::SignerKey::make("register.example/log", ledger::KeyKind::log));
    for (auto& key : read_log_keys(key_file())) keys.push_back(std::move(key));
    ledger::write_key_file(key_file(), keys, ledger::KeyFileIs::replaced);
    return keys.front().verifier();
  }
  void drop(const ledger::VerifierKey& one) {
    std::vector<ledger::SignerKey> kept;
    for (auto& key : read_log_keys(key_file()))
      if (key.verifier() != one) kept.push_back(std::move(key));
    ledger::write_key_file(key_file(), kept, ledger::KeyFileIs::replaced);
  }
  base::Uuid put(std::size_t count = 1, store::Visibility visibility = store::Visibility::open) {
    base::Uuid last;
    reg_->store().write({"import"}, [&](store::UnitOfWork& unit) {
      for (std::size_t i = 0; i < count; ++i) {
        clock_.advance(1);
        store::NewRevision one;
        one.id = last = base::Uuid::v7(clock_.now());
        one.type = "partnership";
        one.body = "{\"n\":" + std::to_string(i) + "}";
        one.hash = base::sha256(one.body);
        one.visibility = visibility;
        unit.put(one);
      }
    });
    return last;
  }
  ledger::Fetch fetch() {
    return [this](const std::string& path) -> std::optional<std::string> {
      if (path == "checkpoint") return Log(*reg_).checkpoint();
      const auto name = ledger::parse_tile_path(path);
      return name ? Log(*reg_).tile(*name) : std::nullopt;
    };
  }
  ledger::Audited audit(const std::optional<ledger::Checkpoint>& last = {}) {
    return ledger::audit(fetch(), "register.example/log", Log(*reg_).keys(), last);
  }
  void run(const std::string& sql) {
    store::sqlite::Connection(folder_ / "register.db", store::sqlite::Connection::Mode::write).run(sql);
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06.789Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
};

}  // namespace

TEST_F(LogTest, GrowsAndAStrangerFollowsIt) {
  EXPECT_FALSE(Log(*reg_).checkpoint());
  EXPECT_TRUE(Log(*reg_).keys().empty());
  sign();
  auto last = audit().checkpoint;
  EXPECT_EQ(last.size, 0U);
  std::uint64_t size = 0;
  for (const std::size_t more : {1U, 1U, 254U, 1U, 343U, 3U}) {
    put(more);
    put(2, store::Visibility::draft);
    EXPECT_EQ(Log(*reg_).published()->checkpoint.size, size) << "nothing is shown that was not signed";
    sign();
    size += more;
    const auto seen = audit(last);
    EXPECT_EQ(seen.checkpoint.size, size);
    last = seen.checkpoint;
  }
  EXPECT_FALSE(signer()->round()) << "nothing came";
}

TEST_F(LogTest, NothingBeyondTheCheckpointIsServed) {
  put(300);
  sign();
  put(300);
  const Log log(*reg_);
  const auto at = [](unsigned level, std::uint64_t index, unsigned width, bool entries = false) {
    return ledger::TileName{.entries = entries, .tile = {.level = level, .index = index, .width = width}};
  };
  EXPECT_EQ(log.tile(at(0, 0, 256))->size(), 256U * 32);
  EXPECT_EQ(log.tile(at(0, 0, 17))->size(), 17U * 32) << "of every size that was published";
  EXPECT_EQ(log.tile(at(0, 1, 44))->size(), 44U * 32);
  EXPECT_FALSE(log.tile(at(0, 1, 45)));
  EXPECT_FALSE(log.tile(at(0, 1, 45, true)));
  EXPECT_FALSE(log.tile(at(0, 1, 256)));
  EXPECT_FALSE(log.tile(at(0, 2, 1)));
  EXPECT_EQ(log.tile(at(1, 0, 1))->size(), 32U);
  EXPECT_FALSE(log.tile(at(1, 0, 2)));
  EXPECT_FALSE(log.tile(at(2, 0, 1)));
  EXPECT_FALSE(log.tile(at(1, 0, 1, true)));
  EXPECT_FALSE(log.tile(at(0, std::uint64_t{1} << 60, 1)));
  EXPECT_FALSE(log.receipt(300));
  EXPECT_FALSE(log.event_of(300));
  EXPECT_EQ(log.event_of(299), 1);
}

TEST_F(LogTest, AReceiptProvesAVersion) {
  put(700);
  const auto id = put();
  put(20);
  sign();
  const Log log(*reg_);
  const auto entry = log.entry_of(id, 1);
  ASSERT_EQ(entry, 700U);
  const auto receipt = log.receipt(*entry);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(ledger::read_statement(receipt->entry).id, id);
  const auto keys = log.keys();
  const auto proof = ledger::read_proof(ledger::bytes_of(receipt->proof));
  EXPECT_EQ(ledger::verify(proof, receipt->entry, "register.example/log", keys).checkpoint.size, 721U);
  EXPECT_THROW(ledger::verify(proof, log.receipt(699)->entry, "register.example/log", keys), base::BadInput);
  const auto late = put();
  EXPECT_FALSE(log.entry_of(late, 1)) << "not published yet";
}

TEST_F(LogTest, WhatWasChangedBehindItsBackIsServedToNobody) {
  put(600);
  sign();
  reg_.reset();
  run("UPDATE revision SET hash = zeroblob(32) WHERE leaf = 300");
  open();
  const ledger::TileName tile{.entries = true, .tile = {.level = 0, .index = 1, .width = 256}};
  try {
    Log(*reg_).tile(tile);
    FAIL();
  } catch (const base::Error& e) {
    EXPECT_EQ(e.thing(), "entry 300 of the log");
  }
  EXPECT_TRUE(Log(*reg_).tile({.entries = true, .tile = {.level = 0, .index = 0, .width = 256}}));
  put(1);
  EXPECT_NO_THROW(signer()->round()) << "the tile is whole: what was signed of it is kept";
  reg_.reset();
  run("UPDATE revision SET hash = zeroblob(32) WHERE leaf = 590");
  open();
  put(1);
  EXPECT_THROW(signer()->round(), base::Conflict) << "it does not begin with what was published";
}

TEST_F(LogTest, ARegisterThatWasPutBackIsNotSigned) {
  put(10);
  sign();
  const auto copy = folder_ / "earlier.db";
  run("VACUUM INTO '" + copy.string() + "'");
  put(5);
  sign();
  const auto seen = Log(*reg_).published()->checkpoint;
  reg_.reset();
  for (const auto* more : {"-wal", "-shm"})
    std::filesystem::remove(folder_ / ("register.db" + std::string(more)));
  std::filesystem::copy_file(copy, folder_ / "register.db",
                             std::filesystem::copy_options::overwrite_existing);
  open();
  put(7);
  const auto lease_before = lease();
  EXPECT_THROW(signer()->round(), base::Conflict);
  EXPECT_EQ(lease(), lease_before) << "nothing is written for it";
  EXPECT_EQ(Log(*reg_).published()->checkpoint.size, 10U);
  EXPECT_EQ(seen.size, 15U);
}

TEST_F(LogTest, ARegisterThatWasPutBackIsNotSignedEitherWhereItsTilesAreStillToBeKept) {
  put(700);
  sign();
  // An earlier state, before there was a checkpoint, that has grown otherwise since.
  reg_.reset();
  for (const auto* more : {"", "-wal", "-shm"})
    std::filesystem::remove(folder_ / ("register.db" + std::string(more)));
  open();
  clock_.advance(60'000);
  put(800);
  EXPECT_THROW(signer()->round(), base::Conflict);
  EXPECT_FALSE(Log(*reg_).published());
  EXPECT_THROW(signer()->round(), base::Conflict);
}

TEST_F(LogTest, OneSignsAtATime) {
  put(3);
  const auto first = signer(), second = signer();
  first->round();
  EXPECT_EQ(Log(*reg_).published()->checkpoint.size, 3U);
  put(3);
  EXPECT_FALSE(second->round());
  EXPECT_EQ(Log(*reg_).published()->checkpoint.size, 3U) << "the first holds the lease";
  // The first is held up for so long that its lease runs out, and the second goes on.
  clock_.advance(Lease::kExpiresMs + 1);
  second->round();
  EXPECT_EQ(Log(*reg_).published()->checkpoint.size, 6U);
  put(1);
  EXPECT_THROW(first->round(), base::Conflict) << "its word counts for nothing any more";
  EXPECT_EQ(Log(*reg_).published()->checkpoint.size, 6U);
  second->round();
  EXPECT_EQ(audit().checkpoint.size, 7U);
  // One that knows that it is alone waits for nobody, and whoever was there after all is told.
  put(1);
  LogSigner alone(*reg_, read_log_keys(key_file()), signed_file(), true);
  alone.round();
  EXPECT_EQ(audit().checkpoint.size, 8U);
  put(1);
  EXPECT_THROW(second->round(), base::Conflict);
}

TEST_F(LogTest, OneWithoutAKeyKeepsNobodyFromSigning) {
  put(3000);
  put(3000);
  reg_.reset();
  run("UPDATE revision SET leaf = NULL; UPDATE head SET leaf_index = 0, leaf_event = 0");
  open();
  LogSigner keyless(*reg_, {}, signed_file());
  const auto keyed = signer();
  ASSERT_TRUE(keyless.round()) << "more is to be made entries";
  EXPECT_FALSE(keyed->round()) << "the other makes entries";
  while (keyless.round()) {
  }
  EXPECT_FALSE(keyless.round()) << "there is no more to be done without a key";
  EXPECT_FALSE(Log(*reg_).checkpoint());
  EXPECT_FALSE(keyed->round());
  ASSERT_TRUE(Log(*reg_).checkpoint()) << "the lease is free";
  EXPECT_EQ(audit().checkpoint.size, 6000U);
  put(1);
  EXPECT_FALSE(keyless.round());
  keyed->round();
  EXPECT_EQ(audit().checkpoint.size, 6001U);
}

TEST_F(LogTest, KeysAreRotatedWithBothSigning) {
  put(3);
  sign();
  const auto former = Log(*reg_).keys().at(0);
  const auto added = rotate();
  sign();
  EXPECT_EQ(audit().signers.size(), 2U) << "without anything new";
  drop(former);
  put(1);
  sign();
  EXPECT_EQ(audit().signers.size(), 1U);
  EXPECT_EQ(Log(*reg_).keys(), (std::vector{added, former})) << "what was signed before can be checked";

  // A stranger's key signs nothing here, though it has the name.
  std::filesystem::remove(key_file());
  make_log_key(key_file(), "register.example/log");
  put(1);
  const auto lease_before = lease();
  EXPECT_THROW(signer()->round(), base::Conflict);
  EXPECT_EQ(lease(), lease_before) << "nothing is written for it";
  EXPECT_EQ(audit().checkpoint.size, 4U);

  EXPECT_FALSE(Log(*reg_).former());
  const auto last_of_first = *Log(*reg_).checkpoint();

  // Under another name it begins another log, of the same entries.
  std::filesystem::remove(key_file());
  make_log_key(key_file(), "register.example/second");
  const auto another = signer();
  EXPECT_THROW(another->round(), base::Conflict) << "not by mistake";
  another->may_begin_another();
  another->round();
  const auto second = ledger::audit(fetch(), "register.example/second", Log(*reg_).keys(), {});
  EXPECT_EQ(second.checkpoint.size, 5U);
  EXPECT_EQ(Log(*reg_).keys().size(), 1U);

  // What the former has signed last can still be checked, and so for the next.
  const auto before = added.text() + "\n" + former.text() + "\n\n" + last_of_first + "--\n";
  EXPECT_EQ(Log(*reg_).former(), before);
  const auto last_of_second = *Log(*reg_).checkpoint();
  std::filesystem::remove(key_file());
  make_log_key(key_file(), "register.example/third");
  clock_.advance(Lease::kExpiresMs + 1);
  const auto third = signer();
  third->may_begin_another();
  third->round();
  EXPECT_TRUE(Log(*reg_).former()->ends_with("\n\n" + last_of_second + "--\n" + before));
  put(1);
  third->round();
  EXPECT_TRUE(Log(*reg_).former()->ends_with("\n\n" + last_of_second + "--\n" + before)) << "once";
}

TEST_F(LogTest, WhatWasPublishedBeforeIsInItFirst) {
  put(5000);
  put(3000);
  reg_.reset();
  run("UPDATE revision SET leaf = NULL; UPDATE head SET leaf_index = 0, leaf_event = 0");
  open();
  const auto one = signer();
  EXPECT_TRUE(one->round());
  EXPECT_FALSE(Log(*reg_).checkpoint()) << "not before all of it is there";
  put(1);
  while (one->round()) {
  }
  EXPECT_EQ(audit().checkpoint.size, 8001U);
}

TEST(LogKeys, LieInAFileOfTheirOwn) {
  auto name = (std::filesystem::temp_directory_path() / "entente-log-key-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(name.data());
  const auto file = folder / "log.key";
  using std::filesystem::perms;
  EXPECT_TRUE(read_log_keys(file).empty());
  EXPECT_THROW(make_log_key(file, "two words"), base::BadInput);
  make_log_key(file, "a.example/log");
  EXPECT_THROW(make_log_key(file, "b.example/log"), base::Conflict) << "nothing is replaced";
  EXPECT_EQ(read_log_keys(file).at(0).verifier().name(), "a.example/log");
  EXPECT_EQ(std::filesystem::status(file).permissions(), perms::owner_read | perms::owner_write);
  for (const auto more : {perms::group_read, perms::others_read, perms::others_write}) {
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write | more);
    EXPECT_THROW(read_log_keys(file), base::BadInput);
  }
  std::filesystem::permissions(file, perms::owner_read | perms::owner_write);
  const auto write = [&](const std::string& text) { std::ofstream(file) << text; };
  const auto key = ledger::SignerKey::make("a.example/log", ledger::KeyKind::log).text();
  const auto other = ledger::SignerKey::make("b.example/log", ledger::KeyKind::log).text();
  const auto witness = ledger::SignerKey::make("a.example/log", ledger::KeyKind::witness).text();
  for (const auto& text :
       {std::string(), std::string("\n"), std::string("no key\n"), key + "\n" + other + "\n", witness + "\n",
        key + "x\n", key + "\n" + key + "\n", std::string(20'000, 'x')}) {
    write(text);
    EXPECT_THROW(read_log_keys(file), base::BadInput) << text.substr(0, 100);
  }
  write(key + "\n");
  EXPECT_EQ(read_log_keys(file).size(), 1U);
  EXPECT_THROW(read_log_keys(folder), base::BadInput) << "no file";
  std::filesystem::remove_all(folder);
}

TEST(LogKeys, AreNamedByTheAddress) {
  EXPECT_EQ(log_origin("https://register.example"), "register.example/log");
  EXPECT_EQ(log_origin("http://127.0.0.1:8080"), "127.0.0.1:8080/log");
  EXPECT_TRUE(log_origin("").starts_with("entente.invalid/"));
  EXPECT_NE(log_origin(""), log_origin(""));
}

}  // namespace entente::registry
