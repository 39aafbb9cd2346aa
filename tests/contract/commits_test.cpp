// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Commits: all or nothing, numbered without gaps, seen whole.
#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

namespace {

void in_threads(int count, const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(work, i);
  for (auto& thread : threads) thread.join();
}

}  // namespace

TEST_P(ContractTest, OneCommitIsReadInParts) {
  const auto hung = new_id();
  put(revision(new_id()));
  std::vector<base::Uuid> many;
  for (int n = 0; n < 25; ++n) many.push_back(new_id());
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    for (const auto& each : many) {
      auto one = revision(each);
      one.partnership = hung;
      unit.put(one);
    }
    unit.put(revision(many.front(), "changed"));
    EXPECT_EQ(unit.changes_in(2, 24, 10).size(), 2U) << "a unit reads what it wrote";
  });
  put(revision(new_id()));
  const auto reader = store_->read();
  const auto whole = reader->changes(1, 1);
  ASSERT_EQ(whole.size(), 26U);
  std::size_t at = 0;
  for (const std::size_t limit : {10, 10, 10}) {
    for (const auto& each : reader->changes_in(2, static_cast<std::int64_t>(at), limit)) {
      EXPECT_EQ(each.event_seq, 2);
      EXPECT_EQ(each.id, whole.at(at).id);
      EXPECT_EQ(each.type, whole.at(at).type);
      EXPECT_EQ(each.version, whole.at(at).version);
      EXPECT_EQ(each.partnership, whole.at(at).partnership);
      ++at;
    }
  }
  EXPECT_EQ(at, 26U);
  EXPECT_EQ(reader->changes_in(2, 0, 1'000).size(), 26U) << "and nothing of the commits beside it";
  EXPECT_TRUE(reader->changes_in(2, 26, 10).empty());
  EXPECT_TRUE(reader->changes_in(2, std::numeric_limits<std::int64_t>::max(), 10).empty());
  EXPECT_TRUE(reader->changes_in(2, 0, 0).empty());
  EXPECT_TRUE(reader->changes_in(4, 0, 10).empty());
  EXPECT_TRUE(reader->changes_in(0, 0, 10).empty());
}

TEST_P(ContractTest, AClosureThatThrowsLeavesNoTrace) {
  const auto kept = new_id(), lost = new_id();
  put(revision(kept));
  const auto all_then_throw = [&](UnitOfWork& unit) {
    unit.put(revision(lost));
    unit.put(revision(kept, "changed"));
    unit.set_key("iati", "XM-1", lost);
    unit.put_blob(base::sha256("b"), "b");
    unit.set_note("n", "v");
    unit.put_job_run({lost, "import", clock_.now(), {}, "running", ""});
    throw std::runtime_error("on purpose");
  };
  EXPECT_THROW(store_->write({.author = "tester", .idempotency_key = "k"}, all_then_throw),
               std::runtime_error);
  {
    const auto reader = store_->read();
    EXPECT_EQ(reader->last_event(), 1);
    EXPECT_FALSE(reader->head(lost));
    EXPECT_EQ(reader->head(kept)->version, 1);
    EXPECT_FALSE(reader->find_key("iati", "XM-1"));
    EXPECT_FALSE(reader->blob(base::sha256("b")));
    EXPECT_FALSE(reader->note("n"));
    EXPECT_TRUE(reader->job_runs("", 10).empty());
    EXPECT_EQ(reader->changes(0, 10).size(), 1U);
  }
  const auto next = store_->write({.author = "tester", .idempotency_key = "k"},
                                  [&](UnitOfWork& unit) { unit.put(revision(lost)); });
  EXPECT_EQ(next.event_seq, 2);  // no gap
  EXPECT_FALSE(next.repeated);   // the key was not used up
}

TEST_P(ContractTest, AConflictThatIsCaughtSpoilsNothing) {
  const auto id = new_id(), other = new_id();
  put(revision(id));
  const auto done = store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    auto stale = revision(id);
    stale.expected_version = 9;
    EXPECT_THROW(unit.put(stale), base::Conflict);
    unit.put(revision(other));
  });
  EXPECT_EQ(done.event_seq, 2);
  EXPECT_EQ(store_->read()->head(id)->version, 1);
  EXPECT_TRUE(store_->read()->head(other));
}

