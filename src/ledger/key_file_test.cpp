// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/key_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/error.hpp"

namespace entente::ledger {
namespace {

namespace fs = std::filesystem;

class KeyFileTest : public testing::Test {
 protected:
  KeyFileTest() { fs::create_directories(folder); }
  ~KeyFileTest() override { fs::remove_all(folder); }

  void holds(const std::string& text) const {
    std::ofstream(file, std::ios::binary) << text;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  }

  const fs::path folder = fs::temp_directory_path() / ("entente-key-file-" + std::to_string(::getpid()));
  const fs::path file = folder / "log.key";
  const SignerKey one = SignerKey::make("log.example", KeyKind::log),
                  two = SignerKey::make("log.example", KeyKind::log);
};

TEST_F(KeyFileTest, GivesBackWhatWasPutInForItsOwnerAlone) {
  std::vector<SignerKey> keys;
  keys.push_back(SignerKey::parse(two.text()));
  keys.push_back(SignerKey::parse(one.text()));
  write_key_file(file, keys, KeyFileIs::made);
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const auto read = read_key_file(file);
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].text(), two.text());
  EXPECT_EQ(read[1].text(), one.text());
  EXPECT_THROW(write_key_file(file, keys, KeyFileIs::made), base::Conflict);
  keys.pop_back();
  write_key_file(file, keys, KeyFileIs::replaced);
  EXPECT_EQ(read_key_file(file).size(), 1U);
}

TEST_F(KeyFileTest, ThatOthersMayOpenIsRefused) {
  for (const auto others :
       {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write, fs::perms::others_write}) {
    holds(one.text() + "\n");
    EXPECT_NO_THROW(read_key_file(file));
    fs::permissions(file, others, fs::perm_options::add);
    EXPECT_THROW(read_key_file(file), base::BadInput);
  }
}

TEST_F(KeyFileTest, ThatHoldsSomethingElseIsRefusedWithoutTellingIt) {
  EXPECT_THROW(read_key_file(file), base::BadInput) << "it is not there";
  EXPECT_THROW(read_key_file(folder), base::BadInput);
  const auto secret = one.text();
  std::string nine;
  for (int i = 0; i < 9; ++i) nine += SignerKey::make("log.example", KeyKind::log).text() + "\n";
  for (const auto& text :
       {std::string(), std::string("\n\n"), secret + "A\n", one.verifier().text() + "\n",
        secret + "\n" + secret + "\n", secret + "\n" + SignerKey::make("other.example", KeyKind::log).text(),
        secret + "\n" + SignerKey::make("log.example", KeyKind::witness).text(), nine,
        std::string(20'000, 'x')}) {
    holds(text);
    try {
      read_key_file(file);
      ADD_FAILURE() << text;
    } catch (const base::BadInput& e) {
      EXPECT_EQ(
          std::string(e.what()).find(secret.substr(std::string("PRIVATE+KEY+log.example+0a1b2c3d+").size())),
          std::string::npos);
    }
  }
  holds(secret);
  EXPECT_EQ(read_key_file(file).size(), 1U) << "the end of the last line may be missing";
}

TEST_F(KeyFileTest, OfWhatOthersCheckWithMayHaveWordsBesides) {
  const auto first = one.verifier().text(), second = two.verifier().text();
  holds("# the log\n" + first + "\n\n  " + second + "\r\n");
  fs::permissions(file, fs::perms::others_read, fs::perm_options::add);
  EXPECT_EQ(read_public_keys(file), (std::vector{one.verifier(), two.verifier()}));
  holds("# the log\n" + first + "x\n");
  try {
    read_public_keys(file);
    ADD_FAILURE();
  } catch (const base::BadInput& e) {
    EXPECT_EQ(e.thing(), file.string() + ":2");
  }
  std::string many;
  for (int i = 0; i < 101; ++i) many += first + "\n";
  holds(many);
  EXPECT_THROW(read_public_keys(file), base::BadInput);
  EXPECT_THROW(read_public_keys(folder / "none"), base::BadInput);
}

}  // namespace
}  // namespace entente::ledger
