// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Concerns about records, their steps, and to whom they were handed on.
#include <limits>

#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

namespace {

constexpr base::Instant kBefore{std::numeric_limits<std::int64_t>::min()};

Concern concern_about(const base::Uuid& id, const base::Uuid& record, base::Instant now) {
  Concern concern;
  concern.id = id;
  concern.about = record;
  concern.hash = base::sha256(id.str());
  concern.kind = "harm";
  concern.contact = std::string("sealed\0\xff bytes", 14);
  concern.made = concern.changed = now;
  concern.due = {now.ms + 1000};
  return concern;
}

std::int64_t add(Store& store, const Concern& concern) {
  std::int64_t number = 0;
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { number = unit.concerns().add(concern); });
  return number;
}

void write(Store& store, const std::function<void(ConcernWriter&)>& work) {
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { work(unit.concerns()); });
}

std::vector<std::int64_t> numbers_of(const std::vector<Concern>& concerns) {
  std::vector<std::int64_t> numbers;
  for (const auto& each : concerns) numbers.push_back(each.number);
  return numbers;
}

}  // namespace

TEST_P(ContractTest, AConcernIsNumberedAndComesBack) {
  const auto record = new_id();
  auto first = concern_about(new_id(), record, clock_.now());
  auto second = concern_about(new_id(), record, clock_.now());
  EXPECT_EQ(add(*store_, first), 1);
  EXPECT_EQ(add(*store_, second), 2);
  first.number = 1;
  EXPECT_EQ(store_->read()->concerns().numbered(1), first);
  EXPECT_EQ(store_->read()->concerns().raised_with(first.hash), first);
  EXPECT_FALSE(store_->read()->concerns().numbered(3));
  EXPECT_FALSE(store_->read()->concerns().raised_with(base::sha256("guessed")));
  EXPECT_EQ(last_event(), 0) << "no commit of records";

  auto changed = first;
  changed.state = ConcernState::answered;
  changed.sight = ConcernSight::published;
  changed.contact.clear();
  changed.shown = "بئر · a well";
  changed.shortened = true;
  changed.due = {5};
  changed.changed = {7};
  auto sent = changed;
  sent.kind = "other";
  sent.about = changed.about = new_id();
  sent.made = {1};
  write(*store_, [&](ConcernWriter& concerns) { concerns.set(sent); });
  reopen();
  EXPECT_EQ(store_->read()->concerns().numbered(1), changed) << "what was raised stays as it was";
  second.number = 2;
  EXPECT_EQ(store_->read()->concerns().numbered(2), second);
}

TEST_P(ContractTest, OneSecretRaisesOneConcern) {
  const auto first = concern_about(new_id(), new_id(), clock_.now());
  auto second = concern_about(new_id(), new_id(), clock_.now());
  second.hash = first.hash;
  add(*store_, first);
  EXPECT_THROW(add(*store_, second), base::Error);
  EXPECT_EQ(add(*store_, concern_about(new_id(), new_id(), clock_.now())), 2) << "no number is lost";
}

TEST_P(ContractTest, ConcernsAreCountedAndListedByWhatIsDueFirst) {
  const auto record = new_id();
  for (const std::int64_t due : {30, 10, 20, 10}) {
    auto concern = concern_about(new_id(), record, clock_.now());
    concern.due = {due};
    add(*store_, concern);
  }
  auto answered = concern_about(new_id(), record, clock_.now());
  answered.state = ConcernState::answered;
  answered.sight = ConcernSight::published;
  add(*store_, answered);
  const auto reader = store_->read();
  auto& concerns = reader->concerns();
  EXPECT_EQ(concerns.counts_about(record), (std::array<std::int64_t, kConcernStates>{4, 1, 0, 0}));
  EXPECT_EQ(concerns.counts_about(new_id()), (std::array<std::int64_t, kConcernStates>{}));
  EXPECT_EQ(concerns.count_in(ConcernState::open), 4);
  EXPECT_EQ(concerns.overdue({20}), 3);
  EXPECT_EQ(concerns.overdue({9}), 0);
  EXPECT_EQ(numbers_of(concerns.in_state(ConcernState::open, kBefore, 0, 10)),
            (std::vector<std::int64_t>{2, 4, 3, 1}));
  EXPECT_EQ(numbers_of(concerns.in_state(ConcernState::open, {10}, 2, 2)), (std::vector<std::int64_t>{4, 3}));
  EXPECT_EQ(numbers_of(concerns.published_about(record, 10)), std::vector<std::int64_t>{5});
  EXPECT_EQ(numbers_of(concerns.after(3, 10)), (std::vector<std::int64_t>{4, 5}));
  EXPECT_EQ(numbers_of(concerns.after(0, 2)), (std::vector<std::int64_t>{1, 2}));
}

