// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screening_rounds.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <array>

#include "registry/accounts.hpp"
#include "registry/jobs/lease.hpp"
#include "registry/merging.hpp"
#include "registry/notices.hpp"
#include "registry/screening_test.hpp"

namespace entente::registry {
namespace {

using store::HitState;

class ScreeningRoundsTest : public ScreeningTest {
 protected:
  ScreeningRoundsTest() : lists_(*reg_), rounds_(*reg_, lists_) {}

  /// A new version of the register's own list, or of another such.
  void bring(const std::string& rows, const std::string& dataset = "own") {
    const std::string bytes = "id,name,kind,countries\n" + rows;
    store::ListVersion version;
    version.dataset = dataset;
    version.format = "own";
    version.hash = base::sha256(bytes);
    version.brought = clock_.now();
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
      unit.lists().add(version, std::array{store::KeptListFile{"own.csv", bytes}});
    });
  }
  base::Uuid organisation(const std::string& name, store::Visibility visibility = store::Visibility::open) {
    const auto id = base::Uuid::v7(clock_.now());
    write(id, name, visibility);
    return id;
  }
  void write(const base::Uuid& id, const std::string& name,
             store::Visibility visibility = store::Visibility::open) {
    model::Organisation body;
    body.name = base::Text("en", name);
    reg_->store().write({"test"},
                        [&](store::UnitOfWork& unit) { unit.put(revision_of(id, body, visibility)); });
  }
  void write_partnership() {
    model::Partnership body;
    body.title = base::Text("en", "Wells for the hills");
    const auto id = base::Uuid::v7(clock_.now());
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, body)); });
  }
  ScreeningRound round() {
    clock_.advance(1000);
    lists_.refresh();
    return rounds_.round(stop_);
  }
  std::size_t waiting(const base::Uuid& id) {
    return static_cast<std::size_t>(standing_of(*reg_->read(), id).waiting());
  }

  ScreeningLists lists_;
  ScreeningRounds rounds_;
  std::atomic<bool> stop_{false};
};

TEST_F(ScreeningRoundsTest, WithoutListsNothingIsComparedNorWritten) {
  organisation("Kestrel Harbour Holding");
  EXPECT_EQ(round().compared, 0);
  EXPECT_FALSE(reg_->read()->note("screening"));
}

TEST_F(ScreeningRoundsTest, EachVersionOfAListIsComparedWithAllAndEachChangeWithIt) {
  const auto harbour = organisation("Kestrel Harbour Holding");
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  EXPECT_EQ(round().compared, 2) << "the fund too";
  EXPECT_EQ(waiting(harbour), 1U);
  EXPECT_EQ(waiting(fund_), 0U);
  EXPECT_EQ(round().compared, 0);
  const auto later = organisation("Kestrel Harbour Holding Ltd");
  EXPECT_EQ(round().compared, 1);
  EXPECT_EQ(waiting(later), 1U);
  write(later, "Kestrel Harbour Holding Ltd");
  EXPECT_EQ(round().compared, 0) << "nothing that is compared has changed";
  write(later, "Wells and Pumps");
  EXPECT_EQ(round().closed, 1);
  const auto standing = standing_of(*reg_->read(), harbour);
  EXPECT_EQ(standing.algorithm, screening::kAlgorithm);
  EXPECT_EQ(standing.lists, (std::vector<std::pair<std::string, std::int64_t>>{{"own", 1}}));
  bring("X-2,Wells and Pumps,organisation,\n");
  const auto second = round();
  EXPECT_EQ(second.compared, 3);
  EXPECT_EQ(second.opened, 1);
  EXPECT_EQ(second.closed, 1);
  EXPECT_EQ(waiting(harbour), 0U) << "delisted";
  EXPECT_EQ(waiting(later), 1U);
}

