// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The register as it stood at a moment that has passed, beside what it said at that moment itself.
#include "registry/past_test.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/error.hpp"
#include "registry/accounts.hpp"
#include "registry/merging.hpp"
#include "registry/state_difference.hpp"

namespace entente::registry {
namespace {

TEST_F(PastTest, EveryDayIsToldAsItWasToldThatEvening) {
  std::vector<base::Uuid> partnerships, organisations;
  std::vector<std::pair<std::string, std::string>> evenings;
  const auto evening = [&] {
    reg_->follow();
    // What the clock says at the end of the day that an address names.
    const auto until = (base::day_of(clock_.now()) + 1) * kOneDayMs - 1;
    clock_.set({until});
    auto said = told(*reg_, partnerships, organisations);
    clock_.set({until - kOneDayMs / 2});
    evenings.emplace_back(end_day(), std::move(said));
  };
  organisations = {organisation("Fund of Lakes"), organisation("City of Wells")};
  partnerships = {put(called("Clean wells"))};
  party(partnerships[0], organisations[0]);
  evening();
  promise(partnerships[0], organisations[0], 500);
  evening();
  put(partnerships[0], called("Clean wells for all", "UG"));
  partnerships.push_back(put(called("Forests")));
  const auto part = party(partnerships[1], organisations[1]);
  evening();
  model::Participation moved;
  moved.partnership = partnerships[1];
  moved.organisation = organisations[0];
  moved.role = "funding";
  put(part, moved);
  evening();
  put(part, moved, store::Visibility::withdrawn);
  model::Organisation renamed;
  renamed.name.add("en", "Fund of Seas");
  put(organisations[0], renamed);
  evening();
  Merging(*reg_).merge(Accounts::by_operator(), organisations[1], organisations[0]);
  evening();
  for (const auto& [day, said] : evenings) {
    const auto then = past(day);
    then->follow();
    EXPECT_EQ(told(then->reg(), partnerships, organisations), said) << day;
  }
}

TEST_F(PastTest, WhatIsAddedUpIsAddedUpAsItWas) {
  const auto giver = organisation("Fund");
  const auto id = put(called("Wells"));
  const auto first = promise(id, giver, 500);
  const auto day = end_day();
  promise(id, giver, 70);
  model::Commitment gone;
  gone.partnership = id;
  gone.kind = "finance";
  put(first, gone, store::Visibility::withdrawn);
  reg_->follow();
  const auto then = past(day);
  then->follow();
  const auto committed = [](const Register& reg) {
    const auto sums =
        reg.dealings(reg.organisations({.text = "fund", .limit = 1}).cards.at(0).organisation.id);
    return sums.at(0).promised.str();
  };
  EXPECT_EQ(committed(then->reg()), "500");
  EXPECT_EQ(committed(*reg_), "70");
  EXPECT_EQ(then->reg().overview().commitments, 1);
  EXPECT_EQ(reg_->overview().commitments, 2);
}

TEST_F(PastTest, GroupsOfCountriesAreThoseOfThatDay) {
  put(called("Clean wells", "ST"));
  const auto day = end_day();
  clock_.set(base::parse_instant("2024-12-13T00:00:00Z"));
  put(called("Cocoa", "ST"));
  reg_->follow();
  const auto found = [](const Register& reg, const std::string& text) {
    return reg.list({.text = text, .filters = {}}).answer.total;
  };
  const auto in_group = [](const Register& reg, const std::string& group) {
    const auto list = reg.list({.text = {}, .filters = {{search::Facet::group, group}}});
    std::size_t counted = 0;
    for (const auto& count : list.answer.of(search::Facet::group))
      if (count.value == group) counted = count.count;
    EXPECT_EQ(counted, list.answer.total) << group;
    return counted;
  };
  const auto then = past(day);
  then->follow();
  EXPECT_EQ(in_group(then->reg(), "ldc"), 1U);
  EXPECT_EQ(found(then->reg(), "group:ldc"), 1U);
  EXPECT_EQ(in_group(*reg_, "ldc"), 0U) << "Sao Tome and Principe left them on 13 December 2024";
  EXPECT_EQ(found(*reg_, "group:ldc"), 0U);
  EXPECT_EQ(in_group(*reg_, "developing"), 2U);
}

TEST_F(PastTest, ARecordIsReadWithoutFollowing) {
  const auto id = put(called("Wells"));
  const auto day = end_day();
  put(id, called("Springs"));
  const auto then = past(day);
  EXPECT_EQ(then->reg().partnership(id)->partnership.value.title.str("en"), "Wells");
  EXPECT_EQ(then->reg().partnership(id)->revisions.size(), 1U);
  EXPECT_FALSE(then->reg().partnership_at(id, 2));
  EXPECT_EQ(reg_->partnership(id)->partnership.value.title.str("en"), "Springs");
}

TEST_F(PastTest, WhatIsCountedIsThereOnceItHasFollowed) {
  put(called("Wells"));
  const auto then = past(end_day());
  EXPECT_THROW(then->reg().overview(), std::logic_error);
  then->follow();
  EXPECT_EQ(then->reg().overview().partnerships, 1);
}

TEST_F(PastTest, PartsOfAnOrganisationThatWasMergedSinceAreKnownWithoutFollowing) {
  const auto kept = organisation("Fund of Lakes"), other = organisation("Lakes Fund");
  const auto wells = put(called("Wells")), forests = put(called("Forests"));
  party(wells, other);
  party(forests, kept);
  const auto day = end_day();
  reg_->follow();
  Merging(*reg_).merge(Accounts::by_operator(), kept, other);
  const auto parts = [&](Register& reg, const base::Uuid& id) {
    return reg.organisation(id, 0, 50)->engagements_total;
  };
  EXPECT_EQ(parts(*reg_, kept), 2);
  const auto then = past(day);
  for (const bool followed : {false, true}) {
    if (followed) then->follow();
    EXPECT_EQ(parts(then->reg(), kept), 1) << followed;
    EXPECT_EQ(parts(then->reg(), other), 1) << followed;
  }
}

TEST_F(PastTest, PartsThatMoveWhileADayIsKeptAreKnown) {
  const auto first = organisation("Fund"), second = organisation("City");
  const auto wells = put(called("Wells"));
  const auto part = party(wells, first);
  const auto then = past(end_day());
  then->follow();
  model::Participation moved;
  moved.partnership = wells;
  moved.organisation = second;
  moved.role = "funding";
  put(part, moved);
  EXPECT_EQ(then->reg().organisation(first, 0, 50)->engagements_total, 1);
  EXPECT_EQ(then->reg().organisation(second, 0, 50)->engagements_total, 0);
}

TEST_F(PastTest, EachThatWasThereThenIsReadOnceAmongManyThatCameLater) {
  constexpr int kThen = 150, kLater = 130;
  const auto put_many = [&](const std::string& title, int count) {
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
      for (int i = 0; i < count; ++i) {
        clock_.advance(1);
        unit.put(revision_of(base::Uuid::v7(clock_.now()), called(title)));
      }
    });
  };
  put_many("Wells", kThen);
  const auto then = past(end_day());
  put_many("Forests", kLater);
  std::vector<base::Uuid> read;
  then->reg().each([&](const PartnershipView& view) {
    read.push_back(view.partnership.id);
    return true;
  });
  EXPECT_EQ(read.size(), std::size_t{kThen});
  EXPECT_TRUE(std::ranges::is_sorted(read));
  EXPECT_EQ(std::ranges::adjacent_find(read), read.end());
}

