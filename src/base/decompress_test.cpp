// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/decompress.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "base/compress.hpp"
#include "base/error.hpp"

namespace entente::base {
namespace {

std::string read_all(const std::string& bytes) {
  std::istringstream in(bytes);
  const auto text = decompressed(in, "test");
  std::ostringstream out;
  char part[7];  // NOLINT(cppcoreguidelines-avoid-c-arrays): what istream::read wants
  while (text->read(part, sizeof part) || text->gcount() > 0) out.write(part, text->gcount());
  return out.str();
}

TEST(Decompressed, UnpacksWhatIsPackedAndPassesTheRest) {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += std::to_string(i) + (i % 7 == 0 ? "\n" : " ");
  EXPECT_EQ(read_all(text), text);
  EXPECT_EQ(read_all(gzip_compress(text)), text);
  EXPECT_EQ(read_all(zstd_compress(text)), text);
  EXPECT_EQ(read_all(gzip_compress(text) + gzip_compress("more")), text + "more");
  EXPECT_EQ(read_all(zstd_compress(text) + zstd_compress("more")), text + "more");
  for (const std::string small : {"", "a", "abc", "abcd", "abcde"}) EXPECT_EQ(read_all(small), small);
}

TEST(Decompressed, TellsOfWhatIsBrokenOrCutShort) {
  const auto gzip = gzip_compress(std::string(5000, 'x') + "end"),
             zstd = zstd_compress("some text to be packed");
  EXPECT_THROW(read_all(gzip.substr(0, gzip.size() - 3)), BadInput);
  EXPECT_THROW(read_all(zstd.substr(0, zstd.size() - 3)), BadInput);
  auto broken = gzip;
  for (std::size_t i = 10; i < broken.size(); ++i) broken[i] = static_cast<char>(broken[i] ^ 0x5A);
  EXPECT_THROW(read_all(broken), BadInput);
  EXPECT_THROW(read_all(zstd.substr(0, 4) + std::string(40, '\xFF')), BadInput);
}

}  // namespace
}  // namespace entente::base