TEST_P(ContractTest, ACommitWithoutARevisionTakesNoNumber) {
  EXPECT_EQ(store_->write({.author = "tester"}, [](UnitOfWork&) {}).event_seq, 0);
  const auto noted = store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    unit.set_note("n", "v");
    unit.put_job_run({new_id(), "import", clock_.now(), {}, "running", ""});
    unit.put_blob(base::sha256("b"), "b");
    unit.set_key("iati", "XM-1", new_id());
  });
  EXPECT_EQ(noted.event_seq, 0);
  EXPECT_EQ(last_event(), 0);
  EXPECT_EQ(store_->read()->note("n"), "v");
  EXPECT_EQ(put(revision(new_id())), 1);
}

TEST_P(ContractTest, AUnitSeesItsOwnWrites) {
  const auto partnership = new_id(), id = new_id();
  put(revision(partnership));
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    EXPECT_EQ(unit.last_event(), 1);
    auto made = revision(id, "{}", "commitment");
    made.partnership = partnership;
    unit.put(made);
    EXPECT_EQ(unit.last_event(), 2);
    EXPECT_EQ(unit.head(id)->event_seq, 2);
    EXPECT_EQ(unit.head(id)->author, "tester");
    EXPECT_EQ(unit.head(id)->time, clock_.now());
    EXPECT_EQ(unit.count("commitment"), 1);
    EXPECT_EQ(unit.heads("commitment", {}, 10).size(), 1U);
    EXPECT_EQ(unit.of_partnership(partnership).size(), 1U);
    EXPECT_EQ(unit.changes(1, 1).size(), 1U);
    unit.set_key("iati", "XM-1", id);
    EXPECT_EQ(unit.find_key("iati", "XM-1"), id);
    unit.put_blob(base::sha256("b"), "b");
    EXPECT_EQ(unit.blob(base::sha256("b")), "b");
    unit.set_note("n", "v");
    EXPECT_EQ(unit.note("n"), "v");
    unit.put_job_run({id, "import", clock_.now(), {}, "running", ""});
    EXPECT_EQ(unit.job_runs("import", 10).size(), 1U);
  });
}

TEST_P(ContractTest, NumbersHaveNoGapUnderManyWriters) {
  constexpr int kThreads = 8, kWrites = 50;
  std::mutex mutex;
  std::multiset<std::int64_t> numbers;
  std::atomic<int> thrown = 0;
  in_threads(kThreads, [&](int) {
    for (int i = 0; i < kWrites; ++i) {
      if (i % 10 == 3) {
        try {
          store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
            unit.put(revision(base::Uuid::v7(clock_.now())));
            throw std::runtime_error("on purpose");
          });
        } catch (const std::runtime_error&) {
          ++thrown;
        }
      }
      const auto number = put(revision(base::Uuid::v7(clock_.now())));
      const std::scoped_lock lock(mutex);
      numbers.insert(number);
    }
  });
  EXPECT_EQ(thrown, kThreads * kWrites / 10);
  ASSERT_EQ(numbers.size(), std::size_t{kThreads * kWrites});
  EXPECT_EQ(std::set<std::int64_t>(numbers.begin(), numbers.end()).size(), numbers.size());
  EXPECT_EQ(*numbers.begin(), 1);
  EXPECT_EQ(*numbers.rbegin(), kThreads * kWrites);
  EXPECT_EQ(last_event(), kThreads * kWrites);
  EXPECT_EQ(store_->read()->count("partnership"), kThreads * kWrites);
}

TEST_P(ContractTest, AUnitThatFailsTakesNothingOfTheOthersWithIt) {
  // Units that come together share a transaction: some of these fail, before or after they have looked at
  // what they wrote.
  constexpr int kThreads = 8, kWrites = 40;
  std::atomic<int> kept = 0, failed = 0;
  in_threads(kThreads, [&](int thread) {
    for (int i = 0; i < kWrites; ++i) {
      const auto id = base::Uuid::v7(clock_.now());
      const auto name = std::to_string(thread) + "/" + std::to_string(i);
      try {
        store_->write({.author = "tester", .idempotency_key = name}, [&](UnitOfWork& unit) {
          const auto before = unit.count("partnership");
          unit.put(revision(id, name));
          unit.set_key("name", name, id);
          if (i % 4 == 1) throw std::runtime_error("before looking");
          EXPECT_EQ(unit.count("partnership"), before + 1);
          EXPECT_EQ(unit.find_key("name", name), id);
          unit.set_note("last", name);
          if (i % 4 == 2) throw std::runtime_error("after looking");
        });
        ++kept;
      } catch (const std::runtime_error&) {
        ++failed;
      }
    }
  });
  EXPECT_EQ(kept, kThreads * kWrites / 2);
  EXPECT_EQ(failed, kThreads * kWrites / 2);
  const auto reader = store_->read();
  EXPECT_EQ(reader->last_event(), kept);
  EXPECT_EQ(reader->count("partnership"), kept);
  const auto changes = reader->changes(0, kept);
  ASSERT_EQ(changes.size(), static_cast<std::size_t>(kept));
  for (std::size_t i = 0; i < changes.size(); ++i) {
    EXPECT_EQ(changes[i].event_seq, static_cast<std::int64_t>(i) + 1);
    const auto head = reader->head(changes[i].id);
    ASSERT_TRUE(head);
    EXPECT_EQ(reader->find_key("name", head->body), head->id);
  }
  EXPECT_FALSE(reader->find_key("name", "3/1"));
  EXPECT_FALSE(reader->find_key("name", "3/2"));
}