TEST_F(PastTest, WhatWasWithdrawnSinceIsShownOnNoDay) {
  const auto id = put(called("Wells")), stays = put(called("Forests"));
  const auto fund = organisation("Fund of Lakes");
  party(stays, fund);
  const auto day = end_day();
  put(id, called("Wells again"));
  const auto later = reg_->last_event();
  const auto kept = past(day);
  kept->follow();
  EXPECT_EQ(kept->reg().list({}).answer.total, 2U);
  EXPECT_TRUE(kept->reg().partnership(id));
  reg_->follow();
  const auto before = taken_out(*reg_);

  put(id, called("Wells again"), store::Visibility::withdrawn);
  model::Organisation gone;
  gone.name.add("en", "Fund of Lakes");
  put(fund, gone, store::Visibility::withdrawn);
  EXPECT_FALSE(kept->reg().partnership(id)) << "of a day that is kept, too";
  reg_->follow();
  EXPECT_GT(taken_out(*reg_), before) << "then the day is put together anew";
  const auto then = past(day);
  for (const bool followed : {false, true}) {
    if (followed) then->follow();
    auto& reg = then->reg();
    EXPECT_FALSE(reg.partnership(id));
    EXPECT_FALSE(reg.partnership_at(id, 1));
    EXPECT_FALSE(reg.organisation(fund, 0, 50));
    EXPECT_TRUE(reg.partnership(stays));
  }
  EXPECT_EQ(then->reg().list({}).cards.size(), 1U);
  EXPECT_EQ(then->reg().organisations({.text = "fund", .limit = 10}).cards.size(), 0U);
  const auto reader = then->reg().read();
  EXPECT_EQ(reader->head(id)->visibility, store::Visibility::withdrawn) << "so that its page says so";
  EXPECT_EQ(reader->history(id).size(), 2U);
  EXPECT_FALSE(reg_->partnership_at(id, 1)) << "as today";
  EXPECT_FALSE(state_difference(*reg_, id, 1, later));

  put(id, called("Wells again"));
  EXPECT_TRUE(past(day)->reg().partnership(id)) << "it stands again";
}

