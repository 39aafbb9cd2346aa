// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/list_folder.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "registry/lists_test.hpp"

namespace entente::registry {
namespace {

class ListFolderTest : public ListsTest {
 protected:
  ListFolderTest() : watched_(folder_ / "watched") {
    std::filesystem::create_directories(watched_ / "house");
  }

  void put(const std::string& name, const std::string& bytes) { std::ofstream(watched_ / name) << bytes; }
  /// Two looks: a file is taken by the second that finds it the same.
  static FolderLook settled(ListFolder& folder) {
    EXPECT_TRUE(folder.look().taken.empty());
    return folder.look();
  }

  const std::filesystem::path watched_;
};

TEST_F(ListFolderTest, TakesAFileThatHasSettledAndAFolderAsOneList) {
  ListFolder folder(*reg_, *keeping_, watched_);
  put("un.xml", un_list("2026-11-01", {"One"}));
  put("house/first.csv", "id,name\n1,One\n");
  put(".hidden.xml", "no list");
  EXPECT_TRUE(folder.look().taken.empty()) << "it may still be written";
  put("un.xml", un_list("2026-11-01", {"One", "Two"}));
  EXPECT_EQ(folder.look().taken, std::vector<std::string>{"house is version 1 of house, with 1 entries"});
  const auto second = folder.look();
  EXPECT_EQ(second.taken, std::vector<std::string>{"un.xml is version 1 of un-sc, with 2 entries"});
  EXPECT_TRUE(second.refused.empty());
  EXPECT_EQ(keeping_->standing().size(), 2U);
  EXPECT_EQ(keeping_->standing()[1].version.brought_by, "folder");

  put("un.xml", un_list("2026-11-02", {"One", "Two"}));
  EXPECT_EQ(settled(folder).taken, std::vector<std::string>{"un.xml is version 2 of un-sc, with 2 entries"});
  EXPECT_TRUE(folder.look().taken.empty());
  EXPECT_TRUE(std::filesystem::exists(watched_ / "un.xml")) << "nothing is moved";
}

TEST_F(ListFolderTest, TellsOnceOfWhatItRefusesAndKeepsThatForTheOthers) {
  ListFolder folder(*reg_, *keeping_, watched_);
  put("broken.xml", "<CONSOLIDATED_LIST>");
  const auto first = settled(folder);
  ASSERT_EQ(first.refused.size(), 1U);
  EXPECT_NE(first.refused.front().find("not well-formed"), std::string::npos);
  EXPECT_TRUE(folder.look().refused.empty());
  const auto faults = keeping_->folder_faults();
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults.front().item, "broken.xml");

  ListFolder restarted(*reg_, *keeping_, watched_);
  EXPECT_TRUE(settled(restarted).refused.empty()) << "a server that starts anew knows that it was told";
  EXPECT_EQ(keeping_->folder_faults(), faults);

  put("broken.xml", un_list("2026-11-01", {"One"}));
  EXPECT_EQ(settled(restarted).taken.size(), 1U);
  EXPECT_TRUE(keeping_->folder_faults().empty());
  put("broken.xml", "nothing");
  EXPECT_EQ(settled(restarted).refused.size(), 1U);
  std::filesystem::remove(watched_ / "broken.xml");
  restarted.look();
  EXPECT_TRUE(keeping_->folder_faults().empty()) << "nor of what is there no more";
}

TEST_F(ListFolderTest, EachServerSaysWhatItsOwnFolderHolds) {
  std::filesystem::create_directories(folder_ / "other");
  ListFolder one(*reg_, *keeping_, watched_, "one"), two(*reg_, *keeping_, folder_ / "other", "two");
  put("broken.xml", "<CONSOLIDATED_LIST>");
  EXPECT_EQ(settled(one).refused.size(), 1U);
  EXPECT_TRUE(settled(two).refused.empty());
  one.look();
  ASSERT_EQ(keeping_->folder_faults().size(), 1U) << "the other, which has none, takes none away";
  std::ofstream(folder_ / "other" / "broken.xml") << "<CONSOLIDATED_LIST>";
  EXPECT_EQ(settled(two).refused.size(), 1U);
  EXPECT_EQ(keeping_->folder_faults().size(), 1U) << "the same is said once";
  std::filesystem::remove(watched_ / "broken.xml");
  one.look();
  EXPECT_EQ(keeping_->folder_faults().size(), 1U);
  // One that is gone is forgotten after a day; one that is there says it anew.
  clock_.advance(7'200'000);
  two.look();
  clock_.advance(86'400'000 - 3'600'000);
  one.look();
  EXPECT_EQ(keeping_->folder_faults().size(), 1U);
  clock_.advance(3'600'000);
  one.look();
  EXPECT_TRUE(keeping_->folder_faults().empty());
}

TEST_F(ListFolderTest, AFileThatIsWrittenAnewWithTheSameBytesIsNoOlderThanThat) {
  ListFolder folder(*reg_, *keeping_, watched_);
  put("own.csv", "id,name\n1,One\n");
  settled(folder);
  clock_.set(base::Instant{clock_.now().ms + std::int64_t{400} * 86'400'000});
  const auto written = std::chrono::file_clock::from_sys(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(clock_.now().ms)));
  EXPECT_GT(keeping_->standing().front().age_days, 300);
  std::filesystem::last_write_time(watched_ / "own.csv",
                                   std::chrono::time_point_cast<std::chrono::file_clock::duration>(written));
  EXPECT_TRUE(settled(folder).refused.empty());
  EXPECT_EQ(keeping_->standing().front().age_days, 0);
}

