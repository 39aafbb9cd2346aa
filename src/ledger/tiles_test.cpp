// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/tiles.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "ledger/log_test.hpp"

namespace entente::ledger {
namespace {

TEST(Tiles, AreNamedAsTheStandardNamesThem) {
  EXPECT_EQ(path_of({.entries = false, .tile = {0, 1234067, 256}}), "tile/0/x001/x234/067");
  EXPECT_EQ(path_of({.entries = false, .tile = {2, 0, 1}}), "tile/2/000.p/1");
  EXPECT_EQ(path_of({.entries = true, .tile = {0, 1000, 255}}), "tile/entries/x001/000.p/255");
  for (const std::uint64_t index :
       {0ULL, 7ULL, 999ULL, 1000ULL, 999'999ULL, 1'000'000ULL, 123'456'789'012ULL})
    for (const unsigned width : {1U, 17U, 256U})
      for (const bool entries : {false, true}) {
        const TileName name{entries, {entries ? 0U : 3U, index, width}};
        EXPECT_EQ(parse_tile_path(path_of(name)), name) << path_of(name);
      }
}

TEST(Tiles, AreFoundByTheirOneName) {
  for (const auto* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "tile/0/00",
                           "tile/0/0000",
                           "tile/0/067/x234",
                           "tile/0/x000/067",
                           "tile/0/x01/067",
                           "tile/00/000",
                           "tile/64/000",
                           "tile/-1/000",
                           "tile/+1/000",
                           "tile/0x0/000",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/0/000.p/",
                           "tile/0/000.p/1/",
                           "tile/0/000/p/1",
                           "tile/0/000.P/1",
                           "tile/entry/000",
                           "tile/entries/",
                           "tile/0//000",
                           "/tile/0/000",
                           "tile/0/x001/x234/067/",
                           "tile/0/ 01",
                           "tile/0/x001",
                           "tile/0/x999/x999/x999/x999/x999/x999/999",
                           "tile/0/000.p/1.p/1"})
    EXPECT_FALSE(parse_tile_path(path)) << path;
}

TEST(Tiles, OfATreeOf70000AreThoseOfTheStandardsExample) {
  unsigned full0 = 0, full1 = 0;
  std::vector<Tile> partial;
  for (const auto& tile : tiles_since(0, 70'000)) {
    if (tile.width != kTileWidth)
      partial.push_back(tile);
    else if (tile.level == 0)
      ++full0;
    else if (tile.level == 1)
      ++full1;
    else
      ADD_FAILURE() << "a full tile at level " << tile.level;
  }
  EXPECT_EQ(full0, 273);
  EXPECT_EQ(full1, 1);
  EXPECT_EQ(partial, (std::vector<Tile>{{0, 273, 112}, {1, 1, 17}, {2, 0, 1}}));
}

TEST(Tiles, OfATreeOf256AreOneFullAndOnePartial) {
  EXPECT_EQ(tiles_since(0, 256), (std::vector<Tile>{{0, 0, 256}, {1, 0, 1}}));
  EXPECT_EQ(tiles_since(255, 257), (std::vector<Tile>{{0, 0, 256}, {0, 1, 1}, {1, 0, 1}}));
  EXPECT_EQ(tiles_since(0, 0), std::vector<Tile>{});
  EXPECT_EQ(tiles_since(70'000, 70'000), std::vector<Tile>{});
  EXPECT_EQ(width_in(256, 0, 1), 0U);
  EXPECT_EQ(width_in(70'000, 8, 0), 0U);
}

TEST(Tiles, GiveTheHashesOfTheTree) {
  const auto key = SignerKey::make("log.example", KeyKind::log);
  const MadeLog log(key, 70'000);
  const auto hashes = log.hashes();
  EXPECT_EQ(root_of(70'000, hashes), log.checkpoint.root);
  for (const std::uint64_t index : {0ULL, 255ULL, 256ULL, 65'535ULL, 65'536ULL, 69'999ULL}) {
    const auto proof = prove_inclusion(index, 70'000, hashes);
    EXPECT_TRUE(proves_inclusion(proof, index, 70'000, leaf_hash(log.entries[index]), log.checkpoint.root))
        << index;
  }
  for (const std::size_t size : {1U, 2U, 255U, 256U, 257U, 600U, 65'536U, 69'999U}) {
    Edge edge;
    for (std::size_t i = 0; i < size; ++i) edge.add(leaf_hash(log.entries[i]));
    EXPECT_TRUE(proves_consistency(prove_consistency(size, 70'000, hashes), size, edge.root(), 70'000,
                                   log.checkpoint.root))
        << size;
  }
}

TEST(Tiles, OfAnotherLengthAreRefused) {
  const auto hashes =
      hashes_in_tiles(300, [](const Tile& tile) { return std::string(tile.width * 32 - 1, 'x'); });
  EXPECT_THROW(root_of(300, hashes), base::BadInput);
}

TEST(Bundles, CarryEntriesOfAnyBytes) {
  std::string bundle;
  const std::vector<std::string> entries{"", std::string("a\0b", 3), std::string(kMaxEntry, 'z')};
  for (const auto& one : entries) append_entry(bundle, one);
  const auto read = entries_of(bundle, 3);
  EXPECT_EQ(std::vector<std::string>(read.begin(), read.end()), entries);
  EXPECT_THROW(append_entry(bundle, std::string(kMaxEntry + 1, 'z')), base::Error);
  for (const unsigned width : {0U, 2U, 4U}) EXPECT_THROW(entries_of(bundle, width), base::BadInput) << width;
  EXPECT_THROW(entries_of(bundle.substr(0, bundle.size() - 1), 3), base::BadInput);
  EXPECT_THROW(entries_of(bundle + '\0', 3), base::BadInput);
}

}  // namespace
}  // namespace entente::ledger