TEST_P(ContractTest, WritersWithOneKeyWriteOnce) {
  std::atomic<int> first = 0;
  in_threads(8, [&](int) {
    for (int i = 0; i < 20; ++i) {
      const auto done =
          store_->write({.author = "tester", .idempotency_key = "k" + std::to_string(i)},
                        [&](UnitOfWork& unit) { unit.put(revision(base::Uuid::v7(clock_.now()))); });
      EXPECT_GE(done.event_seq, 1);
      if (!done.repeated) ++first;
    }
  });
  EXPECT_EQ(first, 20);
  EXPECT_EQ(last_event(), 20);
}

TEST_P(ContractTest, AWriteInsideAWriteIsRefused) {
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    EXPECT_THROW(put(revision(new_id())), base::Error);
    unit.put(revision(new_id()));
  });
  EXPECT_EQ(last_event(), 1);
}

TEST_P(ContractTest, WritersOfOneRecordNeverLoseAVersion) {
  const auto id = new_id();
  put(revision(id));
  std::atomic<int> conflicts = 0;
  in_threads(4, [&](int) {
    for (int i = 0; i < 20;) {
      auto made = revision(id);
      made.expected_version = store_->read()->head(id)->version;
      try {
        put(made);
        ++i;
      } catch (const base::Conflict&) {
        ++conflicts;
      }
    }
  });
  EXPECT_EQ(store_->read()->head(id)->version, 81);
  EXPECT_EQ(store_->read()->history(id).size(), 81U);
}

TEST_P(ContractTest, AReaderSeesOneMoment) {
  const auto id = new_id(), later = new_id();
  put(revision(id, "before"));
  const auto reader = store_->read();
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    unit.put(revision(id, "after"));
    unit.put(revision(later));
    unit.set_key("iati", "XM-1", id);
  });
  EXPECT_EQ(reader->last_event(), 1);
  EXPECT_EQ(reader->head(id)->body, "before");
  EXPECT_EQ(reader->history(id).size(), 1U);
  EXPECT_FALSE(reader->head(later));
  EXPECT_FALSE(reader->find_key("iati", "XM-1"));
  EXPECT_EQ(reader->changes(0, 100).size(), 1U);
  EXPECT_EQ(store_->read()->head(id)->body, "after");
}

TEST_P(ContractTest, AReaderDoesNotSeeAnUnfinishedUnit) {
  const auto id = new_id();
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    unit.put(revision(id));
    EXPECT_FALSE(store_->read()->head(id));
    EXPECT_EQ(last_event(), 0);
  });
  EXPECT_TRUE(store_->read()->head(id));
}

TEST_P(ContractTest, ReadersAreWholeWhileWritersWrite) {
  // Two records that always change together must never be seen apart.
  const auto left = new_id(), right = new_id();
  const auto put_both = [&](int n) {
    store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
      unit.put(revision(left, std::to_string(n)));
      unit.put(revision(right, std::to_string(n)));
    });
  };
  put_both(0);
  std::atomic<bool> stop = false;
  std::atomic<int> torn = 0, reads = 0;
  std::thread writer([&] {
    for (int n = 1; n <= 100; ++n) put_both(n);
    stop = true;
  });
  in_threads(4, [&](int) {
    do {
      const auto reader = store_->read();
      if (reader->head(left)->body != reader->head(right)->body) ++torn;
      if (reader->last_event() != reader->head(left)->event_seq) ++torn;
      ++reads;
    } while (!stop);
  });
  writer.join();
  EXPECT_EQ(torn, 0);
  EXPECT_GE(reads, 4);
}

TEST_P(ContractTest, MoreReadersThanConnectionsTakeTurns) {
  put(revision(new_id()));
  std::atomic<int> done = 0;
  in_threads(32, [&](int) {
    for (int i = 0; i < 10; ++i) {
      const auto reader = store_->read();
      if (reader->last_event() == 1) ++done;
    }
  });
  EXPECT_EQ(done, 320);
}

