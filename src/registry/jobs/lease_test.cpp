// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/jobs/lease.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/error.hpp"
#include "registry/jobs/job.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

/// Two processes that serve one register, as far as the register can tell.
class LeaseTest : public testing::Test {
 protected:
  LeaseTest() {
    folder_ = std::filesystem::temp_directory_path() /
              ("entente-lease-" + base::Uuid::v7(base::SystemClock().now()).str());
    std::filesystem::create_directories(folder_);
    one_ = open();
    other_ = open();
  }
  ~LeaseTest() override {
    one_.reset();
    other_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::unique_ptr<Register> open() {
    return std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
  }
  static void check(Register& reg, const Lease& lease) {
    reg.store().write({"test"}, [&](store::UnitOfWork& unit) { lease.check(unit); });
  }

  std::filesystem::path folder_;
  base::ManualClock clock_{base::Instant{1'700'000'000'000}};
  std::unique_ptr<Register> one_, other_;
};

TEST_F(LeaseTest, OneHoldsItAtATime) {
  auto lease = Lease::take(*one_, "jobs");
  ASSERT_TRUE(lease);
  EXPECT_FALSE(Lease::take(*other_, "jobs"));
  EXPECT_FALSE(Lease::take(*one_, "jobs"));
  EXPECT_TRUE(Lease::take(*other_, "else"));
  EXPECT_NO_THROW(check(*one_, *lease));
  const auto first = lease->token();
  lease.reset();
  lease = Lease::take(*other_, "jobs");
  ASSERT_TRUE(lease) << "let go at the end";
  EXPECT_GT(lease->token(), first);
}

TEST_F(LeaseTest, WhoIsHeldUpForTooLongIsFencedOff) {
  const auto late = Lease::take(*one_, "jobs");
  ASSERT_TRUE(late);
  clock_.advance(Lease::kExpiresMs);
  auto next = Lease::take(*other_, "jobs");
  ASSERT_TRUE(next);
  EXPECT_THROW(check(*one_, *late), base::Conflict);
  EXPECT_NO_THROW(check(*other_, *next));
}

TEST_F(LeaseTest, JobsRunOnceWhereverTheyAreAsked) {
  static int runs = 0;
  static Register* also = nullptr;
  static const std::vector<Job> work = {{"work", std::chrono::seconds(60), [](Register&) -> std::string {
                                           ++runs;
                                           // The other process looks while this one is at it.
                                           EXPECT_EQ(run_due_jobs(*also, work), 0);
                                           return "Done.";
                                         }}};
  also = other_.get();
  EXPECT_EQ(run_due_jobs(*one_, work), 1);
  EXPECT_EQ(run_due_jobs(*other_, work), 0);
  EXPECT_EQ(runs, 1);
}

TEST_F(LeaseTest, AJobWhoseProcessDiedIsClosedAndRunAgain) {
  static const std::vector<Job> work = {
      {"work", std::chrono::seconds(60), [](Register&) -> std::string { return "Done."; }}};
  one_->store().write({"system"}, [&](store::UnitOfWork& unit) {
    unit.put_job_run({base::Uuid::v7(clock_.now()), "work", clock_.now(), {}, "running", ""});
  });
  clock_.advance(1);
  EXPECT_EQ(run_due_jobs(*other_, work), 1);
  const auto all = one_->job_runs(10);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].state, "done");
  EXPECT_EQ(all[1].state, "failed");
}

}  // namespace
}  // namespace entente::registry
