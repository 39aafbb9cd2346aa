// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Units that write much: what they write is packed together, and read one by one.
#include <stdexcept>
#include <thread>

#include "contract.hpp"

namespace entente::store::contract {

namespace {

std::string body(int n, std::string_view what = "delivery") {
  return R"({"date":"2026-11-30","name":{"en":"A )" + std::string(what) + " numbered " + std::to_string(n) +
         R"("},"value":)" + std::to_string(n * 7919) + "}";
}

std::string original(int n) {
  std::string text = "<iati-activity>";
  for (int i = 0; i < 200; ++i)
    text += "<title><narrative>" + std::to_string(n * i) + "</narrative></title>\n";
  return text + "</iati-activity>";
}

/// Records that hang on one partnership, with an original now and then.
struct Many {
  explicit Many(const base::Clock& clock, int count = 1000) : partnership(base::Uuid::v7(clock.now())) {
    for (int i = 0; i < count; ++i) ids.push_back(base::Uuid::v7(clock.now()));
  }

  void put(UnitOfWork& unit, std::string_view what = "delivery") const {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto n = static_cast<int>(i);
      auto made = revision(ids[i], body(n, what), "delivery");
      made.partnership = partnership;
      unit.put(made);
      if (n % 20 == 0) unit.put_blob(base::sha256(original(n)), original(n));
    }
  }
  void put(Store& store, std::string_view what = "delivery") const {
    store.write({.author = "import"}, [&](UnitOfWork& unit) { put(unit, what); });
  }
  void expect(Reader& reader, std::string_view what = "delivery") const {
    const auto all = reader.of_partnership(partnership);
    ASSERT_EQ(all.size(), ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto n = static_cast<int>(i);
      EXPECT_EQ(all[i].body, body(n, what));
      EXPECT_EQ(all[i].hash, base::sha256(all[i].body));
      if (n % 20 != 0) continue;
      EXPECT_EQ(reader.head(ids[i])->body, body(n, what));
      EXPECT_EQ(reader.blob(base::sha256(original(n))), original(n));
    }
  }

  base::Uuid partnership;
  std::vector<base::Uuid> ids;
};

}  // namespace

TEST_P(ContractTest, WhatOneUnitWroteIsReadOneByOne) {
  const Many many(clock_);
  many.put(*store_);
  many.expect(*store_->read());
  reopen();
  many.expect(*store_->read());
  const auto reader = store_->read();
  for (std::size_t i = many.ids.size(); i-- > 0;)  // against the order they were written in
    EXPECT_EQ(reader->revision(many.ids[i], 1)->body, body(static_cast<int>(i)));
}

TEST_P(ContractTest, AUnitReadsWhatItIsPacking) {
  const Many many(clock_);
  store_->write({.author = "import"}, [&](UnitOfWork& unit) {
    for (std::size_t i = 0; i < many.ids.size(); ++i) {
      const auto n = static_cast<int>(i);
      unit.put(revision(many.ids[i], body(n), "delivery"));
      EXPECT_EQ(unit.head(many.ids[i])->body, body(n));
      EXPECT_EQ(unit.head(many.ids[i / 2])->body, body(n / 2));
      if (n % 50 != 0) continue;
      EXPECT_EQ(unit.history(many.ids[i / 3]).at(0).body, body(n / 3)) << "also where that lets all out";
      unit.put_blob(base::sha256(original(n)), original(n));
      EXPECT_EQ(unit.blob(base::sha256(original(n / 100 * 50))), original(n / 100 * 50));
    }
    many.put(unit, "later delivery");
    many.expect(unit, "later delivery");
  });
  many.expect(*store_->read(), "later delivery");
}

TEST_P(ContractTest, WhatWasTakenBackIsReadByNobody) {
  const Many many(clock_);
  const auto put_then_throw = [&](UnitOfWork& unit) {
    many.put(unit, "thing that is taken back");
    many.expect(unit, "thing that is taken back");
    throw std::runtime_error("on purpose");
  };
  EXPECT_THROW(store_->write({.author = "import"}, put_then_throw), std::runtime_error);
  EXPECT_TRUE(store_->read()->of_partnership(many.partnership).empty());
  many.put(*store_);  // these packs may have the numbers of those
  many.expect(*store_->read());
}

TEST_P(ContractTest, LaterVersionsStandInPacksOfTheirOwn) {
  const Many many(clock_);
  many.put(*store_);
  const auto before = store_->read();
  many.put(*store_, "later delivery");
  const auto by_hand =
      revision(many.ids[500], R"({"by":"a person, in a unit with nothing else"})", "delivery");
  put(by_hand);
  many.expect(*before);
  const auto history = store_->read()->history(many.ids[500]);
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(history[0].body, by_hand.body);
  EXPECT_EQ(history[1].body, body(500, "later delivery"));
  EXPECT_EQ(history[2].body, body(500));
}

TEST_P(ContractTest, WritersAtOnceKeepTheirPacksApart) {
  constexpr std::size_t kWriters = 6;
  std::vector<Many> theirs;
  for (std::size_t w = 0; w < kWriters; ++w) theirs.emplace_back(clock_, 300);
  const auto fails = [](std::size_t w) { return w % 3 == 2; };
  const auto what = [](std::size_t w) { return "thing of writer " + std::to_string(w); };
  std::vector<std::thread> writers;
  for (std::size_t w = 0; w < kWriters; ++w)
    writers.emplace_back([&, w] {
      const auto work = [&](UnitOfWork& unit) {
        theirs[w].put(unit, what(w));
        if (fails(w)) throw std::runtime_error("on purpose");
      };
      if (fails(w))
        EXPECT_THROW(store_->write({.author = "import"}, work), std::runtime_error);
      else
        store_->write({.author = "import"}, work);
    });
  for (auto& writer : writers) writer.join();
  const auto reader = store_->read();
  for (std::size_t w = 0; w < kWriters; ++w) {
    const auto all = reader->of_partnership(theirs[w].partnership);
    ASSERT_EQ(all.size(), fails(w) ? 0U : 300U);
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].body, body(static_cast<int>(i), what(w)));
  }
}

}  // namespace entente::store::contract