TEST_P(ContractTest, ARepeatedKeyDoesNothingAndTellsTheFirstNumber) {
  const auto id = new_id();
  int runs = 0;
  const auto write = [&](const std::string& key) {
    return store_->write({.author = "tester", .idempotency_key = key}, [&](UnitOfWork& unit) {
      ++runs;
      unit.put(revision(id));
    });
  };
  const auto first = write("a");
  const auto other = write("b");
  const auto again = write("a");
  EXPECT_EQ(first.event_seq, 1);
  EXPECT_FALSE(first.repeated);
  EXPECT_EQ(other.event_seq, 2);
  EXPECT_EQ(again.event_seq, 1);
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(store_->read()->head(id)->version, 2);
  EXPECT_EQ(write("").event_seq, 3);  // no key: never a repeat
  EXPECT_EQ(write("").event_seq, 4);
}

TEST_P(ContractTest, AKeyOfACommitWithoutARevisionIsUsedUpToo) {
  const auto note = [&] {
    return store_->write({.author = "tester", .idempotency_key = "a"},
                         [](UnitOfWork& unit) { unit.set_note("n", unit.note("n").value_or("") + "x"); });
  };
  EXPECT_FALSE(note().repeated);
  EXPECT_TRUE(note().repeated);
  EXPECT_EQ(store_->read()->note("n"), "x");
}

TEST_P(ContractTest, AKeyStandsForWhatWasAskedUnderItAlone) {
  const auto write = [&](const std::string& key, const std::string& content) {
    return store_->write({.author = "tester", .idempotency_key = key, .content = content},
                         [](UnitOfWork& unit) { unit.set_note("n", unit.note("n").value_or("") + "x"); });
  };
  EXPECT_FALSE(write("a", "one").repeated);
  EXPECT_TRUE(write("a", "one").repeated);
  EXPECT_THROW(write("a", "two"), base::Conflict);
  EXPECT_FALSE(write("b", "two").repeated) << "nothing was used up by it";
  EXPECT_TRUE(write("a", "").repeated) << "who does not say what is asked";
  EXPECT_EQ(store_->read()->note("n"), "xx");
  std::atomic<int> firsts = 0, others = 0;
  in_threads(8, [&](int i) {
    try {
      if (!write("same", i % 2 == 0 ? "even" : "odd").repeated) ++firsts;
    } catch (const base::Conflict&) {
      ++others;
    }
  });
  EXPECT_EQ(firsts, 1);
  EXPECT_EQ(others, 4) << "each of the other half";
  EXPECT_EQ(store_->read()->note("n"), "xxx");
}

TEST_P(ContractTest, AKeyRepeatedAtTheSameTimeCountsOnce) {
  const auto id = new_id();
  std::atomic<int> firsts = 0, wrong = 0;
  in_threads(8, [&](int) {
    const auto done = store_->write({.author = "tester", .idempotency_key = "same"},
                                    [&](UnitOfWork& unit) { unit.put(revision(id)); });
    if (!done.repeated) ++firsts;
    if (done.event_seq != 1) ++wrong;
  });
  EXPECT_EQ(firsts, 1);
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(store_->read()->head(id)->version, 1);
}

TEST_P(ContractTest, AWriteInsideAWriteIsRefusedRatherThanWaitedFor) {
  const auto nested = [&](UnitOfWork& unit) {
    unit.put(revision(new_id()));
    put(revision(new_id()));
  };
  EXPECT_THROW(store_->write({.author = "tester"}, nested), base::Error);
  EXPECT_EQ(put(revision(new_id())), 1);
}

TEST_P(ContractTest, MaintenanceSaysWhatItDidAndLosesNothing) {
  const auto id = new_id();
  put(revision(id));
  EXPECT_FALSE(store_->maintain().empty());
  const auto reader = store_->read();
  EXPECT_FALSE(store_->maintain().empty());  // with a reader in the way too
  EXPECT_TRUE(reader->head(id));
  EXPECT_EQ(put(revision(id)), 2);
}

TEST_P(ContractTest, MaintenanceForgetsKeysOfLongAgo) {
  const auto id = new_id();
  const auto write = [&] {
    return store_->write({.author = "tester", .idempotency_key = "k"},
                         [&](UnitOfWork& unit) { unit.put(revision(id)); });
  };
  const auto first = write();
  clock_.advance(kKeysKeptMs);
  store_->maintain();
  EXPECT_TRUE(write().repeated) << "it is known for that long";
  clock_.advance(1);
  store_->maintain();
  const auto second = write();
  EXPECT_FALSE(second.repeated);
  EXPECT_GT(second.event_seq, first.event_seq);
}

}  // namespace entente::store::contract
