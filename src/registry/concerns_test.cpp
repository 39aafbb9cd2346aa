// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A concern from its raising to its answer.
#include "registry/concerns.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/concerns_test.hpp"
#include "registry/jobs/job.hpp"
#include "registry/merging.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/tasks.hpp"

namespace entente::registry {
namespace {

using access::Role;
using store::ConcernSight;
using store::ConcernState;

TEST_F(ConcernsTest, GetsANumberAClockAndAnAnswerWhichItsRaiserReadsBySecret) {
  const auto wanted = about(wells_);
  EXPECT_EQ(raised(wanted), 1);
  auto own = concerns_->own(wanted.secret);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->concern.due.ms, clock_.now().ms + 30 * 86'400'000LL);
  EXPECT_EQ(own->subject.title.str("en"), "Wells for Kajiado");
  EXPECT_EQ(steps_of(own->lines), std::vector{"raised: " + std::string(kConcernWords)});
  EXPECT_FALSE(concerns_->own(access::new_secret(access::SecretKind::link)));

  EXPECT_FALSE(concerns_->answer(steward_, 1, "We have asked, and it will be dug in March."));
  own = concerns_->own(wanted.secret);
  EXPECT_EQ(own->concern.state, ConcernState::answered);
  EXPECT_EQ(own->lines.at(1).step.words, "We have asked, and it will be dug in March.");
  EXPECT_EQ(own->lines.at(1).author, "") << "who answered is for the office";
  const auto sent = mails();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].to, "otieno@mail.example");
  EXPECT_EQ(sent[0].language, "fr");
  EXPECT_NE(sent[0].text.find("https://register.example/fr/concern/" + wanted.secret), std::string::npos);
  EXPECT_EQ(sent[0].text.find("well"), std::string::npos) << "what it is about is for its page";

  clock_.advance(1000);
  EXPECT_FALSE(concerns_->add(wanted.secret, "It is April.", "203.0.113.9"));
  own = concerns_->own(wanted.secret);
  EXPECT_EQ(own->concern.state, ConcernState::open);
  EXPECT_EQ(own->concern.due.ms, clock_.now().ms + 30 * 86'400'000LL) << "the clock begins anew";
}

TEST_F(ConcernsTest, SentTwiceItIsRaisedOnce) {
  const auto wanted = about(wells_);
  EXPECT_EQ(raised(wanted), 1);
  EXPECT_EQ(raised(wanted), 1);
  EXPECT_EQ(raised(about(wells_)), 2);
  EXPECT_EQ(concerns_->counts(wells_).at(0), 2);
}

TEST_F(ConcernsTest, InTheDatabaseNothingOfItsRaiserCanBeRead) {
  const auto wanted = about(wells_);
  raised(wanted);
  EXPECT_FALSE(concerns_->add(wanted.secret, "They threatened my sister.", "203.0.113.77"));
  reg_->store().maintain();
  sqlite3* base = nullptr;
  ASSERT_EQ(sqlite3_open_v2((folder_ / "register.db").c_str(), &base, SQLITE_OPEN_READONLY, nullptr),
            SQLITE_OK);
  std::vector<std::string> tables;
  const auto each = [&](const std::string& sql, const auto& work) {
    sqlite3_stmt* rows = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(base, sql.c_str(), -1, &rows, nullptr), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW)
      for (int i = 0; i < sqlite3_column_count(rows); ++i) {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(rows, i));
        if (bytes != nullptr)
          work(std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(rows, i))));
      }
    sqlite3_finalize(rows);
  };
  each("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
       [&](const std::string& name) { tables.push_back(name); });
  int looked = 0;
  for (const auto& table : tables)
    each("SELECT * FROM " + table, [&](const std::string& cell) {
      ++looked;
      for (const std::string_view secret :
           {"never dug", "sister", "Otieno", "otieno@", "203.0.113", wanted.secret.c_str()})
        EXPECT_EQ(cell.find(secret), std::string::npos) << table << " holds " << secret;
    });
  sqlite3_close(base);
  EXPECT_GT(looked, 50);
}