TEST_F(PastTest, AReportThatWasWithdrawnSinceIsToldAsTodayTellsIt) {
  const auto id = put(called("Wells"));
  model::Report report;
  report.partnership = id;
  report.organisation = organisation("Fund");
  const auto said = put(report);
  const auto day = end_day();
  EXPECT_EQ(past(day)->reg().partnership(id)->reports.size(), 1U);
  report.withdrawn.add("en", "It names somebody");
  put(said, report, store::Visibility::withdrawn);
  const auto view = past(day)->reg().partnership(id);
  EXPECT_EQ(view->reports.size(), 0U);
  EXPECT_EQ(view->withdrawn_reports.size(), 1U);
}

TEST_F(PastTest, DifferencesBetweenDaysLeaveOutHowConcernsStand) {
  const auto id = put(called("Wells"));
  const auto before = reg_->last_event();
  model::ConcernNotice notice;
  notice.number = 1;
  notice.about = id;
  notice.partnership = id;
  notice.kind = "money";
  notice.state = "open";
  put(notice);
  promise(id, organisation("Fund"), 500);
  const auto all = state_difference(*reg_, id, before, reg_->last_event()).value();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].type, model::Commitment::kType);
}

TEST_F(PastTest, DraftsOfThatTimeAreShownToNobody) {
  const auto id = base::Uuid::v7(clock_.now());
  organisation("Fund");
  put(id, called("Secret"), store::Visibility::draft);
  const auto day = end_day();
  put(id, called("Public"));
  const auto then = past(day);
  then->follow();
  EXPECT_FALSE(then->reg().partnership(id));
  EXPECT_EQ(then->reg().list({}).answer.total, 0U);
}

TEST_F(PastTest, ItGivesUpBeyondItsBounds) {
  for (int i = 0; i < 5; ++i) put(called("Wells"));
  const auto day = end_day();
  EXPECT_THROW(past(day, {.partnerships = 4})->follow(), base::Conflict);
  EXPECT_THROW(past(day, {.timeout = std::chrono::seconds(-1)})->follow(), base::Conflict);
  EXPECT_NO_THROW(past(day, {.partnerships = 5})->follow());
  const auto then = past(day);
  then->stop();
  EXPECT_THROW(then->follow(), base::Conflict);
}

