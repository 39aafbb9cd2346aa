// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Identifiers, blobs, notes and job runs.
#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

namespace {

void keep(Store& store, std::string_view bytes) {
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { unit.put_blob(base::sha256(bytes), bytes); });
}

}  // namespace

TEST_P(ContractTest, AnIdentifierHasOneOwner) {
  const auto one = new_id(), other = new_id();
  const auto set = [&](std::string_view scheme, std::string_view value, const base::Uuid& id) {
    store_->write({.author = "tester"}, [&](UnitOfWork& unit) { unit.set_key(scheme, value, id); });
  };
  set("iati", "XM-DAC-1", one);
  set("iati", "XM-DAC-1", one);  // the same owner again is no conflict
  set("lei", "XM-DAC-1", other);
  set("iati", "xm-dac-1", other);  // values are compared byte for byte
  set("iati", "XM-DAC-2", one);    // a record may own several
  set("ror", "معرّف/№ 7", one);
  EXPECT_THROW(set("iati", "XM-DAC-1", other), base::Conflict);
  EXPECT_THROW(set("iati", std::string_view("a\0b", 3), one), base::BadInput);
  const auto reader = store_->read();
  EXPECT_EQ(reader->find_key("iati", "XM-DAC-1"), one);
  EXPECT_EQ(reader->find_key("lei", "XM-DAC-1"), other);
  EXPECT_EQ(reader->find_key("iati", "xm-dac-1"), other);
  EXPECT_EQ(reader->find_key("iati", "XM-DAC-2"), one);
  EXPECT_EQ(reader->find_key("ror", "معرّف/№ 7"), one);
  EXPECT_FALSE(reader->find_key("iati", "XM-DAC-3"));
  EXPECT_FALSE(reader->find_key("duns", "XM-DAC-1"));
}

TEST_P(ContractTest, AnIdentifierMayBeOfAnyLength) {
  const auto one = new_id(), other = new_id();
  std::string dense;
  for (int i = 0; i < 200; ++i) dense += base::hex(base::sha256(std::to_string(i)));
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    unit.set_key("name", dense, one);
    unit.set_key("name", dense + "!", other);
    EXPECT_EQ(unit.find_key("name", dense), one);
  });
  EXPECT_EQ(store_->read()->find_key("name", dense), one);
  EXPECT_EQ(store_->read()->find_key("name", dense + "!"), other);
  EXPECT_FALSE(store_->read()->find_key("name", dense + "?"));
  EXPECT_FALSE(store_->read()->find_key("name", "\xff"));
  EXPECT_FALSE(store_->read()->find_key("name", std::string_view("a\0b", 3)));
}

TEST_P(ContractTest, AnOwnerIsSeenWithinTheUnit) {
  const auto one = new_id(), other = new_id();
  const auto both = [&](UnitOfWork& unit) {
    unit.set_key("iati", "XM-1", one);
    unit.set_key("iati", "XM-1", other);
  };
  EXPECT_THROW(store_->write({.author = "tester"}, both), base::Conflict);
  EXPECT_FALSE(store_->read()->find_key("iati", "XM-1"));
}

TEST_P(ContractTest, BlobsOfAnySizeComeBack) {
  const std::string zeros(5 << 20, '\0'), random = noise(5 << 20);
  const std::string with_nul("a\0\xff", 3);
  for (const std::string_view bytes :
       {std::string_view(), std::string_view(with_nul), std::string_view(zeros), std::string_view(random)})
    keep(*store_, bytes);
  reopen();
  const auto reader = store_->read();
  EXPECT_EQ(reader->blob(base::sha256("")), "");
  EXPECT_EQ(reader->blob(base::sha256(with_nul)), with_nul);
  EXPECT_TRUE(reader->blob(base::sha256(zeros)) == zeros);
  EXPECT_TRUE(reader->blob(base::sha256(random)) == random);
  EXPECT_FALSE(reader->blob(base::sha256("never kept")));
}

TEST_P(ContractTest, KeepingABlobTwiceIsFree) {
  const auto bytes = noise(10'000);
  keep(*store_, bytes);
  keep(*store_, bytes);
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    unit.put_blob(base::sha256(bytes), bytes);
    unit.put_blob(base::sha256(bytes), bytes);
  });
  EXPECT_EQ(store_->read()->blob(base::sha256(bytes)), bytes);
}

TEST_P(ContractTest, NotesAreSetReplacedAndRemoved) {
  const auto set = [&](std::string_view name, std::string_view value) {
    store_->write({.author = "tester"}, [&](UnitOfWork& unit) { unit.set_note(name, value); });
  };
  set("import/progress", "10");
  set("import/file", "données.xml");
  EXPECT_EQ(store_->read()->note("import/progress"), "10");
  set("import/progress", "20");
  EXPECT_EQ(store_->read()->note("import/progress"), "20");
  EXPECT_EQ(store_->read()->note("import/file"), "données.xml");
  set("import/progress", "");
  set("never set", "");
  EXPECT_FALSE(store_->read()->note("import/progress"));
  EXPECT_FALSE(store_->read()->note("never set"));
}

TEST_P(ContractTest, JobRunsAreListedNewestFirst) {
  const auto put_run = [&](const JobRun& run) {
    store_->write({.author = "system"}, [&](UnitOfWork& unit) { unit.put_job_run(run); });
  };
  JobRun first{new_id(), "import", clock_.now(), {}, "running", ""};
  put_run(first);
  clock_.advance(1000);
  const JobRun second{new_id(), "reindex", clock_.now(), {}, "running", ""};
  put_run(second);
  clock_.advance(1000);
  const JobRun third{new_id(), "import", clock_.now(), clock_.now(), "failed", "The file is not XML."};
  put_run(third);
  first.finished = clock_.now();
  first.state = "done";
  first.detail = "Read 12 activities.";
  put_run(first);

  const auto reader = store_->read();
  EXPECT_EQ(reader->last_event(), 0);
  const auto all = reader->job_runs("", 10);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].id, third.id);
  EXPECT_EQ(all[0].detail, "The file is not XML.");
  EXPECT_EQ(all[0].finished, third.finished);
  EXPECT_EQ(all[1].id, second.id);
  EXPECT_FALSE(all[1].finished);
  EXPECT_EQ(all[1].state, "running");
  EXPECT_EQ(all[2].id, first.id);
  EXPECT_EQ(all[2].name, "import");
  EXPECT_EQ(all[2].started, first.started);
  EXPECT_EQ(all[2].state, "done");
  EXPECT_EQ(reader->job_runs("import", 10).size(), 2U);
  EXPECT_EQ(reader->job_runs("import", 1).at(0).id, third.id);
  EXPECT_EQ(reader->job_runs("", 2).size(), 2U);
  EXPECT_TRUE(reader->job_runs("export", 10).empty());
}

}  // namespace entente::store::contract
