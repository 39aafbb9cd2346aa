// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/tree.hpp"

/// How a log lies in files (C2SP tlog-tiles): hashes in tiles of 256, entries in bundles of 256. The names,
/// and what stands in them, are told here and nowhere else.
namespace entente::ledger {

inline constexpr unsigned kTileHeight = 8;
inline constexpr unsigned kTileWidth = 256;
inline constexpr std::size_t kMaxEntry = 65'535;  ///< bytes; its length is 16 bits
inline constexpr unsigned kMaxTileLevel = 63;

/// Hash number i of tile n at level l is the root of the 256^l leaves from (256 n + i) 256^l on.
struct Tile {
  unsigned level = 0;
  std::uint64_t index = 0;
  unsigned width = kTileWidth;  ///< hashes in it, 1 to 256; what is less than 256 is a partial tile
  bool operator==(const Tile&) const = default;
};

/// A name below the log's prefix that tlog-tiles knows: a tile of hashes, or a bundle of entries (level 0).
struct TileName {
  bool entries = false;
  Tile tile;
  bool operator==(const TileName&) const = default;
};
std::string path_of(const TileName&);  ///< "tile/1/x001/234.p/17", "tile/entries/000"
/// Nothing where it is written in any other way than path_of writes it.
std::optional<TileName> parse_tile_path(std::string_view path);

/// How wide this tile is in a tree of that size; 0: there is none.
unsigned width_in(std::uint64_t size, unsigned level, std::uint64_t index);
/// The tiles that a tree of `size` has and one of `old_size` has not, lowest level first, each as wide as it
/// is.
std::vector<Tile> tiles_since(std::uint64_t old_size, std::uint64_t size);

/// The bytes of a tile, width * 32 of them. Throws where there is none.
using ReadTile = std::function<std::string(const Tile&)>;
/// Hashes of the tree of this size, out of its tiles. Throws BadInput where a tile has not the length it must
/// have.
ReadHashes hashes_in_tiles(std::uint64_t size, ReadTile);

/// The hash at a place of a tile.
Hash hash_at(std::string_view tile, std::size_t place);
void append_hash(std::string& tile, const Hash&);

/// Adds an entry to a bundle. Throws Error where it is longer than kMaxEntry.
void append_entry(std::string& bundle, std::string_view entry);
/// The entries of a bundle of this width, pointing into it. Throws BadInput where it has more, fewer, or half
/// of one.
std::vector<std::string_view> entries_of(std::string_view bundle, unsigned width);

}  // namespace entente::ledger
