// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/known_hashes.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <set>

#include "access/password.hpp"
#include "base/error.hpp"

namespace entente::access {
namespace {

std::string sha1_of(const std::string& text, bool small) {
  std::array<unsigned char, 20> bytes{};
  unsigned length = 20;
  EVP_Digest(text.data(), text.size(), bytes.data(), &length, EVP_sha1(), nullptr);
  const std::string_view digits = small ? "0123456789abcdef" : "0123456789ABCDEF";
  std::string out;
  for (const auto byte : bytes) (out += digits[byte >> 4]) += digits[byte & 15U];
  return out;
}

class KnownHashesTest : public testing::Test {
 protected:
  ~KnownHashesTest() override { std::filesystem::remove(path_); }
  /// Thousands of passwords, with counts of every length.
  const std::filesystem::path& file(int count, bool small = false, const std::string& end = "\n",
                                    bool counts = true) {
    std::set<std::string> lines;
    for (int i = 0; i < count; ++i) lines.insert(sha1_of("known password " + std::to_string(i), small));
    std::ofstream out(path_, std::ios::trunc | std::ios::binary);
    std::uint64_t n = 1;
    for (const auto& line : lines) {
      out << line;
      if (counts) out << ':' << n;
      out << end;
      n = n * 7 % 10'000'019;
    }
    return path_;
  }
  const std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("entente-hashes-" + std::to_string(::getpid()) + ".txt");
};

TEST_F(KnownHashesTest, EveryPasswordOfTheFileIsFoundAndNoOther) {
  for (const int count : {1, 2, 3, 50, 5000}) {
    ASSERT_TRUE(KnownHashes::is_one(file(count)));
    const KnownHashes known(path_);
    for (int i = 0; i < count; ++i)
      EXPECT_TRUE(known.contains("known password " + std::to_string(i))) << i << " of " << count;
    for (int i = count; i < count + 1000; ++i)
      EXPECT_FALSE(known.contains("known password " + std::to_string(i))) << i << " of " << count;
  }
}

TEST_F(KnownHashesTest, SmallLettersOtherEndsOfLinesAndNoCountsWillDo) {
  for (const bool small : {false, true})
    for (const auto* end : {"\n", "\r\n"})
      for (const bool counts : {false, true}) {
        const KnownHashes known(file(200, small, end, counts));
        for (int i = 0; i < 200; ++i) EXPECT_TRUE(known.contains("known password " + std::to_string(i)));
        EXPECT_FALSE(known.contains("another"));
      }
}

TEST_F(KnownHashesTest, AFileInAnotherOrderIsRefused) {
  file(3000);
  std::ofstream(path_, std::ios::app) << std::string(40, '0') << ":1\n";
  std::string text;
  {
    std::ifstream in(path_);
    text.assign(std::istreambuf_iterator<char>(in), {});
  }
  const auto half = text.find('\n', text.size() / 2) + 1;
  std::ofstream(path_, std::ios::trunc) << text.substr(half) << text.substr(0, half);
  EXPECT_THROW(KnownHashes{path_}, base::BadInput);
  std::ofstream(path_, std::ios::trunc) << sha1_of("x", false) << "\nno hash\n" << std::string(5000, 'x');
  EXPECT_THROW(KnownHashes{path_}, base::BadInput);
  EXPECT_THROW(KnownHashes{"/nowhere/hashes.txt"}, base::BadInput);
}

TEST_F(KnownHashesTest, IsHeededWhereAPasswordIsChosen) {
  std::ofstream(path_) << sha1_of("correct horse battery staple", false) << ":42\n";
  const CommonPasswords common(path_);
  EXPECT_EQ(fault_of_password("correct horse battery staple", common, {}), PasswordFault::common);
  EXPECT_FALSE(fault_of_password("correct horse battery stapler", common, {}));
}

TEST_F(KnownHashesTest, ALongFileOfPlainPasswordsIsRefusedBeforeItFillsTheMemory) {
  std::ofstream out(path_, std::ios::trunc);
  for (int i = 0; i <= 2'000'000; ++i) out << "p" << i << '\n';
  out.close();
  EXPECT_THROW(CommonPasswords{path_}, base::BadInput);
}

}  // namespace
}  // namespace entente::access
