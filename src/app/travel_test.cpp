// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/travel.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string>

#include "registry/accounts.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::app {
namespace {

constexpr std::int64_t kTravelDay = 86'400'000;
constexpr int kTablesAMoment = 2;  ///< of lists, and of single records

/// The threads of tests, which ask; what else reads puts a moment together.
thread_local bool asks = false;

/// A store that can be slow, or broken, to whoever puts a moment together.
class GatedStore final : public store::Store {
 public:
  explicit GatedStore(std::unique_ptr<store::Store> over) : over_(std::move(over)) {}

  store::Committed write(const store::WriteOptions& options,
                         const std::function<void(store::UnitOfWork&)>& work) override {
    return over_->write(options, work);
  }
  std::unique_ptr<store::Reader> read() override {
    if (!asks) {
      std::unique_lock lock(mutex_);
      ++reads_;
      changed_.notify_all();
      changed_.wait(lock, [&] { return !shut_; });
      if (broken_) throw std::runtime_error("the disk is gone");
    }
    return over_->read();
  }
  std::string maintain() override { return over_->maintain(); }
  std::unique_ptr<store::Dump> dump() override { return over_->dump(); }
  std::unique_ptr<store::Fill> fill() override { return over_->fill(); }
  std::string engine() const override { return over_->engine(); }

  void set_shut(bool shut) {
    const std::scoped_lock lock(mutex_);
    shut_ = shut;
    changed_.notify_all();
  }
  void set_broken(bool broken) {
    const std::scoped_lock lock(mutex_);
    broken_ = broken;
  }
  void await_reader() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return reads_ > 0; });
  }
  int reads() {
    const std::scoped_lock lock(mutex_);
    return reads_;
  }

 private:
  const std::unique_ptr<store::Store> over_;
  std::mutex mutex_;  ///< guards what follows
  std::condition_variable changed_;
  bool shut_ = false, broken_ = false;
  int reads_ = 0;
};

/// A register with a list of how many partnerships there are, and a file of it that is sent piece by piece.
class TravelTest : public testing::Test {
 protected:
  TravelTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-travel-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    asks = true;
    auto store = std::make_unique<GatedStore>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}));
    store_ = store.get();
    reg_ = std::make_unique<registry::Register>(std::move(store), clock_);
    accounts_ = std::make_unique<registry::Accounts>(reg_->store(), clock_, registry::AccountRules{});
  }
  ~TravelTest() override {
    travel_.reset();
    accounts_.reset();
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  template <class Record>
  void put(const Record& record) {
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
      store::NewRevision made;
      made.id = base::Uuid::v7(clock_.now());
      made.type = Record::kType;
      made.body = model::body_of(record);
      made.hash = model::hash_of_body(made.body);
      unit.put(made);
    });
    reg_->follow();
  }
  void partnership() {
    model::Partnership made;
    made.title.add("en", "Wells");
    put(made);
  }
  void withdraw_a_partnership() {
    const auto id = reg_->list({}).answer.results.at(0);
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
      const auto head = unit.head(id).value();
      unit.put({.id = id,
                .type = head.type,
                .visibility = store::Visibility::withdrawn,
                .body = head.body,
                .hash = head.hash});
    });
    reg_->follow();
  }
  std::string end_day() {
    const auto day = base::to_string(clock_.now()).substr(0, 10);
    clock_.advance(kTravelDay);
    return day;
  }

  void open(registry::PastBounds bounds = {}) {
    travel_ = std::make_unique<Travel>(
        pages::Context{.reg = *reg_, .accounts = *accounts_},
        [this](registry::Register& over) {
          ++made_;
          return std::vector<http::Route>{
              {"GET", "/api/v1/partnerships", "",
               [&over](const http::Request& request, const http::Captures&) {
                 EXPECT_EQ(request.parameter("at"), "") << "no route has to know of it";
                 return http::text(200, std::to_string(over.list({}).answer.total), "application/json");
               }},
              {"GET", "/{lang}/partnerships.csv", "",
               [&over](const http::Request&, const http::Captures&) {
                 auto response = http::text(200, {}, "text/csv");
                 response.stream = [&over](std::string& piece) {
                   piece = std::to_string(over.list({}).answer.total);
                   return false;
                 };
                 return response;
               }},
              {"GET", "/en/nowhere", "", {}},
          };
        },
        bounds);
  }
  http::Response ask(const std::string& at, const std::string& path = "/api/v1/partnerships") {
    http::Request request;
    request.method = "GET";
    request.path = path;
    request.target = path + "?at=" + at;
    request.query = {{"at", at}};
    return travel_->answer(request, true);
  }

  std::filesystem::path folder_;
  base::ManualClock clock_{base::parse_instant("2024-03-01T12:00:00Z")};
  GatedStore* store_ = nullptr;  ///< of reg_
  std::unique_ptr<registry::Register> reg_;
  std::unique_ptr<registry::Accounts> accounts_;
  std::unique_ptr<Travel> travel_;
  std::atomic<int> made_ = 0;
};

