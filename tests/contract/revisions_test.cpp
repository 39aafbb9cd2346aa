// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Records, their revisions and versions.
#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

TEST_P(ContractTest, AnEmptyRegisterHoldsNothing) {
  const auto reader = store_->read();
  EXPECT_EQ(reader->last_event(), 0);
  EXPECT_FALSE(reader->head(new_id()));
  EXPECT_FALSE(reader->revision(new_id(), 1));
  EXPECT_TRUE(reader->history(new_id()).empty());
  EXPECT_TRUE(reader->heads("partnership", {}, 10).empty());
  EXPECT_TRUE(reader->of_partnership(new_id()).empty());
  EXPECT_TRUE(reader->of_organisation(new_id(), "commitment").empty());
  EXPECT_EQ(reader->count("partnership"), 0);
  EXPECT_FALSE(reader->find_key("iati", "XM-1"));
  EXPECT_TRUE(reader->changes(0, 100).empty());
  EXPECT_FALSE(reader->blob(base::sha256("x")));
  EXPECT_FALSE(reader->note("progress"));
  EXPECT_TRUE(reader->job_runs("", 10).empty());
  EXPECT_FALSE(store_->engine().empty());
}

TEST_P(ContractTest, ARevisionComesBackAsItWent) {
  const auto id = new_id();
  auto made = revision(id, R"({"name":"Water for all"})");
  made.visibility = Visibility::restricted;
  EXPECT_EQ(put(made), 1);
  const auto head = store_->read()->head(id);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->id, id);
  EXPECT_EQ(head->type, "partnership");
  EXPECT_EQ(head->version, 1);
  EXPECT_EQ(head->event_seq, 1);
  EXPECT_EQ(head->time, clock_.now());
  EXPECT_EQ(head->author, "tester");
  EXPECT_EQ(head->visibility, Visibility::restricted);
  EXPECT_EQ(head->hash, made.hash);
  EXPECT_EQ(head->body, made.body);
}

TEST_P(ContractTest, VersionsCountFromOneAndAllAreKept) {
  const auto id = new_id();
  for (int i = 1; i <= 5; ++i) {
    clock_.advance(1000);
    const auto done = store_->write({.author = "a" + std::to_string(i)}, [&](UnitOfWork& unit) {
      EXPECT_EQ(unit.put(revision(id, std::to_string(i))), i);
    });
    EXPECT_EQ(done.event_seq, i);
    EXPECT_FALSE(done.repeated);
  }
  const auto reader = store_->read();
  EXPECT_EQ(reader->head(id)->body, "5");
  const auto history = reader->history(id);
  ASSERT_EQ(history.size(), 5U);
  for (int i = 1; i <= 5; ++i) {
    const auto& one = history[static_cast<std::size_t>(5 - i)];
    EXPECT_EQ(one.version, i);
    EXPECT_EQ(one.author, "a" + std::to_string(i));
    EXPECT_EQ(reader->revision(id, i)->body, std::to_string(i));
    EXPECT_EQ(reader->revision(id, i)->time, one.time);
  }
  EXPECT_LT(history[1].time, history[0].time);
  EXPECT_FALSE(reader->revision(id, 0));
  EXPECT_FALSE(reader->revision(id, 6));
}

TEST_P(ContractTest, WhetherAnEarlierVersionWasOpenIsKnown) {
  const auto id = new_id(), draft = new_id();
  const auto put_seen = [&](const base::Uuid& record, Visibility visibility) {
    auto made = revision(record);
    made.visibility = visibility;
    put(made);
  };
  for (const auto visibility :
       {Visibility::draft, Visibility::open, Visibility::restricted, Visibility::withdrawn})
    put_seen(id, visibility);
  for (const auto visibility : {Visibility::draft, Visibility::restricted, Visibility::withdrawn})
    put_seen(draft, visibility);
  put_seen(draft, Visibility::open);
  const auto reader = store_->read();
  EXPECT_FALSE(reader->was_open(id, 1));
  EXPECT_FALSE(reader->was_open(id, 2));
  EXPECT_TRUE(reader->was_open(id, 3));
  EXPECT_TRUE(reader->was_open(id, 4));
  EXPECT_FALSE(reader->was_open(draft, 4)) << "what came after is not asked for";
  EXPECT_FALSE(reader->was_open(new_id(), 100));
  const auto first = new_id();
  put_seen(first, Visibility::open);
  EXPECT_TRUE(store_->read()->was_open(first, 2));
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    const auto fresh = new_id();
    unit.put(revision(fresh));
    EXPECT_TRUE(unit.was_open(fresh, 2)) << "a unit sees what it wrote";
  });
}

TEST_P(ContractTest, AnIdenticalRevisionIsStillOne) {
  const auto id = new_id();
  put(revision(id));
  EXPECT_EQ(put(revision(id)), 2);
  EXPECT_EQ(store_->read()->head(id)->version, 2);
}

