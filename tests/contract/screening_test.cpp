// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Hits of screening, what is done about them, and which parties were screened.
#include <limits>

#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

namespace {

constexpr base::Instant kFirst{std::numeric_limits<std::int64_t>::min()};

ScreeningHit hit_of(const base::Uuid& id, const base::Uuid& subject, std::string entry, base::Instant at) {
  ScreeningHit hit;
  hit.id = id;
  hit.subject = subject;
  hit.dataset = "un-sc";
  hit.entry = std::move(entry);
  hit.subject_version = 3;
  hit.list_version = 2;
  hit.subject_hash = base::sha256("subject");
  hit.entry_hash = base::sha256("entry");
  hit.score = 8'125;
  hit.listed = R"({"id":"QDi.001"})";
  hit.reasons = R"({"pairs":[]})";
  hit.algorithm = "entente-1";
  hit.settings = R"({"threshold":7000})";
  hit.found = hit.since = at;
  return hit;
}

void write(Store& store, const std::function<void(ScreeningWriter&)>& work) {
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { work(unit.screening()); });
}

std::vector<std::string> entries_of(const std::vector<ScreeningHit>& hits) {
  std::vector<std::string> entries;
  for (const auto& hit : hits) entries.push_back(hit.entry);
  return entries;
}

}  // namespace

TEST_P(ContractTest, AHitComesBackAndItsSidesStay) {
  const auto hit = hit_of(new_id(), new_id(), "QDi.001", clock_.now());
  write(*store_, [&](ScreeningWriter& screening) { screening.add(hit); });
  EXPECT_EQ(store_->read()->screening().hit(hit.id), hit);
  EXPECT_FALSE(store_->read()->screening().hit(new_id()));

  auto changed = hit;
  changed.subject_version = 4;
  changed.list_version = 5;
  changed.subject_hash = base::sha256("other");
  changed.entry_hash = base::sha256("others");
  changed.score = 9'000;
  changed.listed = "{}";
  changed.reasons = R"({"a":1})";
  changed.algorithm = "entente-2";
  changed.settings = "{}";
  changed.country = "FR";
  changed.state = HitState::not_same;
  changed.since = {clock_.now().ms + 5};
  auto sent = changed;
  sent.subject = new_id();
  sent.dataset = "another";
  sent.entry = "QDi.999";
  sent.found = {7};
  write(*store_, [&](ScreeningWriter& screening) { screening.set(sent); });
  EXPECT_EQ(store_->read()->screening().hit(hit.id), changed) << "whom it is about stays as it was";
}

TEST_P(ContractTest, AHitGoesToAnotherPartyThatHasNoneOfItsEntry) {
  const auto hit = hit_of(new_id(), new_id(), "QDi.001", clock_.now());
  const auto taken = hit_of(new_id(), new_id(), "QDi.001", clock_.now());
  write(*store_, [&](ScreeningWriter& screening) {
    screening.add(hit);
    screening.add(taken);
  });
  EXPECT_ANY_THROW(
      write(*store_, [&](ScreeningWriter& screening) { screening.move(hit.id, taken.subject); }));
  EXPECT_THROW(write(*store_, [&](ScreeningWriter& screening) { screening.move(hit.id, {}); }),
               base::BadInput);
  EXPECT_EQ(store_->read()->screening().hit(hit.id), hit);
  auto moved = hit;
  moved.subject = new_id();
  write(*store_, [&](ScreeningWriter& screening) { screening.move(hit.id, moved.subject); });
  EXPECT_EQ(store_->read()->screening().hit(hit.id), moved) << "and nothing else of it is another";
  EXPECT_EQ(store_->read()->screening().hit(taken.id), taken);
}

TEST_P(ContractTest, TwoSidesHaveOneHit) {
  const auto hit = hit_of(new_id(), new_id(), "QDi.001", clock_.now());
  write(*store_, [&](ScreeningWriter& screening) { screening.add(hit); });
  auto again = hit;
  again.id = new_id();
  EXPECT_ANY_THROW(write(*store_, [&](ScreeningWriter& screening) { screening.add(again); }));
  again.dataset = "ofac-sdn";
  write(*store_, [&](ScreeningWriter& screening) { screening.add(again); });
  EXPECT_EQ(store_->read()->screening().hits_of(hit.subject).size(), 2U);
  EXPECT_THROW(
      write(*store_, [&](ScreeningWriter& screening) { screening.add(hit_of({}, new_id(), "1", {})); }),
      base::BadInput);
  auto bad = hit_of(new_id(), new_id(), "no\xfftext", clock_.now());
  EXPECT_THROW(write(*store_, [&](ScreeningWriter& screening) { screening.add(bad); }), base::BadInput);
}