TEST_F(ScreeningRoundsTest, AHitShowsWhatWasComparedAndSaysWhereThatChanged) {
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  const auto harbour = organisation("Kestrel Harbour Holding");
  round();
  const auto hit = reg_->read()->screening().hits_of(harbour).at(0);
  const auto look = [&] { return ScreeningReview(*reg_).look(reviewer_, hit.id); };
  EXPECT_FALSE(look().party_changed);
  model::Organisation body;
  body.name = base::Text("en", "Kestrel Harbour Holding");
  body.website = "https://harbour.example/";
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(harbour, body)); });
  round();
  EXPECT_FALSE(look().party_changed) << "nothing of it was compared";
  EXPECT_EQ(look().party.website, "") << "as it was compared";
  write(harbour, "Wells and Pumps");
  EXPECT_TRUE(look().party_changed);
  EXPECT_EQ(look().party.name.str("en"), "Kestrel Harbour Holding") << "the reasons are about this name";
}

TEST_F(ScreeningRoundsTest, AHitIsOfTheCountryThatWasCompared) {
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  model::Organisation body;
  body.name = base::Text("en", "Kestrel Harbour Holding");
  body.country = "KE";
  const auto id = base::Uuid::v7(clock_.now());
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, body)); });
  round();
  EXPECT_EQ(reg_->read()->screening().hits_of(id).at(0).country, "KE");
  body.country = "FR";
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, body)); });
  round();
  EXPECT_EQ(reg_->read()->screening().hits_of(id).at(0).country, "FR");
}

TEST_F(ScreeningRoundsTest, AnOlderProgramStandsBackWhileANewerOneIsAtIt) {
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  const auto harbour = organisation("Kestrel Harbour Holding");
  const std::string newer =
      R"({"after":"00000000-0000-0000-0000-000000000000","against":"{\"algorithm\":\"entente-99\"}","followed":1,"sweeping":false})";
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.set_note("screening", newer); });
  EXPECT_EQ(round().compared, 0);
  EXPECT_FALSE(round().whole) << "something is left to do, and for another";
  EXPECT_EQ(reg_->read()->note("screening"), newer);
  clock_.advance(3'600'000);
  EXPECT_EQ(round().compared, 2) << "the newer one is gone";
  EXPECT_EQ(waiting(harbour), 1U);
  EXPECT_EQ(round().compared, 0);
}

TEST_F(ScreeningRoundsTest, ADraftIsComparedAndWhatIsWithdrawnIsNot) {
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  const auto draft = organisation("Kestrel Harbour Holding", store::Visibility::draft);
  round();
  EXPECT_EQ(waiting(draft), 1U);
  write(draft, "Kestrel Harbour Holding", store::Visibility::withdrawn);
  EXPECT_EQ(round().closed, 1);
  EXPECT_EQ(waiting(draft), 0U);
}

TEST_F(ScreeningRoundsTest, WhoSpeaksForAllThatIsFoundIsNotTold) {
  const auto harbour = organisation("Kestrel Harbour Holding");
  const auto both = actor({{access::Role::reviewer, ""}, {access::Role::contributor, harbour.str()}});
  enter(reviewer_, "reviewer@register.example");
  enter(both, "both@register.example");
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  EXPECT_EQ(round().opened, 1);
  EXPECT_EQ(told(reviewer_), std::vector<std::string>{std::string(kNoticeHitsWait)});
  EXPECT_TRUE(told(both).empty()) << "an empty list below the news would tell them";
  organisation("Kestrel Harbour Holding");
  EXPECT_EQ(round().opened, 1);
  EXPECT_EQ(told(both).size(), 1U) << "of another's";
}

TEST_F(ScreeningRoundsTest, WhatFoundNoPlaceComesWhenAnotherWasDecided) {
  const auto harbour = organisation("Kestrel Harbour Holding");
  std::string rows;
  for (std::size_t i = 0; i < kMostOpenHits + 2; ++i)
    rows += "X-" + std::to_string(i) + ",Kestrel Harbour Holding,organisation,\n";
  bring(rows);
  EXPECT_EQ(round().opened, std::int64_t{kMostOpenHits});
  EXPECT_EQ(waiting(harbour), kMostOpenHits + 2) << "nothing is dropped in silence";
  const auto decide = [&] {
    for (const auto& hit : reg_->read()->screening().hits_of(harbour))
      if (hit.state == HitState::open) {
        const auto steps = reg_->read()->screening().steps(hit.id).size();
        return ScreeningReview(*reg_).say(reviewer_, hit.id, HitWord::not_same, "Another town",
                                          {steps, sides_of(hit)});
      }
    return std::optional(HitFault::moved_on);
  };
  EXPECT_FALSE(decide());
  EXPECT_EQ(round().opened, 1) << "without a new list, and without a change of the party";
  EXPECT_FALSE(decide());
  EXPECT_EQ(round().opened, 1);
  EXPECT_FALSE(decide());
  EXPECT_EQ(round().opened, 0) << "those were all";
  EXPECT_EQ(waiting(harbour), kMostOpenHits - 1);
  EXPECT_FALSE(reg_->read()->note("screening_again"));
}