TEST_P(ContractTest, OneRecordTakesSeveralVersionsInOneUnit) {
  const auto id = new_id();
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    EXPECT_EQ(unit.put(revision(id, "1")), 1);
    EXPECT_EQ(unit.put(revision(id, "2")), 2);
    EXPECT_EQ(unit.head(id)->body, "2");
    EXPECT_EQ(unit.history(id).size(), 2U);
  });
  EXPECT_EQ(store_->read()->head(id)->event_seq, 1);
  EXPECT_EQ(store_->read()->changes(0, 1).size(), 2U);
}

TEST_P(ContractTest, AnotherVersionThanExpectedIsAConflict) {
  const auto id = new_id();
  auto made = revision(id);
  const auto put_expecting = [&](std::int64_t version) {
    made.expected_version = version;
    return put(made);
  };
  EXPECT_THROW(put_expecting(1), base::Conflict);  // there is none yet
  EXPECT_EQ(put_expecting(0), 1);
  EXPECT_THROW(put_expecting(0), base::Conflict);  // not new any more
  EXPECT_THROW(put_expecting(2), base::Conflict);
  EXPECT_EQ(put_expecting(1), 2);
  EXPECT_THROW(put_expecting(1), base::Conflict);
  EXPECT_EQ(put_expecting(-1), 3);
  EXPECT_EQ(store_->read()->head(id)->version, 3);
  EXPECT_EQ(last_event(), 3);
}

TEST_P(ContractTest, AConflictNamesTheRecordAndTheNextStep) {
  const auto id = new_id();
  put(revision(id));
  auto made = revision(id);
  made.expected_version = 7;
  try {
    put(made);
    FAIL() << "no conflict";
  } catch (const base::Conflict& conflict) {
    EXPECT_NE(conflict.thing().find(id.str()), std::string::npos);
    EXPECT_FALSE(conflict.cause().empty());
    EXPECT_FALSE(conflict.next().empty());
  }
}

TEST_P(ContractTest, ARecordKeepsItsType) {
  const auto id = new_id();
  put(revision(id));
  EXPECT_THROW(put(revision(id, "{}", "commitment")), base::Conflict);
  EXPECT_EQ(store_->read()->head(id)->type, "partnership");
}

TEST_P(ContractTest, WhatIsNoRecordIsRefused) {
  EXPECT_THROW(put(revision({})), base::BadInput);
  EXPECT_THROW(put(revision(new_id(), "{}", "")), base::BadInput);
  EXPECT_THROW(put(revision(new_id(), std::string_view("{\0}", 3))), base::BadInput);
  EXPECT_THROW(put(revision(new_id(), "\xff")), base::BadInput);
  EXPECT_EQ(last_event(), 0);
}

TEST_P(ContractTest, TextOfEveryScriptAndSizeIsKept) {
  const std::vector<std::string> bodies{
      "",
      "\"\"",
      "{\"name\":\"المياه للجميع · 人人享有水 · Вода для всех · l'eau · 🌍\u200f\"}",
      "'; DROP TABLE record; --",
      std::string(511, 'a'),
      std::string(513, 'a'),
      std::string(1 << 20, 'x'),
      base::hex(base::sha256("no gain")) + std::string(900, '\n'),
  };
  std::vector<base::Uuid> ids;
  for (const auto& body : bodies) put(revision(ids.emplace_back(new_id()), body));
  reopen();
  const auto reader = store_->read();
  for (std::size_t i = 0; i < bodies.size(); ++i) EXPECT_EQ(reader->head(ids[i])->body, bodies[i]) << i;
}

TEST_P(ContractTest, EveryVisibilityIsKept) {
  const auto id = new_id();
  auto made = revision(id);
  for (const auto visibility : {Visibility::draft, Visibility::restricted, Visibility::open}) {
    made.visibility = visibility;
    put(made);
    EXPECT_EQ(store_->read()->head(id)->visibility, visibility) << to_string(visibility);
  }
  EXPECT_EQ(store_->read()->revision(id, 1)->visibility, Visibility::draft);
}

TEST_P(ContractTest, AReopenedRegisterHasEverything) {
  const auto id = new_id();
  store_->write({.author = "tester", .idempotency_key = "k1"}, [&](UnitOfWork& unit) {
    unit.put(revision(id, "1"));
    unit.put(revision(id, "2"));
    unit.set_key("iati", "XM-1", id);
    unit.put_blob(base::sha256("original"), "original");
    unit.set_note("progress", "half");
    unit.put_job_run({id, "import", clock_.now(), {}, "running", ""});
  });
  reopen();
  {
    const auto reader = store_->read();
    EXPECT_EQ(reader->last_event(), 1);
    EXPECT_EQ(reader->history(id).size(), 2U);
    EXPECT_EQ(reader->find_key("iati", "XM-1"), id);
    EXPECT_EQ(reader->blob(base::sha256("original")), "original");
    EXPECT_EQ(reader->note("progress"), "half");
    EXPECT_EQ(reader->job_runs("import", 1).size(), 1U);
    EXPECT_EQ(reader->changes(0, 10).size(), 2U);
  }
  const auto again =
      store_->write({.author = "tester", .idempotency_key = "k1"}, [](UnitOfWork&) { FAIL(); });
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.event_seq, 1);
  EXPECT_EQ(put(revision(new_id())), 2);
}

}  // namespace entente::store::contract
