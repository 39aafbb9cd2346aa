// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screening_lists.hpp"

#include <gtest/gtest.h>

#include "registry/lists_test.hpp"

namespace entente::registry {
namespace {

class ScreeningListsTest : public ListsTest {
 protected:
  static std::size_t found(const LoadedLists& loaded, const std::string& name) {
    screening::Party asked;
    asked.names.push_back({name, screening::NameQuality::primary, false});
    return loaded.screener.screen(asked, {}).size();
  }
};

TEST_F(ScreeningListsTest, WhatStandsIsLoadedAndWhatWasHeldStays) {
  ScreeningLists lists(*reg_);
  EXPECT_TRUE(lists.current()->lists.empty());
  EXPECT_FALSE(lists.loaded());
  EXPECT_FALSE(lists.refresh()) << "there is nothing";
  EXPECT_EQ(lists.loaded(), lists.current()) << "and that is known now";
  keeping_->take(brought(un_list("2026-11-01", {"Abelard Fontaine"})));
  EXPECT_TRUE(lists.refresh());
  EXPECT_FALSE(lists.refresh());
  const auto first = lists.current();
  ASSERT_EQ(first->lists.size(), 1U);
  EXPECT_EQ(first->lists.front().dataset, "un-sc");
  EXPECT_EQ(first->versions.front().version, 1);
  EXPECT_EQ(first->versions.front().hash, first->lists.front().hash);
  EXPECT_EQ(found(*first, "Abelard Fontaine"), 1U);
  EXPECT_TRUE(first->has("un-sc", first->lists.front().entries.front().id));
  EXPECT_FALSE(first->has("un-sc", "nobody's"));
  EXPECT_EQ(first->find(0, first->lists.front().entries.front().id), &first->lists.front().entries.front());
  EXPECT_EQ(first->find(0, "nobody's"), nullptr);
  EXPECT_EQ(first->facets.front().entries, 1U);
  EXPECT_FALSE(first->has("own", first->lists.front().entries.front().id));

  keeping_->take(brought(un_list("2026-11-02", {"Zdenka Horvat", "Abelard Fontaine"})));
  keeping_->take(brought("id,name\n1,Someone Else\n"));
  EXPECT_TRUE(lists.refresh());
  const auto second = lists.current();
  ASSERT_EQ(second->versions.size(), 2U);
  EXPECT_EQ(second->versions[0].dataset, "own");
  EXPECT_EQ(second->versions[1].version, 2);
  EXPECT_EQ(found(*second, "Zdenka Horvat"), 1U);
  EXPECT_EQ(found(*first, "Zdenka Horvat"), 0U) << "whoever holds the former one screens against that";

  keeping_->end("un-sc", kByCommand);
  EXPECT_TRUE(lists.refresh());
  EXPECT_EQ(found(*lists.current(), "Zdenka Horvat"), 0U);
}

TEST_F(ScreeningListsTest, OneThatCannotBeReadStopsNoOther) {
  keeping_->take(brought(un_list("2026-11-01", {"Abelard Fontaine"})));
  store::ListVersion version;
  version.dataset = "own";
  version.format = "own";
  version.brought = clock_.now();
  const std::vector<store::KeptListFile> files{{"own.csv", "id,name\n1\n"}};
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.lists().add(version, files); });
  ScreeningLists lists(*reg_);
  EXPECT_TRUE(lists.refresh());
  EXPECT_EQ(found(*lists.current(), "Abelard Fontaine"), 1U);
  ASSERT_EQ(lists.current()->unread.size(), 1U);
  EXPECT_EQ(lists.current()->unread.front().used.dataset, "own");
  EXPECT_NE(lists.current()->unread.front().fault.find("line 2"), std::string::npos);
  EXPECT_FALSE(lists.refresh()) << "it is not read again and again";
  EXPECT_TRUE(keeping_->unread().empty());
  lists.keep_unread();
  const auto told = keeping_->unread();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told.front().item, "own");
  clock_.advance(60'000);
  lists.keep_unread();
  EXPECT_EQ(keeping_->unread(), told);

  EXPECT_EQ(keeping_->take(brought("id,name\n1,Someone Else\n")).changes.added.size(), 1U);
  EXPECT_TRUE(keeping_->unread().empty()) << "before a server has seen it, too";
  EXPECT_TRUE(lists.refresh());
  EXPECT_TRUE(lists.current()->unread.empty());
}

}  // namespace
}  // namespace entente::registry