TEST_F(ScreeningRoundsTest, AListThatIsUsedNoMoreClosesWhatWaits) {
  const auto harbour = organisation("Kestrel Harbour Holding");
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  round();
  store::ListVersion end;
  end.dataset = "own";
  end.brought = clock_.now();
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.lists().add(end, {}); });
  EXPECT_EQ(round().closed, 1);
  EXPECT_EQ(waiting(harbour), 0U);
}

TEST_F(ScreeningRoundsTest, OneListThatCannotBeReadKeepsNobodyFromBeingComparedWithTheOthers) {
  const auto harbour = organisation("Kestrel Harbour Holding");
  bring("X-1\n", "broken");
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  const auto done = round();
  EXPECT_EQ(done.opened, 1);
  EXPECT_TRUE(done.whole);
  EXPECT_EQ(waiting(harbour), 1U);
  EXPECT_EQ(standing_of(*reg_->read(), harbour).lists,
            (std::vector<std::pair<std::string, std::int64_t>>{{"own", 1}}));
  organisation("Kestrel Harbour Holding Ltd");
  EXPECT_EQ(round().opened, 1);
}

TEST_F(ScreeningRoundsTest, HitsOnAListThatCannotBeReadStay) {
  const auto harbour = organisation("Kestrel Harbour Holding");
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  round();
  EXPECT_EQ(waiting(harbour), 1U);
  bring("X-1\n");
  EXPECT_EQ(round().closed, 0);
  EXPECT_EQ(waiting(harbour), 1U);
  bring("X-2,Wells and Pumps,organisation,\n");
  EXPECT_EQ(round().closed, 1);
  EXPECT_EQ(waiting(harbour), 0U);
}

TEST_F(ScreeningRoundsTest, WhatWasStoppedGoesOnWhereItWas) {
  constexpr int kMany = 450;
  for (int i = 0; i < kMany; ++i) organisation("Wells " + std::to_string(i));
  const auto last = organisation("Kestrel Harbour Holding");
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  stop_ = true;
  EXPECT_FALSE(round().whole);
  EXPECT_EQ(waiting(last), 0U);
  stop_ = false;
  const auto done = round();
  EXPECT_EQ(done.compared, kMany + 2);
  EXPECT_TRUE(done.whole);
  EXPECT_EQ(waiting(last), 1U);
}

