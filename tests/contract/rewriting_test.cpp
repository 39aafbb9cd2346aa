// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What is erased from a revision, or from a file that was kept, while all else stands as it did.
#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

namespace {

std::string body_of(int n) {
  return R"({"name":{"en":"Somebody numbered )" + std::to_string(n) + R"("}})";
}
std::string file_of(int n) {
  std::string text = "<file>";
  for (int i = 0; i < 100; ++i) text += "<name>" + std::to_string(n * 1000 + i) + "</name>";
  return text + "</file>";
}
constexpr std::string_view kLess = R"({"name":{}})";

}  // namespace

TEST_P(ContractTest, ARevisionIsRewrittenWhereverItStands) {
  // The first few stand by themselves, the others in packs.
  constexpr int kMany = 300;
  std::vector<base::Uuid> ids;
  for (int i = 0; i < kMany; ++i) ids.push_back(new_id());
  store_->write({.author = "import"}, [&](UnitOfWork& unit) {
    for (int i = 0; i < kMany; ++i) unit.put(revision(ids[static_cast<std::size_t>(i)], body_of(i)));
  });
  put(revision(ids[20], body_of(1020)));
  auto older = store_->read();
  older->last_event();  // its view is of now
  const auto hash = base::sha256("another");
  const auto done = store_->write({.author = "office"}, [&](UnitOfWork& unit) {
    for (const std::size_t at : {0U, 20U, 21U, 299U}) unit.rewrite(ids[at], 1, kLess, hash);
    EXPECT_EQ(unit.revision(ids[20], 1)->body, kLess);
    EXPECT_EQ(unit.revision(ids[22], 1)->body, body_of(22));
  });
  EXPECT_EQ(done.event_seq, 0) << "by itself it is no commit";
  const auto check = [&](Reader& reader) {
    for (int i = 0; i < kMany; ++i) {
      const auto found = reader.revision(ids[static_cast<std::size_t>(i)], 1);
      const bool less = i == 0 || i == 20 || i == 21 || i == 299;
      EXPECT_EQ(found->body, less ? kLess : body_of(i)) << i;
      EXPECT_EQ(found->hash, less ? hash : base::sha256(body_of(i))) << i;
    }
    EXPECT_EQ(reader.head(ids[20])->body, body_of(1020)) << "its later version stands";
  };
  check(*store_->read());
  EXPECT_EQ(older->revision(ids[21], 1)->body, body_of(21)) << "a view is of one moment";
  older.reset();
  store_->maintain();
  reopen();
  check(*store_->read());
}

TEST_P(ContractTest, AFileIsRewrittenUnderItsOldHash) {
  constexpr int kMany = 40;
  store_->write({.author = "import"}, [&](UnitOfWork& unit) {
    for (int i = 0; i < kMany; ++i) unit.put_blob(base::sha256(file_of(i)), file_of(i));
  });
  store_->write({.author = "office"}, [&](UnitOfWork& unit) {
    for (const int i : {0, 7, 8}) unit.rewrite_blob(base::sha256(file_of(i)), "<file/>");
  });
  // Who brings the file again does not bring back what was erased.
  store_->write({.author = "import"},
                [&](UnitOfWork& unit) { unit.put_blob(base::sha256(file_of(7)), file_of(7)); });
  reopen();
  const auto reader = store_->read();
  for (int i = 0; i < kMany; ++i)
    EXPECT_EQ(reader->blob(base::sha256(file_of(i))), i == 0 || i == 7 || i == 8 ? "<file/>" : file_of(i));
}

TEST_P(ContractTest, AFileOfWhichNothingIsLeftStaysEmpty) {
  constexpr int kMany = 20;
  store_->write({.author = "import"}, [&](UnitOfWork& unit) {
    for (int i = 0; i < kMany; ++i) unit.put_blob(base::sha256(file_of(i)), file_of(i));
  });
  // The first stands by itself, others in a pack.
  store_->write({.author = "office"}, [&](UnitOfWork& unit) {
    for (const int i : {0, 7}) unit.rewrite_blob(base::sha256(file_of(i)), {});
    EXPECT_EQ(unit.blob(base::sha256(file_of(7))), "");
  });
  store_->write({.author = "import"},
                [&](UnitOfWork& unit) { unit.put_blob(base::sha256(file_of(7)), file_of(7)); });
  store_->maintain();
  reopen();
  const auto reader = store_->read();
  for (int i = 0; i < kMany; ++i)
    EXPECT_EQ(reader->blob(base::sha256(file_of(i))), i == 0 || i == 7 ? "" : file_of(i)) << i;
}

TEST_P(ContractTest, WhatIsNotThereIsNotRewritten) {
  const auto id = new_id();
  put(revision(id, body_of(1)));
  const auto rewrite = [&](const base::Uuid& which, std::int64_t version) {
    store_->write({.author = "office"},
                  [&](UnitOfWork& unit) { unit.rewrite(which, version, kLess, base::sha256(kLess)); });
  };
  EXPECT_THROW(rewrite(id, 2), base::NotFound);
  EXPECT_THROW(rewrite(new_id(), 1), base::NotFound);
  EXPECT_THROW(store_->write({.author = "office"},
                             [&](UnitOfWork& unit) { unit.rewrite_blob(base::sha256("x"), "y"); }),
               base::NotFound);
  EXPECT_THROW(store_->write({.author = "office"},
                             [&](UnitOfWork& unit) {
                               const auto made = new_id();
                               unit.put(revision(made, body_of(2)));
                               unit.rewrite(made, 1, kLess, base::sha256(kLess));
                             }),
               base::NotFound);
  EXPECT_EQ(store_->read()->head(id)->body, body_of(1));
}

TEST_P(ContractTest, ARewritingThatFailsLeavesAllAsItWas) {
  const auto id = new_id();
  put(revision(id, body_of(1)));
  EXPECT_THROW(store_->write({.author = "office"},
                             [&](UnitOfWork& unit) {
                               unit.rewrite(id, 1, kLess, base::sha256(kLess));
                               throw base::Error("it", "went wrong");
                             }),
               base::Error);
  const auto standing = store_->read()->head(id);
  EXPECT_EQ(standing->body, body_of(1));
  EXPECT_EQ(standing->hash, base::sha256(body_of(1)));
}

}  // namespace entente::store::contract
