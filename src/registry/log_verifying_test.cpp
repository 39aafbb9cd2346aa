// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log_verifying.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ledger/statement.hpp"
#include "registry/log_made_test.hpp"

namespace entente::registry {
namespace {

class LogVerifyingTest : public LogMadeTest {
 protected:
  LogCompared compare() {
    told_.clear();
    return compare_with_log(*reg_, apart_,
                            [this](const std::string& sentence) { told_.push_back(sentence); });
  }
  void must_tell(const std::string& words) {
    compare();
    must_have_told(words);
  }
  void must_have_told(const std::string& words) {
    for (const auto& one : told_)
      if (one.find(words) != std::string::npos) return;
    std::string all;
    for (const auto& one : told_) all += one + "\n";
    ADD_FAILURE() << "not told: " << words << "\n" << all;
  }
  /// Where one difference is all there is, nothing else is told.
  void must_tell_alone(const std::string& words) {
    must_tell(words);
    EXPECT_EQ(told_.size(), 1U) << words;
  }
  void must_be_equal() { EXPECT_EQ(compare().differences, 0U) << told_.front(); }
  void keep_apart() {
    for (const auto& key : read_log_keys(folder_ / "log.key")) apart_.keys.push_back(key.verifier());
    apart_.signed_last = read_log_signed(log_signed_file(folder_ / "log.key"));
    ASSERT_TRUE(apart_.signed_last);
  }
  /// Makes that the next entry, as a program that writes to the database could.
  void add_entry(const ledger::Statement& statement) {
    std::string digits;
    for (const unsigned char byte : ledger::bytes_of(statement)) {
      constexpr auto kDigits = "0123456789abcdef";
      digits += {kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
    tamper("INSERT INTO log_entry (number, event_seq, entry) SELECT leaf_index, " +
           std::to_string(statement.event_seq) + ", x'" + digits +
           "' FROM head; UPDATE head SET leaf_index = leaf_index + 1");
  }

  LogKeptApart apart_;
  std::vector<std::string> told_;
};

TEST_F(LogVerifyingTest, ARegisterIsEqualToItsLog) {
  auto compared = compare();
  EXPECT_EQ(compared.entries, 0U);
  EXPECT_EQ(compared.differences, 0U);
  const auto id = publish("one");
  publish("one changed", id);
  publish("a draft", {}, store::Visibility::draft);
  publish("gone", id, store::Visibility::withdrawn);
  for (int i = 0; i < 300; ++i) publish("more " + std::to_string(i));
  sign();
  publish("not signed yet");
  compared = compare();
  EXPECT_EQ(compared.entries, 304U);
  EXPECT_EQ(compared.published, 303U);
  EXPECT_EQ(compared.revisions, 305);
  EXPECT_EQ(compared.differences, 0U) << told_.front();
}

TEST_F(LogVerifyingTest, NamesEachDifference) {
  publish("one");
  for (int i = 0; i < 299; ++i) publish("more " + std::to_string(i));
  sign();
  ASSERT_EQ(compare().differences, 0U);
  const auto changed = [&](const std::string& sql, const std::string& back,
                           const std::vector<std::string>& words) {
    tamper(sql);
    for (const auto& one : words) must_tell(one);
    tamper(back);
    EXPECT_EQ(compare().differences, 0U) << back;
  };
  // In a tile that is kept, where each entry has a mark.
  changed("UPDATE event SET time = time + 1 WHERE seq = 3", "UPDATE event SET time = time - 1 WHERE seq = 3",
          {"Entry 2 is not what it was when the log was signed: {",
           "The root that was signed is not that of the first 300 entries."});
  tamper("CREATE TABLE kept AS SELECT rowid AS at, leaf, hash FROM revision");
  // In the last one, which is not.
  changed("UPDATE revision SET hash = zeroblob(32) WHERE leaf = 290",
          "UPDATE revision SET hash = (SELECT hash FROM kept WHERE kept.leaf = 290) WHERE leaf = 290",
          {"its body does not have its hash.", "The root that was signed is not"});
  changed("UPDATE revision SET leaf = NULL WHERE leaf = 10",
          "UPDATE revision SET leaf = 10 WHERE rowid = (SELECT at FROM kept WHERE leaf = 10)",
          {"entry 10 of the log: the revision that it tells of is gone",
           "no entry tells of it, and it is public."});
  changed("UPDATE head SET leaf_index = 299", "UPDATE head SET leaf_index = 300",
          {"The checkpoint says 300 entries, and the register has 299."});
}

TEST_F(LogVerifyingTest, NamesWhatIsKeptOfTheTreeAndIsNotTrue) {
  for (int i = 0; i < 600; ++i) publish("one " + std::to_string(i));
  sign();
  must_be_equal();
  tamper("CREATE TABLE old_hash AS SELECT * FROM log_hash; CREATE TABLE old_tile AS SELECT * FROM log_tile");
  const auto put_back = [&] {
    tamper(
        "DELETE FROM log_hash; INSERT INTO log_hash SELECT * FROM old_hash; "
        "DELETE FROM log_tile; INSERT INTO log_tile SELECT * FROM old_tile");
    must_be_equal();
  };
  tamper("UPDATE log_hash SET hash = zeroblob(32) WHERE level = 1 AND number = 1");
  must_tell_alone("The hash that is kept of entries 256 to 511 is not theirs.");
  put_back();
  tamper("UPDATE log_tile SET marks = zeroblob(1024) WHERE number = 1");
  must_tell("The mark that is kept of entry 300 is not its own.");
  EXPECT_EQ(told_.size(), 256U);
  put_back();
  tamper("UPDATE log_tile SET marks = zeroblob(4) WHERE number = 0");
  must_tell_alone("The marks that are kept of entries 0 to 255 have not the length that they must have.");
  put_back();
  tamper("DELETE FROM log_tile WHERE number = 1");
  must_tell("A hash is kept of entries 256 to 511, though no tile of them is.");
  must_tell("No tile is kept of the entries from 256 on, which are published.");
  put_back();
  tamper("DELETE FROM log_hash WHERE number = 0");
  must_tell("What is kept of entries 0 to 255 cannot be read");
  put_back();
  tamper("INSERT INTO log_hash (level, number, hash) VALUES (2, 0, zeroblob(32))");
  must_tell_alone("Hashes are kept at level 2 from number 0 on, of entries that are not there.");
  put_back();
  tamper("UPDATE head SET leaf_index = 500");
  must_tell("A tile is kept of entries 256 to 511, which are not all there.");
}

TEST_F(LogVerifyingTest, ComparesWithWhatLiesOutsideTheDatabase) {
  for (int i = 0; i < 3; ++i) publish("one " + std::to_string(i));
  sign();
  keep_apart();
  must_be_equal();
  publish("one more");
  must_be_equal();
  // Signed, and not published yet.
  const auto last = *apart_.signed_last;
  apart_.signed_last->size = 5;
  must_tell_alone("With the log's key 5 entries were signed, and the register has 4.");
  apart_.signed_last = last;
  apart_.signed_last->root[0] ^= 1U;
  must_tell_alone("The first 3 entries are not those that were signed last with the log's key.");
  apart_.signed_last->origin = "another.example/log";
  must_be_equal();

  // The whole log written anew, and signed by whoever has not the key.
  reg_.reset();
  std::filesystem::remove(folder_ / "log.key");
  std::filesystem::remove(folder_ / "log.key.signed");
  for (const auto* more : {"", "-wal", "-shm"})
    std::filesystem::remove(folder_ / ("register.db" + std::string(more)));
  reg_ = std::make_unique<Register>(
      store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
  make_log_key(folder_ / "log.key", "register.example/log");
  for (int i = 0; i < 4; ++i) publish("another " + std::to_string(i));
  sign();
  apart_.signed_last = last;
  compare();
  must_have_told("The checkpoint that is published: ");
  must_have_told("The first 3 entries are not those that were signed last with the log's key.");
  apart_ = {};
  must_be_equal();
}

TEST_F(LogVerifyingTest, AnotherHashIsToldOfAVersionThatAnEntryBeforeToldOf) {
  const auto id = publish("one");
  publish("two");
  sign();
  must_be_equal();
  auto told = ledger::read_statement(Log(*reg_).entries(0, 1).at(0));
  ASSERT_EQ(told.id, id);
  told.act = ledger::Act::rehashed;
  told.was = told.hash;
  told.event_seq = 3;
  auto other = told;
  other.id = base::Uuid::v7(clock_.now());
  add_entry(other);
  must_tell_alone("Entry 2 tells of another hash of version 1 of organisation " + other.id.str() +
                  ", of which no entry before it tells.");
  other = told;
  other.hash[0] ^= 1U;
  add_entry(other);
  must_tell("organisation " + id.str() + ", version 1: entry 0 says something else of it.");
  EXPECT_EQ(told_.size(), 2U);
  // It goes back to what it was, and the last entry does not say so.
  add_entry(told);
  must_tell("Entry 4 says another hash of before than entry 0 did.");
  EXPECT_EQ(told_.size(), 2U);
}

TEST_F(LogVerifyingTest, ACommitOfManyIsComparedWhole) {
  std::vector<base::Uuid> ids;
  for (int i = 0; i < 700; ++i) ids.push_back(base::Uuid::v7({clock_.now().ms + i}));
  reg_->store().write({"import"}, [&](store::UnitOfWork& unit) {
    for (const auto& id : ids) {
      model::Organisation one;
      one.name.add("en", "of many");
      unit.put(revision_of(id, one, store::Visibility::open));
    }
  });
  publish("changed", ids.front());
  sign();
  const auto compared = compare();
  EXPECT_EQ(compared.entries, 701U);
  EXPECT_EQ(compared.revisions, 701);
  EXPECT_EQ(compared.differences, 0U) << told_.front();
}

}  // namespace
}  // namespace entente::registry
