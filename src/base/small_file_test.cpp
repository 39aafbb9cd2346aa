// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/small_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "base/error.hpp"

namespace entente::base {
namespace {

class SmallFile : public testing::Test {
 protected:
  SmallFile() { std::filesystem::create_directories(folder_); }
  ~SmallFile() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path with(std::string_view bytes) {
    const auto file = folder_ / "policy.toml";
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("entente-small-file-" + std::to_string(getpid()));
};

TEST_F(SmallFile, IsReadUpToItsBound) {
  EXPECT_EQ(read_small_file(with("déjà"), 6), "déjà");
  EXPECT_THROW(read_small_file(with("1234567"), 6), BadInput);
  EXPECT_EQ(read_small_file(with(""), 6), "");
}

TEST_F(SmallFile, WhatIsNoTextIsRefused) {
  EXPECT_THROW(read_small_file(with(std::string_view("a\0b", 3)), 6), BadInput);
  EXPECT_THROW(read_small_file(with("\xff"), 6), BadInput);
}

TEST_F(SmallFile, WhatIsNoFileIsNotWaitedFor) {
  EXPECT_THROW(read_small_file(folder_, 6), BadInput);
  EXPECT_THROW(read_small_file(folder_ / "none", 6), NotFound);
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_THROW(read_small_file(folder_ / "pipe", 6), BadInput);
}

}  // namespace
}  // namespace entente::base