TEST_F(ListFolderTest, WhatSomebodyAcceptsIsRefusedNoMore) {
  ListFolder folder(*reg_, *keeping_, watched_);
  keeping_->take(brought(un_list("2026-11-01", {"1", "2", "3", "4", "5"})));
  const auto smaller = un_list("2026-11-02", {"1"});
  put("un.xml", smaller);
  EXPECT_EQ(settled(folder).refused.size(), 1U);
  auto accepted = brought(smaller);
  accepted.accept = true;
  keeping_->take(accepted);
  EXPECT_TRUE(folder.look().refused.empty());
  EXPECT_TRUE(keeping_->folder_faults().empty());
}

TEST_F(ListFolderTest, AServerThatStartsAnewBringsNothingBackThatWasUsedBefore) {
  // Lists without a day of their own, of which none can be seen to be older.
  const std::string older = "id,name\n1,One\n", newer = "id,name\n1,One\n2,Two\n";
  put("own.csv", older);
  ListFolder folder(*reg_, *keeping_, watched_);
  EXPECT_EQ(settled(folder).taken.size(), 1U);
  keeping_->take(brought(newer));
  ListFolder restarted(*reg_, *keeping_, watched_);
  const auto second = settled(restarted);
  EXPECT_TRUE(second.taken.empty());
  EXPECT_EQ(second.refused,
            std::vector<std::string>{
                "own.csv: List own: these bytes are version 1, which is used no more. Remove it "
                "from the folder; to use it again, take it with 'entente lists update'."});
  EXPECT_EQ(keeping_->standing().front().version.version, 2);

  keeping_->end("own", kByCommand);
  put("own.csv", newer);
  ListFolder again(*reg_, *keeping_, watched_);
  EXPECT_EQ(settled(again).refused.size(), 1U) << "nor a list whose use somebody has ended";
  EXPECT_TRUE(keeping_->standing().empty());
  EXPECT_EQ(keeping_->take(brought(newer)).version.version, 4) << "by hand it can be used again";
  EXPECT_TRUE(settled(again).refused.empty());
  EXPECT_TRUE(keeping_->folder_faults().empty());
}

TEST_F(ListFolderTest, WhatCannotBeLookedAtHoldsUpNothingElse) {
  ListFolder folder(*reg_, *keeping_, watched_);
  std::filesystem::create_symlink("a-loop", watched_ / "a-loop");
  put("un.xml", un_list("2026-11-01", {"One"}));
  const auto second = settled(folder);
  EXPECT_EQ(second.taken.size(), 1U);
  ASSERT_EQ(second.refused.size(), 1U);
  EXPECT_EQ(second.refused.front().find("a-loop: a-loop: it could not be looked at ("), 0U);
  EXPECT_EQ(second.refused.front().find(watched_.string()), std::string::npos) << "no path of the machine";
  ASSERT_EQ(keeping_->folder_faults().size(), 1U);
  EXPECT_EQ(keeping_->folder_faults().front().item, "a-loop");
  std::filesystem::remove(watched_ / "a-loop");
  folder.look();
  EXPECT_TRUE(keeping_->folder_faults().empty());
}

TEST_F(ListFolderTest, AFolderThatIsNotThereIsAFault) {
  ListFolder folder(*reg_, *keeping_, folder_ / "nowhere");
  EXPECT_THROW(folder.look(), std::exception);
}

}  // namespace
}  // namespace entente::registry
