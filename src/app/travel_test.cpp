// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/travel.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

#include "registry/accounts.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::app {
namespace {

constexpr std::int64_t kTravelDay = 86'400'000;
constexpr int kTablesAMoment = 2;  ///< of lists, and of single records

/// A register with a list of how many partnerships there are, and a file of it that is sent piece by piece.
class TravelTest : public testing::Test {
 protected:
  TravelTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-travel-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<registry::Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
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

}  // namespace
}  // namespace entente::app
