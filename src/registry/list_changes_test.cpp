// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/list_changes.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <initializer_list>

#include "base/error.hpp"
#include "registry/list_folder.hpp"
#include "registry/lists_test.hpp"

namespace entente::registry {
namespace {

std::string entity(const std::string& id, const std::string& name, const std::string& seen) {
  return R"({"id":")" + id + R"(","schema":"Person","properties":{"name":[")" + name +
         R"("]},"last_seen":")" + seen + "T00:00:00\"}";
}

std::string put(const std::string& operation, const std::string& id, const std::string& name,
                const std::string& seen) {
  return R"({"op":")" + operation + R"(","entity":)" + entity(id, name, seen) + "}\n";
}

std::string removal(const std::string& id) {
  return R"({"op":"DEL","entity":{"id":")" + id + "\"}}\n";
}

/// Six persons, a to f, of 2026-11-01.
std::string whole_list() {
  std::string all;
  for (const char id : {'a', 'b', 'c', 'd', 'e', 'f'})
    all += entity({id}, std::string("Name ") + id, "2026-11-01") + "\n";
  return all;
}

const std::string kFirst =
    put("MOD", "a", "Uno", "2026-11-02") + put("ADD", "g", "Seven", "2026-11-02") + removal("b");
const std::string kSecond = put("MOD", "a", "Eins", "2026-11-03");

class ListChangesTest : public ListsTest {
 protected:
  static ListBrought files(std::initializer_list<std::string> all, const std::string& dataset = {}) {
    ListBrought brought{.files = {}, .format = {}, .dataset = dataset, .by = std::string(kByCommand)};
    for (const auto& bytes : all)
      brought.files.push_back({"file-" + std::to_string(brought.files.size() + 1) + ".json", bytes});
    return brought;
  }
  std::string name_of_a() { return keeping_->read("ftm").entries.front().party.names.front().text; }
  std::int64_t standing_version() { return keeping_->standing().at(0).version.version; }
};

TEST_F(ListChangesTest, ChangesMakeANewVersionOfWhatStands) {
  keeping_->take(files({whole_list()}));
  const auto taken = keeping_->take(files({kFirst}));
  EXPECT_FALSE(taken.unchanged);
  EXPECT_EQ(taken.changed_version, 1);
  EXPECT_EQ(taken.version.version, 2);
  EXPECT_EQ(taken.version.entries, 6);
  EXPECT_EQ(taken.version.dated, "2026-11-02");
  EXPECT_EQ(taken.version.hash, base::sha256(whole_list() + kFirst));
  EXPECT_EQ(taken.changes.added, std::vector<std::string>{"g"});
  EXPECT_EQ(taken.changes.changed, std::vector<std::string>{"a"});
  EXPECT_EQ(taken.changes.removed, std::vector<std::string>{"b"});
  EXPECT_EQ(keeping_->take(files({kSecond})).changed_version, 2);
  EXPECT_EQ(name_of_a(), "Eins");

  // Every version is whole, and tells what it was made of.
  EXPECT_EQ(keeping_->read("ftm", 1).entries.size(), 6U);
  EXPECT_EQ(keeping_->read("ftm", 2).entries.front().party.names.front().text, "Uno");
  const auto made_of = keeping_->files("ftm");
  ASSERT_EQ(made_of.size(), 3U);
  EXPECT_EQ(made_of[0].bytes, whole_list());
  EXPECT_EQ(made_of[1].bytes, kFirst);
  EXPECT_EQ(made_of[2].bytes, kSecond);
  EXPECT_EQ(keeping_->files("ftm", 1).size(), 1U);
  EXPECT_THROW(keeping_->files("ftm", 9), base::NotFound);
}

TEST_F(ListChangesTest, WhatTheyChangeHasToBeThereInTheirFormat) {
  EXPECT_EQ(
      refusal(files({kFirst})),
      "List ftm: is not in use, and file-1.json holds nothing but changes to a list. Bring the whole list "
      "first.");
  EXPECT_EQ(refusal(files({put("ADD", "x", "X", "2026-11-02")})).find("List ftm: is not in use"), 0U)
      << "a list that begins with what was added lately would lack all others";
  keeping_->take(brought(un_list("2026-11-01", {"One"})));
  EXPECT_EQ(
      refusal(files({kFirst}, "un-sc")),
      "file-1.json: holds changes to a list in the format ftm, where version 1 of un-sc is in un. Name the "
      "list that they are changes to with --dataset.");
  keeping_->take(files({whole_list()}));
  keeping_->end("ftm", kByCommand);
  EXPECT_NE(refusal(files({kFirst})).find("is not in use"), std::string::npos);
  EXPECT_NE(refusal(files({kFirst}, "house")).find("List house: is not in use"), std::string::npos);
}