TEST_F(ScreeningRoundsTest, APartyThatCannotBeWrittenHoldsUpNoOther) {
  const auto execute = [&](const char* sql) {
    sqlite3* base = nullptr;
    ASSERT_EQ(sqlite3_open((folder_ / "register.db").c_str(), &base), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(base, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(base);
    sqlite3_close(base);
  };
  const auto harbour = organisation("Kestrel Harbour Holding");
  const auto mill = organisation("Zdenka Mill Cooperative");
  execute(
      "CREATE TRIGGER refusing BEFORE INSERT ON screening_hit WHEN NEW.entry = 'X-1' "
      "BEGIN SELECT RAISE(ABORT, 'refused'); END");
  bring("X-1,Kestrel Harbour Holding,organisation,\nX-2,Zdenka Mill Cooperative,organisation,\n");
  const auto done = round();
  EXPECT_EQ(done.failed, 1);
  EXPECT_EQ(done.opened, 1);
  EXPECT_EQ(done.compared, 2) << "the fund too";
  EXPECT_TRUE(done.whole);
  EXPECT_EQ(waiting(harbour), 0U);
  EXPECT_EQ(waiting(mill), 1U);
  EXPECT_EQ(round().failed, 0) << "it is not tried again and again";

  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { compare_again(unit, harbour); });
  EXPECT_EQ(round().failed, 1) << "nor where it waits to be compared again";
  EXPECT_EQ(round().failed, 0);

  execute("DROP TRIGGER refusing");
  write(harbour, "Kestrel Harbour Holding Ltd");
  EXPECT_EQ(round().opened, 1);
  EXPECT_EQ(waiting(harbour), 1U);
}

TEST_F(ScreeningRoundsTest, OneProcessAtATimeIsAtIt) {
  organisation("Kestrel Harbour Holding");
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  auto lease = Lease::take(*reg_, "screening");
  ASSERT_TRUE(lease);
  EXPECT_FALSE(round().whole);
  EXPECT_EQ(round().compared, 0);
  lease.reset();
  EXPECT_EQ(round().opened, 1);
}

TEST_F(ScreeningRoundsTest, CommitsThatTouchNoOrganisationTakeNoLeaseAndWriteNothing) {
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  EXPECT_TRUE(round().whole);
  const auto written = reg_->read()->note("screening");
  constexpr int kMoreThanAreReadAtOnce = 201;
  for (int i = 0; i < kMoreThanAreReadAtOnce; ++i) write_partnership();
  auto lease = Lease::take(*reg_, "screening");
  ASSERT_TRUE(lease);
  EXPECT_TRUE(round().whole) << "another that is at it is not noticed";
  EXPECT_EQ(reg_->read()->note("screening"), written);
  const auto harbour = organisation("Kestrel Harbour Holding");
  write_partnership();
  EXPECT_FALSE(round().whole);
  lease.reset();
  EXPECT_EQ(round().compared, 1) << "however many commits lie before it";
  EXPECT_EQ(waiting(harbour), 1U);
  EXPECT_NE(reg_->read()->note("screening"), written);
}

TEST_F(ScreeningRoundsTest, AnotherProcessThatKnowsTheListsComparesNothingTwice) {
  organisation("Kestrel Harbour Holding");
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  EXPECT_EQ(round().opened, 1);
  ScreeningLists others(*reg_);
  others.refresh();
  const auto done = ScreeningRounds(*reg_, others).round(stop_);
  EXPECT_EQ(done.compared, 0);
  EXPECT_TRUE(done.whole);
}

TEST_F(ScreeningRoundsTest, BeforeTheListsAreReadNothingIsCompared) {
  const auto harbour = organisation("Kestrel Harbour Holding");
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  round();
  const ScreeningLists unread(*reg_);
  EXPECT_FALSE(unread.loaded());
  const auto done = ScreeningRounds(*reg_, unread).round(stop_);
  EXPECT_FALSE(done.whole);
  EXPECT_EQ(done.closed, 0);
  EXPECT_EQ(waiting(harbour), 1U) << "lists that were not read yet are no lists that are gone";
}

TEST_F(ScreeningRoundsTest, WhoHasReadOlderListsThanStandGoesNotBackToThem) {
  const auto harbour = organisation("Kestrel Harbour Holding");
  bring("X-2,Wells and Pumps,organisation,\n");
  ScreeningLists late(*reg_);
  late.refresh();
  bring("X-1,Kestrel Harbour Holding,organisation,\n");
  EXPECT_EQ(round().opened, 1);
  EXPECT_FALSE(ScreeningRounds(*reg_, late).round(stop_).whole);
  EXPECT_EQ(waiting(harbour), 1U);
  late.refresh();
  EXPECT_EQ(ScreeningRounds(*reg_, late).round(stop_).compared, 0);
}

TEST_F(ScreeningRoundsTest, AHitThatAMergeMovedIsComparedWithThePartyThatItIsOfNow) {
  bring("1,Ahlan Drilling,organisation,\n");
  const auto other = organisation("Ahlan Drilling"), kept = organisation("Board of Water");
  round();
  ASSERT_EQ(waiting(other), 1U);
  Merging(*reg_).merge(Accounts::by_operator(), kept, other);
  EXPECT_EQ(waiting(kept), 1U);
  round();
  EXPECT_EQ(waiting(kept), 0U) << "it has that name in no language";
  ASSERT_EQ(reg_->read()->screening().hits_of(kept).size(), 1U);
  EXPECT_EQ(reg_->read()->screening().hits_of(kept)[0].state, HitState::closed);
  Merging(*reg_).undo(Accounts::by_operator(), other);
  round();
  EXPECT_EQ(waiting(other), 1U) << "as before";
}

}  // namespace
}  // namespace entente::registry