TEST_F(ConcernsTest, NobodySeesMoreThanTheCountUntilItIsShown) {
  raised(about(wells_));
  EXPECT_EQ(concerns_->about(wells_).counts, (std::array<std::int64_t, 4>{1, 0, 0, 0}));
  EXPECT_TRUE(concerns_->about(wells_).published.empty());
  EXPECT_TRUE(concerns_->handed_on(speaker_, 10).empty());
  EXPECT_FALSE(concerns_->handed(speaker_, 1));
  EXPECT_THROW(concerns_->reply(speaker_, 1, "It is not so."), base::NotFound);

  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::handed_on, "The well was never dug."));
  EXPECT_EQ(notices_of(speaker_).front(), "concern 1");
  const auto seen = concerns_->handed(speaker_, 1);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->concern.shown, "The well was never dug.");
  EXPECT_TRUE(seen->concern.shortened);
  EXPECT_TRUE(seen->lines.empty()) << "not the first words";
  EXPECT_EQ(seen->name + seen->address, "");
  EXPECT_TRUE(concerns_->about(wells_).published.empty());

  EXPECT_FALSE(concerns_->reply(speaker_, 1, "It was, in May."));
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::published, std::string(kConcernWords)));
  const auto published = concerns_->about(wells_).published;
  ASSERT_EQ(published.size(), 1U);
  EXPECT_FALSE(published[0].concern.shortened);
  EXPECT_EQ(steps_of(published[0].lines), std::vector<std::string>{"replied: It was, in May."});
  EXPECT_EQ(published[0].lines[0].of.str("en"), "World Health Organization");
  EXPECT_EQ(published[0].lines[0].author, "");

  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::counted, {}));
  EXPECT_TRUE(concerns_->about(wells_).published.empty());
  EXPECT_TRUE(concerns_->handed(speaker_, 1)) << "what they have seen they have seen";
  EXPECT_THROW(concerns_->show(steward_, 1, ConcernSight::counted, {}), base::Conflict);
}

TEST_F(ConcernsTest, WhoeverSpeaksForTheOneConcernedAnswersNone) {
  raised(about(wells_));
  auto both = steward_;
  both.grants.push_back({Role::representative, who_.str()});
  EXPECT_THROW(concerns_->look(both, 1), access::Refused);
  EXPECT_THROW(concerns_->answer(both, 1, "All is well."), access::Refused);
  EXPECT_THROW(concerns_->close(both, 1, "All is well."), access::Refused);
  EXPECT_THROW(concerns_->look(speaker_, 1), access::Refused);
  EXPECT_THROW(concerns_->list(speaker_, ConcernState::open, {}, 0, 10), access::Refused);
  auto weak = steward_;
  weak.second_factor = false;
  EXPECT_THROW(concerns_->look(weak, 1), access::Refused);
  EXPECT_NO_THROW(concerns_->look(steward_, 1));

  accounts_->give(Accounts::by_operator(), *speaker_.account, {Role::steward, ""});
  raised(about(wells_));
  EXPECT_TRUE(std::ranges::none_of(notices_of(speaker_), [](const auto& kind) {
    return kind.starts_with(kNoticeConcernRaised);
  })) << "nor are they told that one came in";
  EXPECT_EQ(notices_of(steward_).front(), "concern raised ");
}

TEST_F(ConcernsTest, ClosedOrWithdrawnNobodyCanBeToldAnyMore) {
  const auto first = about(wells_), second = about(who_);
  raised(first);
  raised(second);
  EXPECT_EQ(concerns_->look(steward_, 1).address, "otieno@mail.example");
  EXPECT_FALSE(concerns_->close(steward_, 1, "It is about another well."));
  EXPECT_EQ(mails().size(), 1U) << "told of it first";
  EXPECT_EQ(concerns_->look(steward_, 1).address + concerns_->look(steward_, 1).name, "");
  EXPECT_THROW(concerns_->answer(steward_, 1, "Once more."), base::Conflict);

  EXPECT_FALSE(concerns_->show(steward_, 2, ConcernSight::published, std::string(kConcernWords)));
  concerns_->withdraw(second.secret);
  EXPECT_EQ(concerns_->look(steward_, 2).address, "");
  EXPECT_TRUE(concerns_->about(who_).published.empty());
  EXPECT_EQ(concerns_->counts(who_), (std::array<std::int64_t, 4>{0, 0, 0, 1})) << "counted still";
  EXPECT_THROW(concerns_->add(second.secret, "Once more.", "203.0.113.9"), base::Conflict);
  EXPECT_EQ(concerns_->look(steward_, 2).lines.front().step.words, kConcernWords) << "nothing is lost";
}

