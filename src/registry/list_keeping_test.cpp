// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/list_keeping.hpp"

#include <gtest/gtest.h>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/lists_test.hpp"

namespace entente::registry {
namespace {

class ListKeepingTest : public ListsTest {};

TEST_F(ListKeepingTest, AVersionComesInAndIsReadAgain) {
  const auto first = keeping_->take(brought(un_list("2026-11-01", {"One", "Two"})));
  EXPECT_EQ(first.version.dataset, "un-sc");
  EXPECT_EQ(first.version.version, 1);
  EXPECT_EQ(first.version.entries, 2);
  EXPECT_EQ(first.changes.added.size(), 2U);
  const auto again = keeping_->take(brought(un_list("2026-11-01", {"One", "Two"})));
  EXPECT_TRUE(again.unchanged);
  EXPECT_EQ(again.version.version, 1);
  const auto second = keeping_->take(brought(un_list("2026-11-20", {"One", "Zwei", "Three"})));
  EXPECT_EQ(second.version.version, 2);
  EXPECT_EQ(second.changes.changed, std::vector<std::string>{"XXi.2"});
  EXPECT_EQ(second.changes.added, std::vector<std::string>{"XXi.3"});

  EXPECT_EQ(keeping_->read("un-sc").entries.size(), 3U);
  EXPECT_EQ(keeping_->read("un-sc", 1).entries.size(), 2U);
  EXPECT_THROW(keeping_->read("un-sc", 3), base::NotFound);
  EXPECT_THROW(keeping_->read("other"), base::NotFound);
  EXPECT_EQ(keeping_->changes("un-sc", 2).changed, std::vector<std::string>{"XXi.2"});
  EXPECT_EQ(keeping_->changes("un-sc", 1).added.size(), 2U);
  EXPECT_EQ(keeping_->versions("un-sc", 10).size(), 2U);
  EXPECT_EQ(reg_->last_event(), 0) << "no commit of records";
}

TEST_F(ListKeepingTest, WhatIsNotPlausibleIsRefusedUnlessItIsAccepted) {
  keeping_->take(brought(un_list("2026-11-20", {"1", "2", "3", "4", "5", "6"})));
  const auto few = brought(un_list("2026-11-21", {"1", "2", "3", "4"}));
  EXPECT_EQ(refusal(few),
            "List un-sc: it has 4 entries, where version 1 has 6. Fetch it again from its publisher; if it "
            "is right as "
            "it is, take it with --accept.");
  EXPECT_NE(refusal(brought(un_list("2026-11-19", {"1", "2", "3", "4", "5"}))).find("older than version 1"),
            std::string::npos);
  EXPECT_NE(refusal(brought(un_list("2027-01-01", {"1", "2", "3", "4", "5"}))).find("still to come"),
            std::string::npos);
  auto other = brought("id,name\n1,One\n2,Two\n3,Three\n4,Four\n5,Five\n");
  other.dataset = "un-sc";
  EXPECT_NE(refusal(other).find("in the format own"), std::string::npos);
  EXPECT_EQ(keeping_->standing().front().version.version, 1) << "nothing of it was taken";

  auto accepted = few;
  accepted.accept = true;
  const auto taken = keeping_->take(accepted);
  EXPECT_EQ(taken.version.version, 2);
  EXPECT_EQ(taken.version.accepted, "shrunk");
  EXPECT_EQ(taken.doubts, std::vector<ListDoubt>{ListDoubt::shrunk});
  EXPECT_EQ(
      refusal(brought("<CONSOLIDATED_LIST><INDIVIDUALS>")).find("list.xml, line 1: it is not well-formed"),
      0U);
}

TEST_F(ListKeepingTest, AListGetsOldByTheDayItGives) {
  keeping_->take(brought(un_list("2026-11-01", {"One"})));
  keeping_->take(brought("id,name\n1,One\n"));
  const auto standing = keeping_->standing();
  ASSERT_EQ(standing.size(), 2U);
  EXPECT_EQ(standing[0].version.dataset, "own");
  EXPECT_EQ(standing[0].age_days, 0);
  EXPECT_EQ(standing[1].age_days, 30);
  EXPECT_FALSE(standing[1].stale);
  clock_.advance(86'400'000);
  EXPECT_TRUE(keeping_->standing()[1].stale);
  EXPECT_FALSE(keeping_->standing()[0].stale);
}

TEST_F(ListKeepingTest, AListThatIsBroughtAnewAndIsTheSameIsAsOldAsThat) {
  const auto own = brought("id,name\n1,One\n");
  const auto un = brought(un_list("2026-11-01", {"One"}));
  keeping_->take(own);
  keeping_->take(un);
  constexpr std::int64_t kDay = 86'400'000;
  clock_.advance(40 * kDay);
  EXPECT_TRUE(keeping_->standing()[0].stale);
  auto fetched = un;
  fetched.fetched = base::Instant{clock_.now().ms - 3 * kDay};
  EXPECT_TRUE(keeping_->take(fetched).unchanged);
  EXPECT_TRUE(keeping_->take(own).unchanged);
  EXPECT_EQ(keeping_->standing()[0].age_days, 0);
  EXPECT_EQ(keeping_->standing()[1].age_days, 3) << "its file was written then";
  fetched.fetched = base::Instant{clock_.now().ms - 9 * kDay};
  keeping_->take(fetched);
  EXPECT_EQ(keeping_->standing()[1].age_days, 3) << "an older file says nothing";
  fetched.fetched = base::Instant{clock_.now().ms + kDay};
  keeping_->take(fetched);
  clock_.advance(2 * kDay);
  EXPECT_EQ(keeping_->standing()[1].age_days, 2) << "nor does a clock that goes ahead";
  keeping_->take(brought(un_list("2026-11-02", {"One"})));
  EXPECT_EQ(keeping_->standing()[1].age_days, 71) << "of another version nothing was said";
}

TEST_F(ListKeepingTest, TheEndOfItsUseIsAVersionToo) {
  keeping_->take(brought(un_list("2026-11-01", {"One"})));
  keeping_->end("un-sc", kByCommand);
  EXPECT_TRUE(keeping_->standing().empty());
  EXPECT_THROW(keeping_->end("un-sc", kByCommand), base::NotFound);
  EXPECT_THROW(keeping_->read("un-sc"), base::NotFound);
  EXPECT_EQ(keeping_->read("un-sc", 1).entries.size(), 1U) << "what was decided by it can be read";
  const auto back = keeping_->take(brought(un_list("2026-11-01", {"One"})));
  EXPECT_FALSE(back.unchanged);
  EXPECT_EQ(back.version.version, 3);
}

TEST_F(ListKeepingTest, AListWhoseUseHasEndedIsMeasuredByItsLastVersion) {
  keeping_->take(brought(un_list("2026-11-20", {"1", "2", "3", "4", "5", "6"})));
  keeping_->end("un-sc", kByCommand);
  EXPECT_NE(refusal(brought(un_list("2026-11-21", {"1", "2", "3", "4"}))).find("where version 1 has 6"),
            std::string::npos);
  EXPECT_NE(
      refusal(brought(un_list("2026-11-19", {"1", "2", "3", "4", "5", "6"}))).find("older than version 1"),
      std::string::npos);
}

TEST_F(ListKeepingTest, OnlyWhoMayIsShownThem) {
  keeping_->take(brought(un_list("2026-11-20", {"One"})));
  const auto somebody = base::Uuid::v7(clock_.now());
  const access::Actor steward{somebody, {{access::Role::steward, ""}}, true};
  EXPECT_EQ(keeping_->seen(steward).standing.size(), 1U);
  EXPECT_EQ(keeping_->versions_seen(steward, "un-sc", 10).size(), 1U);
  const access::Actor writer{somebody, {{access::Role::representative, somebody.str()}}, true};
  EXPECT_THROW(keeping_->seen(writer), access::Refused);
  EXPECT_THROW(keeping_->versions_seen(writer, "un-sc", 10), access::Refused);
}

TEST_F(ListKeepingTest, WhatGoesALittleAtATimeIsSeen) {
  keeping_->take(brought(un_list("2026-11-01", {"1", "2", "3", "4", "5", "6"})));
  EXPECT_EQ(keeping_->standing().front().most_entries, 0);
  keeping_->take(brought(un_list("2026-11-02", {"1", "2", "3", "4", "5"})));
  keeping_->take(brought(un_list("2026-11-03", {"1", "2", "3", "4"})));
  const auto standing = keeping_->standing();
  EXPECT_EQ(standing.front().version.entries, 4);
  EXPECT_EQ(standing.front().most_entries, 6);
  EXPECT_EQ(standing.front().most_in, 1);
}

}  // namespace
}  // namespace entente::registry