TEST_F(PastTest, NothingIsWrittenToThePast) {
  put(called("Wells"));
  const auto then = past(end_day());
  EXPECT_THROW(then->reg().store().write({"test"}, [](store::UnitOfWork&) {}), std::logic_error);
}

TEST_F(PastTest, ADayEndsAtMidnightOfUtc) {
  clock_.set(base::parse_instant("2024-03-01T23:59:59.998Z"));
  organisation("Fund");  // a millisecond later
  clock_.set(base::parse_instant("2024-03-02T00:00:00.000Z"));
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    unit.put(revision_of(base::Uuid::v7(clock_.now()), called("Wells")));
  });
  clock_.set(base::parse_instant("2024-03-05T12:00:00Z"));
  const auto event = [&](const char* at) { return moment_of(*reg_, at).moment.event; };
  EXPECT_EQ(event("2024-03-01"), 1);
  EXPECT_EQ(event("2024-03-02"), reg_->last_event());
  EXPECT_EQ(event("2024-03-02T00:00:00.000Z"), reg_->last_event());
  EXPECT_EQ(event("2024-03-01T23:59:59Z"), 1) << "to the end of the second";
  EXPECT_EQ(event("2024-03-01T23:59Z"), 1) << "to the end of the minute";
}

TEST_F(PastTest, AnEntryOfTheLogNamesTheCommitThatItCameWith) {
  using State = AskedMoment::State;
  clock_.set(base::parse_instant("2024-03-01T12:00:00.000Z"));
  put(called("Wells"));
  clock_.set(base::parse_instant("2024-03-02T12:00:00.000Z"));
  put(called("Pumps"));
  const auto first = moment_of(*reg_, "0"), second = moment_of(*reg_, "1");
  EXPECT_EQ(first.state, State::past);
  EXPECT_EQ(first.moment.at, "0");
  EXPECT_EQ(first.moment.event, 1);
  EXPECT_EQ(base::to_string(first.moment.until).substr(0, 19), "2024-03-01T12:00:00") << "when it was made";
  EXPECT_EQ(second.moment.event, 2);
  EXPECT_EQ(event_at(*reg_, "1"), 2);
  EXPECT_EQ(moment_of(*reg_, "2").state, State::no_entry) << "as many as there are";
  EXPECT_EQ(moment_of(*reg_, "2024").state, State::no_entry) << "a number is no year";
  EXPECT_EQ(event_at(*reg_, "2024"), std::nullopt);
}

TEST_F(PastTest, WhatIsNoMomentIsSaidToBeNone) {
  using State = AskedMoment::State;
  put(called("Wells"));
  const auto state = [&](std::string_view at) { return moment_of(*reg_, at).state; };
  EXPECT_EQ(state(""), State::now);
  EXPECT_EQ(state("2024-03-01"), State::now);
  EXPECT_EQ(state("2024-03-02"), State::future);
  EXPECT_EQ(state("9999-12-31"), State::future);
  EXPECT_EQ(state("2024-03-01T12:00:01Z"), State::future);
  EXPECT_EQ(state("2024-02-29"), State::before);
  EXPECT_EQ(state("0001-01-01"), State::before);
  for (const auto* at :
       {"2024-02", "2023-02-29", "2024-03-0x", "01", "-5", "2024-02-29T25:00Z", "2024-02-29T12:60:00Z",
        "2024-02-29T12:00:00+03:00", "2024-02-29 12:00", "2024-02-29Z", "\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa4-02",
        "<script>", "2024-02-29\n", "99999999999999999999", "'; DROP TABLE event; --"})
    EXPECT_EQ(state(at), State::unreadable) << at;
  EXPECT_EQ(state(std::string(100'000, '9')), State::unreadable);
}

TEST_F(PastTest, AnErasureTakesSomethingOutOfThePast) {
  put(called("Wells"));
  const auto before = taken_out(*reg_);
  put(called("Forests"));
  EXPECT_EQ(taken_out(*reg_), before);
  model::Erasure erasure;
  erasure.reason = "request";
  put(erasure);
  EXPECT_GT(taken_out(*reg_), before);
}

}  // namespace
}  // namespace entente::registry
