// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/freshness.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace entente::registry {
namespace {

std::int64_t day(const char* date) {
  return base::PartialDate::parse(date).value().first_day();
}
base::PartialDate date(const char* text) {
  return base::PartialDate::parse(text).value();
}
Reporting reported(const char* when) {
  Reporting r;
  count_report(r, date(when), day("2026-11-25"));
  return r;
}
Light light(const Reporting& r, const char* today) {
  return freshness_of(r, day(today)).light;
}

TEST(Freshness, TurnsAfterOneTwoAndFiveYears) {
  const auto r = reported("2020-03-10");
  EXPECT_EQ(light(r, "2020-03-10"), Light::reported);
  EXPECT_EQ(light(r, "2021-03-09"), Light::reported);
  EXPECT_EQ(light(r, "2021-03-10"), Light::due);
  EXPECT_EQ(light(r, "2022-03-09"), Light::due);
  EXPECT_EQ(light(r, "2022-03-10"), Light::silent);
  EXPECT_EQ(light(r, "2025-03-09"), Light::silent);
  EXPECT_EQ(light(r, "2025-03-10"), Light::dormant);
}

TEST(Freshness, TheTurningDaysTellTheLightOfEveryDay) {
  auto ended = reported("2020-03-10");
  ended.ended = static_cast<std::int32_t>(day("2022-12-31"));
  Reporting fresh{.since = static_cast<std::int32_t>(day("2026-01-31"))};
  Reporting closed{.closed = true};
  auto rhythmic = reported("2024-02-29");
  rhythmic.months = 6;
  rhythmic.first_due = static_cast<std::int32_t>(day("2024-08-31"));
  rhythmic.put_off = static_cast<std::int32_t>(day("2025-01-31"));
  auto late = rhythmic;
  late.stays_due = static_cast<std::int32_t>(day("2026-02-28"));
  late.stays_after = late.last_day;
  Reporting to_come{.since = static_cast<std::int32_t>(day("2026-01-31")), .begun = false};
  for (const auto& r : {reported("2020-03-10"), reported("2024-02-29"), ended, fresh, closed, to_come,
                        rhythmic, late, Reporting{}}) {
    const auto lights = lights_of(r);
    ASSERT_FALSE(lights.empty());
    for (auto today = day("2015-01-01"); today < day("2035-01-01"); ++today) {
      const auto next = std::ranges::find_if(lights, [&](const auto& turn) { return turn.first > today; });
      ASSERT_NE(next, lights.begin());
      ASSERT_EQ(std::prev(next)->second, freshness_of(r, today).light) << today;
    }
  }
  EXPECT_EQ(lights_of(reported("2020-03-10")).size(), 4U);
  EXPECT_EQ(lights_of(closed).size(), 1U);
}

TEST(Freshness, SaysWhenTheNextReportIsDue) {
  const auto f = freshness_of(reported("2024-02-29"), day("2025-06-01"));
  EXPECT_EQ(f.light, Light::due);
  EXPECT_EQ(f.last, date("2024-02-29"));
  EXPECT_EQ(f.due, date("2025-02-28"));
  EXPECT_EQ(f.silent, date("2026-02-28"));
  EXPECT_EQ(f.dormant, date("2029-02-28"));
}

TEST(Freshness, ARhythmOfItsOwnMovesEveryDay) {
  auto r = reported("2025-11-30");
  r.months = 3;
  EXPECT_EQ(freshness_of(r, day("2026-01-01")).due, date("2026-02-28"));
  EXPECT_EQ(light(r, "2026-02-27"), Light::reported);
  EXPECT_EQ(light(r, "2026-02-28"), Light::due);
  EXPECT_EQ(light(r, "2027-02-28"), Light::silent);
  EXPECT_EQ(light(r, "2030-02-28"), Light::dormant);
  r.months = 24;
  EXPECT_EQ(freshness_of(r, day("2026-01-01")).due, date("2027-11-30"));
}

TEST(Freshness, ADayThatWasNamedSetsTheOthersWholeRhythmsFromIt) {
  auto r = reported("2026-02-20");
  r.first_due = static_cast<std::int32_t>(day("2030-03-31"));
  const auto due = [&] { return freshness_of(r, day("2026-11-25")).due; };
  EXPECT_EQ(due(), date("2027-03-31")) << "reported shortly before it was due, for that day";
  r = reported("2026-05-20");
  r.first_due = static_cast<std::int32_t>(day("2024-03-31"));
  EXPECT_EQ(due(), date("2027-03-31")) << "reported late, for the day that was past";
  r.months = 6;
  EXPECT_EQ(due(), date("2026-09-30")) << "no 31st of September";
  r.months = 12;
  r.first_due = static_cast<std::int32_t>(day("2024-02-29"));
  EXPECT_EQ(due(), date("2027-02-28"));
  r = reported("2027-06-01");
  count_report(r, date("2027-06-01"), day("2027-06-01"));
  r.first_due = static_cast<std::int32_t>(day("2024-02-29"));
  EXPECT_EQ(freshness_of(r, day("2027-06-02")).due, date("2028-02-29")) << "the leap day comes back";
}

TEST(Freshness, NoDayThatIsNamedMovesAReportFartherThanHalfARhythm) {
  for (const auto* anchor : {"1900-02-28", "2026-01-01", "2026-05-20", "2026-11-20", "2199-12-31"})
    for (const int months : {3, 6, 12, 18, 24}) {
      auto r = reported("2026-05-20");
      r.months = months;
      const auto plain = due_day(r);
      r.first_due = static_cast<std::int32_t>(day(anchor));
      const auto half = static_cast<double>(months) * 31 / 2 + 32;
      EXPECT_LE(std::abs(static_cast<double>(due_day(r) - plain)), half) << anchor << ", " << months;
      EXPECT_GT(due_day(r), r.last_day);
    }
}

TEST(Freshness, WhatAnAppealPutsOffIsDueLaterAndNeverEarlier) {
  auto r = reported("2020-03-10");
  EXPECT_EQ(light(r, "2022-06-01"), Light::silent);
  r.put_off = static_cast<std::int32_t>(day("2022-12-31"));
  EXPECT_EQ(light(r, "2022-06-01"), Light::reported);
  EXPECT_EQ(freshness_of(r, day("2022-06-01")).due, date("2022-12-31"));
  EXPECT_EQ(light(r, "2022-12-31"), Light::due);
  EXPECT_EQ(light(r, "2023-12-31"), Light::silent);
  r.put_off = static_cast<std::int32_t>(day("2020-06-01"));
  EXPECT_EQ(freshness_of(r, day("2020-07-01")).due, date("2021-03-10"));
}

TEST(Freshness, TheNewestReportCountsWhateverTheOrder) {
  Reporting r;
  for (const auto* when : {"2021-05-01", "2024-05-01", "2019"})
    count_report(r, date(when), day("2026-11-25"));
  EXPECT_EQ(r.last, date("2024-05-01"));
}

TEST(Freshness, AYearAloneCountsFromItsLastDayButNotFromADayStillToCome) {
  EXPECT_EQ(reported("2024").last_day, day("2024-12-31"));
  EXPECT_EQ(reported("2026").last_day, day("2026-11-25"));
  EXPECT_EQ(reported("2024-02").last_day, day("2024-02-29"));
}

TEST(Freshness, ADateAfterTheDayItWasSaidIsAPlan) {
  EXPECT_FALSE(reported("2026-11-26").last);
  EXPECT_FALSE(reported("2027").last);
}

TEST(Freshness, WithoutAReportItCountsFromTheDayItWasDueToBegin) {
  Reporting r;
  r.since = static_cast<std::int32_t>(day("2026-11-25"));
  const auto f = freshness_of(r, day("2026-11-25"));
  EXPECT_EQ(f.light, Light::not_due);
  EXPECT_EQ(f.due, date("2027-11-25"));
  EXPECT_FALSE(f.last);
  EXPECT_EQ(light(r, "2027-11-25"), Light::due);
  EXPECT_EQ(light(r, "2028-11-25"), Light::silent);
  EXPECT_EQ(light(r, "2031-11-25"), Light::dormant);
}

TEST(Freshness, NothingIsDueBeforeTheBeginningOrAfterTheEnd) {
  Reporting r;
  r.begun = false;
  EXPECT_EQ(freshness_of(r, day("2026-11-25")), (Freshness{Light::not_due, {}, {}}));
  auto early = reported("2026-01-01");
  early.begun = false;
  EXPECT_EQ(light(early, "2026-11-25"), Light::reported) << "it may still report";
  EXPECT_EQ(light(early, "2028-11-25"), Light::not_due);

  auto over = reported("2015-01-01");
  over.ended = static_cast<std::int32_t>(day("2016-12-31"));
  EXPECT_EQ(light(over, "2016-12-31"), Light::due) << "on its last day it has not ended";
  EXPECT_EQ(freshness_of(over, day("2017-01-01")), (Freshness{Light::closed, date("2015-01-01"), {}}));
  auto cancelled = reported("2026-01-01");
  cancelled.closed = true;
  EXPECT_EQ(light(cancelled, "2026-11-25"), Light::closed);
}

std::vector<DueReport> due(Reporting r, const std::vector<const char*>& came, const char* today,
                           std::size_t most = 40) {
  std::vector<std::int32_t> sent;
  for (const auto* each : came) sent.push_back(static_cast<std::int32_t>(day(each)));
  return due_reports(r, sent, day(today), most);
}
DueReport one(const char* when, const char* came = nullptr) {
  DueReport report{static_cast<std::int32_t>(day(when)), {}};
  if (came != nullptr) report.sent = static_cast<std::int32_t>(day(came));
  return report;
}

TEST(Freshness, EachDueDayHasItsReportOrNone) {
  Reporting r;
  r.since = static_cast<std::int32_t>(day("2020-01-10"));
  using Days = std::vector<DueReport>;
  EXPECT_EQ(due(r, {}, "2020-12-31"), Days{});
  EXPECT_EQ(due(r, {}, "2022-01-10"), (Days{one("2021-01-10"), one("2022-01-10")}));
  EXPECT_EQ(due(r, {"2021-02-01"}, "2022-01-31"), (Days{one("2021-01-10", "2021-02-01")}));
  EXPECT_EQ(due(r, {"2020-12-20"}, "2020-12-31"), Days{})
      << "what came before its day counts from that day on";
  EXPECT_EQ(due(r, {"2020-12-20"}, "2021-06-01"), (Days{one("2021-01-10", "2020-12-20")}));
  EXPECT_EQ(due(r, {"2023-03-01"}, "2023-03-02"),
            (Days{one("2021-01-10"), one("2022-01-10"), one("2023-01-10", "2023-03-01")}))
      << "one report makes up for one";
  EXPECT_EQ(due(r, {}, "2030-01-10", 3).size(), 3U);
  EXPECT_EQ(due(r, {}, "2030-01-10", 3).back(), one("2030-01-10"));
}

TEST(Freshness, NothingIsDueAfterTheEndOrWhereItWasPutOff) {
  Reporting r;
  r.since = static_cast<std::int32_t>(day("2020-01-10"));
  r.ended = static_cast<std::int32_t>(day("2021-06-30"));
  EXPECT_EQ(due(r, {}, "2025-01-01").size(), 1U);
  r.ended.reset();
  r.put_off = static_cast<std::int32_t>(day("2022-01-01"));
  EXPECT_EQ(due(r, {}, "2022-02-01"), (std::vector<DueReport>{one("2022-01-10")}));
  r.begun = false;
  EXPECT_TRUE(due(r, {}, "2025-01-01").empty());
}

}  // namespace
}  // namespace entente::registry
