// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/id.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "base/compress.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"

namespace entente::base {
namespace {

TEST(Uuid, OfVersion7SortsInTheOrderItWasMade) {
  Uuid last;
  for (int i = 0; i < 10'000; ++i) {
    const auto id = Uuid::v7(Instant{1'700'000'000'000 + i / 5'000});
    EXPECT_LT(last, id);
    last = id;
  }
  const auto text = last.str();
  EXPECT_EQ(text[14], '7');
  EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos);
  EXPECT_EQ(text.substr(0, 8), "018bcfe5");
}

TEST(Uuid, OfVersion7KnowsWhenItWasMade) {
  EXPECT_EQ(Uuid::v7(Instant{1'700'000'000'123}).made(), Instant{1'700'000'000'123});
  EXPECT_EQ(day_of(Uuid::v7(Instant{1'700'000'000'123}).made()), 19'675);
  EXPECT_EQ(day_of(Instant{-1}), -1);
  EXPECT_EQ(day_of(Instant{}), 0);
}

TEST(Uuid, IsUniqueAcrossThreads) {
  std::vector<std::vector<Uuid>> made(4);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : made)
      threads.emplace_back([&mine] {
        for (int i = 0; i < 2'000; ++i) mine.push_back(Uuid::v7(Instant{1}));
      });
  }
  std::set<Uuid> all;
  for (const auto& mine : made) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 8'000u);
}

TEST(Uuid, ReadsItsOwnFormAndNoOther) {
  const auto id = Uuid::v7(Instant{5});
  EXPECT_EQ(Uuid::parse(id.str()), id);
  EXPECT_TRUE(Uuid::parse("018BCFE5-6800-7000-8000-000000000000"));
  for (const auto* text : {"", "018bcfe5", "018bcfe5-6800-7000-8000-00000000000g",
                           "018bcfe56-800-7000-8000-000000000000", "{018bcfe5-6800-7000-8000-000000000000}"})
    EXPECT_FALSE(Uuid::parse(text)) << text;
}

TEST(Hash, IsSha256) {
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Sha256Stream stream;
  stream.add("a");
  stream.add("bc");
  EXPECT_EQ(hex(stream.finish()), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Compression, GivesBackWhatItTook) {
  const std::string text(100'000, 'x');
  const auto frame = zstd_compress(text);
  EXPECT_LT(frame.size(), 1'000u);
  EXPECT_EQ(zstd_decompress(frame, text.size()), text);
  EXPECT_EQ(zstd_decompress(zstd_compress(""), 0), "");
  EXPECT_THROW(zstd_decompress(frame, text.size() - 1), BadInput);
  EXPECT_THROW(zstd_decompress(frame.substr(0, frame.size() - 3), text.size()), BadInput);
  EXPECT_THROW(zstd_decompress("no frame", 100), BadInput);
  EXPECT_EQ(gzip_compress("hello").substr(0, 2), "\x1f\x8b");
}

}  // namespace
}  // namespace entente::base
