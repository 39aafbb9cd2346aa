// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screening_seals.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "base/error.hpp"
#include "registry/jobs/job.hpp"
#include "registry/screening_test.hpp"

namespace entente::registry {
namespace {

using store::HitState;

/// Two have said that one is the same; another was closed, and found again.
class ScreeningSeals : public ScreeningTest {
 protected:
  ScreeningSeals() {
    settle(compared({found("QDe.001"), found("QDe.002")}));
    settle(compared({found("QDe.001")}));
    settle(compared({found("QDe.001"), found("QDe.002")}));
    say(reviewer_, "QDe.001", HitWord::same, "Same town");
    say(other_reviewer_, "QDe.001", HitWord::confirm, "Same street");
  }

  /// By a hand in the database.
  void run(const std::string& sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((folder_ / "register.db").c_str(), &database), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sql;
    EXPECT_GT(sqlite3_changes(database), 0) << sql;
    sqlite3_close(database);
  }
  bool first_is_as_sealed() {
    return ScreeningReview(*reg_).look(reviewer_, hit_on("QDe.001").id).lines.at(1).unbroken.value();
  }
};

TEST_F(ScreeningSeals, WhatNobodyTouchedIsWhole) {
  EXPECT_EQ(verify_seals(*reg_), 2);
  EXPECT_TRUE(first_is_as_sealed());
  settle(compared({found("QDe.001", 9'000, "B"), found("QDe.002")}));
  entries_.clear();
  settle(compared({}));
  say(reviewer_, "QDe.001", HitWord::look_again);
  say(other_reviewer_, "QDe.001", HitWord::unclear);
  EXPECT_EQ(state_of("QDe.001"), HitState::unclear);
  EXPECT_EQ(state_of("QDe.002"), HitState::closed);
  EXPECT_EQ(verify_seals(*reg_), 4) << "whatever became of it since";
}

TEST_F(ScreeningSeals, AStepThatWasChangedIsNoticed) {
  for (const std::string column :
       {"words = 'Another town'", "what = 'not_same'", "moment = moment + 1",
        "account = x'0193500000007000800000000000abcd'", "decision = replace(decision, 'Same', 'Other')"}) {
    run("CREATE TABLE kept AS SELECT * FROM screening_step; UPDATE screening_step SET " + column +
        " WHERE what = 'same'");
    EXPECT_FALSE(first_is_as_sealed()) << column;
    EXPECT_THROW(verify_seals(*reg_), base::Error) << column;
    EXPECT_THROW(verify_hashes(*reg_), base::Error) << column;
    run("DELETE FROM screening_step; INSERT INTO screening_step SELECT * FROM kept; DROP TABLE kept");
    EXPECT_EQ(verify_seals(*reg_), 2);
  }
}

TEST_F(ScreeningSeals, AStepThatIsGoneIsNoticed) {
  run("DELETE FROM screening_step WHERE what = 'confirm'");
  EXPECT_THROW(verify_seals(*reg_), base::Error) << "its hit is the same, by nobody's word";
  run("UPDATE screening_hit SET state = 1 WHERE state = 2");
  EXPECT_THROW(verify_seals(*reg_), base::Error) << "its seal stands in the log";
}

TEST_F(ScreeningSeals, AHitThatIsGoneIsNoticed) {
  run("DELETE FROM screening_hit WHERE state = 2");
  EXPECT_THROW(verify_seals(*reg_), base::Error);
}

TEST_F(ScreeningSeals, AHitThatSaysSomethingElseIsNoticed) {
  for (const std::string change : {"state = 3", "entry = 'QDe.009'", "dataset = 'un'",
                                   "subject = x'0193500000007000800000000000abcd'"}) {
    run("CREATE TABLE kept AS SELECT * FROM screening_hit; UPDATE screening_hit SET " + change +
        " WHERE state = 2");
    EXPECT_THROW(verify_seals(*reg_), base::Error) << change;
    run("DELETE FROM screening_hit; INSERT INTO screening_hit SELECT * FROM kept; DROP TABLE kept");
  }
  EXPECT_EQ(verify_seals(*reg_), 2);
  run("UPDATE screening_hit SET state = 5 WHERE entry = 'QDe.002'");
  EXPECT_THROW(verify_seals(*reg_), base::Error) << "nobody closed it";
}

}  // namespace
}  // namespace entente::registry
