// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log_verifying.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "base/error.hpp"
#include "registry/log_made_test.hpp"

namespace entente::registry {
namespace {

class LogVerifyingTest : public LogMadeTest {
 protected:
  LogCompared compare() {
    told_.clear();
    return compare_with_log(*reg_, [this](const std::string& sentence) { told_.push_back(sentence); });
  }
  void must_tell(const std::string& words) {
    compare();
    for (const auto& one : told_)
      if (one.find(words) != std::string::npos) return;
    std::string all;
    for (const auto& one : told_) all += one + "\n";
    ADD_FAILURE() << "not told: " << words << "\n" << all;
  }
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

}  // namespace
}  // namespace entente::registry