TEST_F(ConcernsTest, ThirtyDaysAfterTheAnswerTheContactGoes) {
  raised(about(wells_));
  EXPECT_FALSE(concerns_->answer(steward_, 1, "So it is."));
  clock_.advance(29LL * 86'400'000);
  tidy_store(*reg_);
  EXPECT_EQ(concerns_->look(steward_, 1).name, "Otieno");
  clock_.advance(2LL * 86'400'000);
  tidy_store(*reg_);
  EXPECT_EQ(concerns_->look(steward_, 1).name, "");
}

TEST_F(ConcernsTest, AFloodIsToldToWaitAndLeavesNothing) {
  for (int i = 0; i < ConcernBounds::kOfNetwork; ++i)
    EXPECT_FALSE(concerns_->raise(about(wells_), "198.51.100.7").fault);
  const auto refused = concerns_->raise(about(wells_), "198.51.100.7");
  ASSERT_TRUE(refused.fault);
  EXPECT_EQ(refused.fault->kind, ConcernFault::Kind::later);
  EXPECT_GT(refused.fault->heard, clock_.now());
  EXPECT_EQ(concerns_->counts(wells_).at(0), ConcernBounds::kOfNetwork);
  const auto wanted = about(wells_);
  EXPECT_FALSE(concerns_->raise(wanted, "198.51.100.8").fault);
  EXPECT_FALSE(concerns_->add(wanted.secret, "More.", "198.51.100.7")) << "adding is counted by itself";
  for (int i = ConcernBounds::kOfNetwork + 1; i < ConcernBounds::kOfAll; ++i) raised(about(wells_));
  EXPECT_TRUE(concerns_->raise(about(wells_), "198.51.100.9").fault) << "from anywhere";
  clock_.advance(ConcernBounds::kHourMs);
  EXPECT_FALSE(concerns_->raise(about(wells_), "198.51.100.7").fault);
}

TEST_F(ConcernsTest, WhatIsNoConcernIsNotTaken) {
  const auto fault = [&](const auto& change) {
    auto wanted = about(wells_);
    change(wanted);
    return concerns_->raise(wanted, "203.0.113.5").fault.value().kind;
  };
  using Kind = ConcernFault::Kind;
  EXPECT_EQ(fault([](auto& w) { w.kind = "spam"; }), Kind::kind);
  EXPECT_EQ(fault([](auto& w) { w.text = " \n "; }), Kind::no_text);
  EXPECT_EQ(fault([](auto& w) { w.text = std::string("a\0b", 3); }), Kind::no_text);
  EXPECT_EQ(fault([](auto& w) { w.text = "\xff\xfe"; }), Kind::no_text);
  EXPECT_EQ(fault([](auto& w) { w.text.assign(1'000'000, 'x'); }), Kind::long_text);
  EXPECT_EQ(fault([](auto& w) { w.name.assign(1'000, 'x'); }), Kind::name);
  EXPECT_EQ(fault([](auto& w) { w.address = "nobody\nBcc: all@example"; }), Kind::address);
  auto wanted = about(base::Uuid::v7(clock_.now()));
  EXPECT_THROW(concerns_->raise(wanted, ""), base::NotFound);
  wanted = about(wells_);
  wanted.secret = "guessed";
  EXPECT_THROW(concerns_->raise(wanted, ""), base::BadInput);
  EXPECT_EQ(concerns_->counts(wells_).at(0), 0);
  EXPECT_FALSE(Concerns(*reg_, *accounts_, 0).taken());
  EXPECT_THROW(Concerns(*reg_, *accounts_, 0).raise(about(wells_), ""), base::NotFound);
}

TEST_F(ConcernsTest, OneConcernHoldsSoMuchAndNoMore) {
  const auto wanted = about(wells_);
  raised(wanted);
  for (std::size_t i = 0; i < kMostConcernAdded; ++i)
    EXPECT_FALSE(concerns_->add(wanted.secret, "More.", "203.0.113." + std::to_string(100 + i)));
  EXPECT_EQ(concerns_->add(wanted.secret, "More.", "203.0.113.99").value().kind,
            ConcernFault::Kind::too_many);
}

}  // namespace
}  // namespace entente::registry
