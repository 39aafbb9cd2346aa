// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/key.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <thread>
#include <vector>

#include "base/error.hpp"

namespace entente::access {
namespace {

class KeyFile : public testing::Test {
 protected:
  KeyFile() {
    auto name = (std::filesystem::temp_directory_path() / "entente-key-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~KeyFile() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST(Key, OpensWhatItSealedForTheSamePurposeAlone) {
  const auto key = Key::fresh(), other = Key::fresh();
  const auto sealed = key.seal("second factor of one", "twenty bytes, or none");
  EXPECT_TRUE(is_sealed(sealed));
  EXPECT_EQ(sealed.find("twenty"), std::string::npos);
  EXPECT_EQ(key.open("second factor of one", sealed), "twenty bytes, or none");
  EXPECT_FALSE(key.open("second factor of another", sealed));
  EXPECT_FALSE(other.open("second factor of one", sealed));
  EXPECT_NE(key.seal("same", "same"), key.seal("same", "same")) << "equal secrets would show as equal";
  EXPECT_EQ(key.open("none", key.seal("none", "")), "");
}

TEST(Key, DerivesTheSameForTheSamePurposeAlone) {
  const auto key = Key::fresh();
  EXPECT_EQ(key.derive("offer 1").size(), 32U);
  EXPECT_EQ(key.derive("offer 1"), Key::parse(key.text())->derive("offer 1"));
  EXPECT_NE(key.derive("offer 1"), key.derive("offer 2"));
  EXPECT_NE(key.derive("offer 1"), Key::fresh().derive("offer 1"));
}

TEST(Key, NoticesEveryByteThatWasChangedOrCut) {
  const auto key = Key::fresh();
  const auto sealed = key.seal("purpose", "secret");
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    auto changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(key.open("purpose", changed)) << at;
    EXPECT_FALSE(key.open("purpose", sealed.substr(0, at))) << at;
  }
}

TEST(Key, IsReadBackFromItsText) {
  const auto key = Key::fresh();
  const auto again = Key::parse(key.text() + "\r\n");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->name(), key.name());
  EXPECT_EQ(again->open("p", key.seal("p", "x")), "x");
  EXPECT_NE(Key::fresh().name(), key.name());
  for (const auto* text : {"", "entente-key-1 ", "entente-key-1 AAAA", "key", "entente-key-1 !"})
    EXPECT_FALSE(Key::parse(text)) << text;
  EXPECT_FALSE(Key::parse(key.text() + "A"));
}

TEST_F(KeyFile, IsMadeForItsOwnerAloneAndThenKept) {
  const auto file = folder_ / "register.key";
  const auto made = key_in(file);
  EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::all,
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(key_in(file).name(), made.name());
  std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  EXPECT_THROW(key_in(file), base::BadInput);
}

TEST_F(KeyFile, ThatHoldsNoKeyIsNotReplaced) {
  const auto file = folder_ / "register.key";
  std::ofstream(file) << "entente-key-1 cut";
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  EXPECT_THROW(key_in(file), base::BadInput);
  EXPECT_EQ(std::filesystem::file_size(file), 17U);
}

TEST_F(KeyFile, IsOneForManyThatMakeItAtOnce) {
  const auto file = folder_ / "register.key";
  std::vector<std::string> names(8);
  {
    std::vector<std::jthread> threads;
    for (auto& name : names) threads.emplace_back([&name, &file] { name = key_in(file).name(); });
  }
  for (const auto& name : names) EXPECT_EQ(name, names.front());
}

}  // namespace
}  // namespace entente::access