TEST_P(ContractTest, HitsAreCountedAndListedByWhatWaitsLongest) {
  const auto subject = new_id();
  const auto other = new_id();
  std::vector<ScreeningHit> all;
  for (const auto* entry : {"c", "a", "b"}) all.push_back(hit_of(new_id(), subject, entry, {20}));
  all[2].since = {10};
  all.push_back(hit_of(new_id(), other, "a", {20}));
  all[3].state = HitState::not_same;
  write(*store_, [&](ScreeningWriter& screening) {
    for (const auto& hit : all) screening.add(hit);
  });
  const auto reader = store_->read();
  auto& screening = reader->screening();
  EXPECT_EQ(entries_of(screening.hits_of(subject)), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(entries_of(screening.hits_in(HitState::open, {}, kFirst, {}, 10)),
            (std::vector<std::string>{"b", "c", "a"}));
  EXPECT_EQ(entries_of(screening.hits_in(HitState::open, {}, {10}, all[2].id, 1)),
            std::vector<std::string>{"c"});
  EXPECT_EQ(screening.hits_in(HitState::not_same, {}, kFirst, {}, 10), std::vector{all[3]});
  using Counts = std::array<std::int64_t, kHitStates>;
  EXPECT_EQ(screening.hit_counts({}, 10), (Counts{3, 0, 0, 1, 0, 0}));
  EXPECT_EQ(screening.hit_counts({}, 2), (Counts{2, 0, 0, 1, 0, 0})) << "counted up to there";
  EXPECT_EQ(screening.hit_counts_of(subject), (Counts{3, 0, 0, 0, 0, 0}));
  EXPECT_EQ(screening.hit_counts_of(other), (Counts{0, 0, 0, 1, 0, 0}));
  EXPECT_EQ(entries_of(screening.hits_after({}, 2)), (std::vector<std::string>{"c", "a"}));
  EXPECT_EQ(screening.hits_after(all[2].id, 10), std::vector{all[3]});
}

TEST_P(ContractTest, HitsAreFoundByListCountryAndScore) {
  const auto subject = new_id();
  std::vector<ScreeningHit> all;
  for (const auto* entry : {"a", "b", "c"}) all.push_back(hit_of(new_id(), subject, entry, {20}));
  all[0].country = "KE";
  all[1].dataset = "own";
  all[2].score = 9'500;
  write(*store_, [&](ScreeningWriter& screening) {
    for (const auto& hit : all) screening.add(hit);
  });
  const auto reader = store_->read();
  auto& screening = reader->screening();
  const auto found = [&](const HitFilter& filter) {
    const auto entries = entries_of(screening.hits_in(HitState::open, filter, kFirst, {}, 10));
    EXPECT_EQ(screening.hit_counts(filter, 10).at(0), std::ssize(entries));
    EXPECT_EQ(screening.hit_counts_of(subject, filter).at(0), std::ssize(entries));
    EXPECT_EQ(screening.hit_counts_of(new_id(), filter).at(0), 0);
    return entries;
  };
  using Entries = std::vector<std::string>;
  EXPECT_EQ(found({}), (Entries{"a", "b", "c"}));
  EXPECT_EQ(found({.dataset = "un-sc"}), (Entries{"a", "c"}));
  EXPECT_EQ(found({.country = "KE"}), Entries{"a"});
  EXPECT_EQ(found({.least_score = 9'000}), Entries{"c"});
  EXPECT_EQ(found({.dataset = "own", .country = "KE"}), Entries{});
}

TEST_P(ContractTest, StepsOfAHitAreCountedAndItsSaltIsBytes) {
  const auto account = new_id();
  const auto hit = hit_of(new_id(), new_id(), "QDi.001", clock_.now());
  const std::string salt("\0\xff salt", 7);
  const auto record = new_id();
  write(*store_, [&](ScreeningWriter& screening) {
    screening.add(hit);
    screening.add_step({hit.id, 0, {}, "found", {}, {}, {}, {}, clock_.now()});
    screening.add_step({hit.id, 9, account, "not_same", "Another year", "{}", salt, record, clock_.now()});
  });
  const auto reader = store_->read();
  const auto steps = reader->screening().steps(hit.id);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0], (ScreeningStep{hit.id, 1, {}, "found", {}, {}, {}, {}, clock_.now()}));
  EXPECT_EQ(steps[1], (ScreeningStep{hit.id, 2, account, "not_same", "Another year", "{}", salt, record,
                                     clock_.now()}));
  EXPECT_EQ(reader->screening().done_by(account, 10), std::vector{steps[1]});
  EXPECT_TRUE(reader->screening().done_by(new_id(), 10).empty());
}

TEST_P(ContractTest, WhatAPartyWasScreenedWithIsKeptOnce) {
  const auto subject = new_id();
  EXPECT_FALSE(store_->read()->screening().screened(subject));
  for (const auto* against : {"un-sc 1", "un-sc 2"}) {
    const ScreenedParty party{subject, base::sha256(against), against, clock_.now()};
    write(*store_, [&](ScreeningWriter& screening) { screening.set_screened(party); });
    EXPECT_EQ(store_->read()->screening().screened(subject), party);
  }
}

}  // namespace entente::store::contract