TEST_F(ListChangesTest, ChangesToAnotherVersionAreRefusedWhole) {
  keeping_->take(files({whole_list()}));
  EXPECT_EQ(refusal(files({put("MOD", "a", "Uno", "2026-11-02") + removal("nobody")})),
            "file-1.json, line 2: changes nobody, which nothing before it holds. They are changes to another "
            "version: bring those made before them, or the whole list.");
  EXPECT_NE(refusal(files({kFirst, "{\"op\":\"DEL\",\"entity\":{\"id\":\"c\"}}\n{\"op\""}))
                .find("file-2.json, line 2: is not JSON"),
            std::string::npos);
  EXPECT_EQ(standing_version(), 1);
  EXPECT_EQ(name_of_a(), "Name a") << "nothing of them was applied";
}

TEST_F(ListChangesTest, TheSameAgainDoesNothing) {
  keeping_->take(files({whole_list()}));
  keeping_->take(files({kFirst}));
  keeping_->take(files({kSecond}));
  for (const auto& again : {files({kFirst}), files({kSecond}), files({kFirst, kSecond}),
                            files({whole_list()}), files({whole_list(), kFirst})}) {
    const auto taken = keeping_->take(again);
    EXPECT_TRUE(taken.unchanged);
    EXPECT_TRUE(taken.within);
    EXPECT_EQ(taken.version.version, 3);
  }
  // Changes that it has not follow those that it has.
  const auto third = put("MOD", "a", "Ichi", "2026-11-04");
  EXPECT_EQ(keeping_->take(files({kFirst, kSecond, third})).changed_version, 3);
  EXPECT_EQ(keeping_->files("ftm").size(), 4U);
  // Who says so has the list without its changes again, or a change twice.
  auto back = files({whole_list()});
  back.accept = true;
  EXPECT_EQ(keeping_->take(back).version.accepted, "older");
  EXPECT_EQ(name_of_a(), "Name a");
  keeping_->take(files({kSecond}));
  keeping_->take(files({third}));
  auto twice = files({kSecond});
  twice.accept = true;
  EXPECT_EQ(keeping_->take(twice).version.accepted, "older");
  EXPECT_EQ(name_of_a(), "Eins");
}

TEST_F(ListChangesTest, TheResultHasToBePlausible) {
  keeping_->take(files({whole_list()}));
  EXPECT_NE(refusal(files({removal("a") + removal("b")})).find("it has 4 entries, where version 1 has 6"),
            std::string::npos);
  EXPECT_NE(refusal(files({put("MOD", "a", "Old", "2026-10-01")}))
                .find("the changes are of 2026-10-01, older than version 1 of 2026-11-01"),
            std::string::npos);
  EXPECT_NE(refusal(files({put("MOD", "a", "Soon", "2027-01-01")})).find("still to come"), std::string::npos);
  EXPECT_EQ(standing_version(), 1);
}

TEST_F(ListChangesTest, AListIsNoOlderForHavingLostItsNewestEntry) {
  keeping_->take(files({whole_list()}));
  keeping_->take(files({put("ADD", "g", "Seven", "2026-11-02")}));
  const auto taken = keeping_->take(files({removal("g")}));
  EXPECT_EQ(taken.version.version, 3);
  EXPECT_EQ(taken.version.dated, "2026-11-02");
}

TEST_F(ListChangesTest, AListWithItsChangesMayComeInAnyOrder) {
  const auto taken = keeping_->take(files({kFirst, whole_list()}));
  EXPECT_EQ(taken.changed_version, 0);
  EXPECT_EQ(taken.version.entries, 6);
  EXPECT_EQ(name_of_a(), "Uno");
}

TEST_F(ListChangesTest, ManyFilesAskForTheWholeList) {
  keeping_->take(files({whole_list()}));
  auto many = files({});
  for (std::size_t i = 0; i < screening::find_list_format("ftm")->files; ++i)
    many.files.push_back({"change.json", put("MOD", "a", "Name " + std::to_string(i), "2026-11-02")});
  EXPECT_NE(refusal(many).find("more than 1000 files. Bring the whole list anew"), std::string::npos);
}

TEST_F(ListChangesTest, TheWatchedFolderAppliesThem) {
  const auto watched = folder_ / "watched";
  std::filesystem::create_directories(watched);
  const auto write = [&](const std::string& name, const std::string& bytes) {
    std::ofstream(watched / name) << bytes;
  };
  ListFolder folder(*reg_, *keeping_, watched);
  // By its name the change comes before the list: it waits until that is there.
  write("entities.delta.json", kFirst);
  write("entities.ftm.json", whole_list());
  for (int look = 0; look < 4; ++look) folder.look();
  EXPECT_EQ(standing_version(), 2);
  EXPECT_TRUE(keeping_->folder_faults().empty());
  // A server that starts anew finds both again, and what stands goes on standing.
  ListFolder restarted(*reg_, *keeping_, watched);
  for (int look = 0; look < 4; ++look) {
    const auto told = restarted.look();
    EXPECT_TRUE(told.taken.empty());
    EXPECT_TRUE(told.refused.empty());
  }
  EXPECT_EQ(standing_version(), 2);
  write("entities.delta.json", kSecond);
  restarted.look();
  EXPECT_EQ(restarted.look().taken,
            std::vector<std::string>{"entities.delta.json is version 3 of ftm, with 6 entries"});
}

}  // namespace
}  // namespace entente::registry
