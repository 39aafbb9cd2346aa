// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What the disk may do to it is tried in script/reliability faults.
#include "base/whole_file.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp

#include <fstream>
#include <iterator>

#include "base/error.hpp"

namespace entente::base {
namespace {

namespace fs = std::filesystem;

class WholeFileTest : public ::testing::Test {
 protected:
  WholeFileTest() {
    std::string name = (fs::temp_directory_path() / "entente-whole-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    file_ = folder_ / "file";
  }
  ~WholeFileTest() override { fs::remove_all(folder_); }

  static std::string content(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }

  fs::path folder_, file_;
};

TEST_F(WholeFileTest, StandsUnderItsNameOnlyWhenItIsWhole) {
  std::string text(200'000, 'x');
  text += "the end";
  {
    WholeFile file(file_);
    file.out() << text;
    EXPECT_FALSE(fs::exists(file_));
    file.commit();
  }
  EXPECT_EQ(content(file_), text);
  EXPECT_EQ(files(), 1U);
}

TEST_F(WholeFileTest, LeavesWhatStoodThereWhereItIsNotCommitted) {
  std::ofstream(file_) << "before";
  WholeFile(file_).out() << "after";
  EXPECT_EQ(content(file_), "before");
  EXPECT_EQ(files(), 1U);
}

TEST_F(WholeFileTest, ASecretIsItsOwnersAloneFromTheFirstByte) {
  constexpr auto kOthers = fs::perms::group_all | fs::perms::others_all;
  const auto others = [&](const fs::path& file) { return fs::status(file).permissions() & kOthers; };
  std::ofstream(file_) << "before";
  fs::permissions(file_, fs::perms::all);
  WholeFile secret(file_, WholeFile::Readers::owner);
  secret.out() << "secret" << std::flush;
  for (const auto& entry : fs::directory_iterator(folder_))
    if (entry.path() != file_) {
      EXPECT_EQ(content(entry.path()), "secret");
      EXPECT_EQ(others(entry.path()), fs::perms::none);
    }
  secret.commit();
  EXPECT_EQ(others(file_), fs::perms::none);

  WholeFile open(file_);
  open.commit();
  std::ofstream(folder_ / "usual") << "usual";
  EXPECT_EQ(fs::status(file_).permissions(), fs::status(folder_ / "usual").permissions());
}

TEST_F(WholeFileTest, ALinkIsFollowedAndADeviceRefused) {
  std::ofstream(file_) << "before";
  const auto link = folder_ / "link";
  fs::create_symlink(file_, link);
  WholeFile file(link);
  file.out() << "after";
  file.commit();
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(content(file_), "after");
  EXPECT_THROW(WholeFile("/dev/null"), BadInput);
  EXPECT_THROW(WholeFile{folder_}, BadInput);
  EXPECT_THROW(WholeFile(folder_ / "nowhere" / "file"), Error);
}

TEST_F(WholeFileTest, TwoAtOnceDoNotWriteIntoEachOther) {
  WholeFile one(file_), two(file_);
  one.out() << "one";
  two.out() << "two";
  two.commit();
  one.commit();
  EXPECT_EQ(content(file_), "one");
}

TEST_F(WholeFileTest, WhatAKilledProcessOfTheSameNumberLeftIsNotInTheWay) {
  std::ofstream(beside(file_)) << "half";
  WholeFile file(file_);
  file.out() << "whole";
  file.commit();
  EXPECT_EQ(content(file_), "whole");
  EXPECT_EQ(content(beside(file_)), "half");
}

TEST_F(WholeFileTest, WhatAnotherWroteIsPutInPlace) {
  const auto part = folder_ / "part";
  std::ofstream(part) << "whole";
  put_in_place(part, file_);
  EXPECT_EQ(content(file_), "whole");
  EXPECT_FALSE(fs::exists(part));
  EXPECT_THROW(put_in_place(part, file_), Error);
  std::ofstream(part) << "another";
  EXPECT_THROW(put_in_place(part, file_), Conflict);
  EXPECT_EQ(content(file_), "whole");
  EXPECT_NO_THROW(sync_folder(folder_));
  EXPECT_THROW(sync_folder(folder_ / "nowhere"), Error);
}

}  // namespace
}  // namespace entente::base