TEST_P(ContractTest, StepsOfAConcernAreCountedAndTheirWordsAreBytes) {
  const auto account = new_id();
  const auto concern = concern_about(new_id(), new_id(), clock_.now());
  const std::string sealed("\x01\0\xff", 3);
  add(*store_, concern);
  write(*store_, [&](ConcernWriter& concerns) {
    concerns.add_step({concern.id, 0, {}, {}, "raised", sealed, clock_.now()});
    concerns.add_step({concern.id, 9, account, "KE", "replied", "So it is.", clock_.now()});
  });
  write(*store_, [&](ConcernWriter& concerns) { concerns.set_words(concern.id, 1, sealed + sealed); });
  const auto reader = store_->read();
  const auto steps = reader->concerns().steps(concern.id);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0], (ConcernStep{concern.id, 1, {}, {}, "raised", sealed + sealed, clock_.now()}));
  EXPECT_EQ(steps[1], (ConcernStep{concern.id, 2, account, "KE", "replied", "So it is.", clock_.now()}));
  EXPECT_EQ(reader->concerns().written_by(account, 10), std::vector{steps[1]});
  EXPECT_TRUE(reader->concerns().written_by(new_id(), 10).empty());
}

TEST_P(ContractTest, AConcernIsHandedOnToPlaces) {
  const auto first = concern_about(new_id(), new_id(), clock_.now());
  const auto second = concern_about(new_id(), new_id(), clock_.now());
  add(*store_, first);
  add(*store_, second);
  write(*store_, [&](ConcernWriter& concerns) {
    concerns.hand_on(first.id, "KE");
    concerns.hand_on(first.id, "KE");
    concerns.hand_on(second.id, "KE");
    concerns.hand_on(second.id, "UG");
  });
  const auto reader = store_->read();
  EXPECT_EQ(numbers_of(reader->concerns().handed_to("KE", 10)), (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(numbers_of(reader->concerns().handed_to("KE", 1)), std::vector<std::int64_t>{2});
  EXPECT_EQ(numbers_of(reader->concerns().handed_to("UG", 10)), std::vector<std::int64_t>{2});
  EXPECT_TRUE(reader->concerns().is_handed_to(first.id, "KE"));
  EXPECT_FALSE(reader->concerns().is_handed_to(first.id, "UG"));
  EXPECT_TRUE(reader->concerns().handed_to("no\xfftext", 10).empty());
}

TEST_P(ContractTest, ContactsAreForgottenWhereNothingIsOpen) {
  std::vector<Concern> all;
  for (const auto state : {ConcernState::open, ConcernState::answered, ConcernState::answered}) {
    all.push_back(concern_about(new_id(), new_id(), clock_.now()));
    all.back().state = state;
    all.back().changed = {static_cast<std::int64_t>(all.size()) * 10};
    add(*store_, all.back());
  }
  std::int64_t gone = 0;
  write(*store_, [&](ConcernWriter& concerns) { gone = concerns.forget_contacts({30}); });
  EXPECT_EQ(gone, 1);
  const auto reader = store_->read();
  EXPECT_FALSE(reader->concerns().numbered(1)->contact.empty());
  EXPECT_TRUE(reader->concerns().numbered(2)->contact.empty());
  EXPECT_FALSE(reader->concerns().numbered(3)->contact.empty());
  write(*store_, [&](ConcernWriter& concerns) { gone = concerns.forget_contacts({30}); });
  EXPECT_EQ(gone, 0);
}

}  // namespace entente::store::contract