TEST_F(TravelTest, EachDayIsPutTogetherOnceAndKept) {
  open();
  partnership();
  const auto first = end_day();
  partnership();
  const auto second = end_day();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(ask(first).body, "1");
    EXPECT_EQ(ask(second).body, "2");
  }
  EXPECT_EQ(made_, 2 * kTablesAMoment);
  EXPECT_EQ(ask(first).header("memento-datetime"), "Fri, 01 Mar 2024 23:59:59 GMT");
}

TEST_F(TravelTest, ManyDaysTakeTurnsInMemory) {
  open();
  std::vector<std::string> days;
  for (int i = 0; i < 9; ++i) {
    partnership();
    days.push_back(end_day());
  }
  for (std::size_t i = 0; i < days.size(); ++i) EXPECT_EQ(ask(days[i]).body, std::to_string(i + 1));
  EXPECT_EQ(ask(days.front()).body, "1") << "put together anew";
  EXPECT_EQ(made_, 10 * kTablesAMoment);
}

TEST_F(TravelTest, WhatPassesTheBoundsIsRefusedWithThem) {
  open({.partnerships = 1});
  partnership();
  const auto first = end_day();
  partnership();
  const auto second = end_day();
  EXPECT_EQ(ask(first).body, "1");
  const auto refused = ask(second);
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.body.find("at most 1 partnerships and 60 seconds"), std::string::npos) << refused.body;
  EXPECT_EQ(ask(first).body, "1") << "the other stays";
}

TEST_F(TravelTest, AnErasureDropsWhatWasKept) {
  open();
  partnership();
  const auto day = end_day();
  EXPECT_EQ(ask(day).body, "1");
  partnership();
  EXPECT_EQ(ask(day).body, "1");
  EXPECT_EQ(made_, kTablesAMoment) << "what else is written drops nothing";
  put(model::Erasure{});
  EXPECT_EQ(ask(day).body, "1");
  EXPECT_EQ(made_, 2 * kTablesAMoment);
}

TEST_F(TravelTest, AWithdrawalDropsWhatWasKept) {
  open();
  partnership();
  partnership();
  const auto day = end_day();
  EXPECT_EQ(ask(day).body, "2");
  EXPECT_EQ(made_, kTablesAMoment);
  withdraw_a_partnership();
  EXPECT_EQ(ask(day).body, "2") << "it counts in the lists of that day";
  EXPECT_EQ(made_, 2 * kTablesAMoment) << "and shows nothing of what it said";
}

TEST_F(TravelTest, WhatIsBeingSentOutlivesWhatWasKept) {
  open();
  partnership();
  const auto day = end_day();
  auto file = ask(day, "/en/partnerships.csv");
  ASSERT_TRUE(file.stream);
  put(model::Erasure{});
  const auto later = end_day();
  EXPECT_EQ(ask(later).body, "1") << "the first is forgotten";
  std::string piece;
  EXPECT_FALSE(file.stream(piece));
  EXPECT_EQ(piece, "1");
}

TEST_F(TravelTest, OnlyWhatTravelsIsServed) {
  open();
  partnership();
  const auto day = end_day();
  EXPECT_EQ(ask(day, "/en/nowhere").status, 404);
}

TEST_F(TravelTest, OneRequestWaitsWhateverIsAskedFor) {
  open();
  std::vector<std::string> days;
  for (int i = 0; i < 8; ++i) {
    partnership();
    days.push_back(end_day());
  }
  store_->set_shut(true);
  auto first = std::async(std::launch::async, [&] {
    asks = true;
    return ask(days[0]).body;
  });
  store_->await_reader();
  const auto begun = std::chrono::steady_clock::now();
  for (const auto& day : days) {
    const auto answer = ask(day);
    EXPECT_EQ(answer.status, 503) << day;
    EXPECT_EQ(answer.header("retry-after"), "5");
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(2)) << "none of them waited";
  const auto made = made_.load();
  store_->set_shut(false);
  const auto said = first.get();
  // A machine that was busy answers that one later, too.
  EXPECT_TRUE(said == "1" || said.find("put together") != std::string::npos) << said;
  EXPECT_EQ(ask(days[0]).body, "1");
  EXPECT_EQ(made_, made) << "what is being put together is kept, however many other days are asked for";
}

TEST_F(TravelTest, WhatCannotBePutTogetherIsNotTriedAtEachRequest) {
  open();
  partnership();
  const auto first = end_day();
  partnership();
  const auto second = end_day();
  store_->set_broken(true);
  EXPECT_THROW(ask(first), std::runtime_error);
  const auto reads = store_->reads();
  EXPECT_GT(reads, 0);
  store_->set_broken(false);
  EXPECT_THROW(ask(first), std::runtime_error);
  EXPECT_EQ(store_->reads(), reads) << "not within a minute";
  EXPECT_EQ(ask(second).body, "2");
}

}  // namespace
}  // namespace entente::app
