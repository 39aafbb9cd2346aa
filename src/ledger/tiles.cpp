// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/tiles.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/error.hpp"

namespace entente::ledger {

namespace {

constexpr std::size_t kHashSize = 32;

/// At a level of tiles: how many hashes a tree of this size has there.
std::uint64_t hashes_at(std::uint64_t size, unsigned level) {
  return level * kTileHeight >= 64 ? 0 : size >> (level * kTileHeight);
}

/// A number as tlog-tiles writes levels and widths: digits, the first of which is no zero unless it is the
/// only one.
std::optional<unsigned> small_number(std::string_view text, unsigned most) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value > most) return {};
  if (text.size() > 1 && text.front() == '0') return {};
  return value;
}

/// "x001/x234/067", and nothing that would be written shorter.
std::optional<std::uint64_t> tile_number(std::string_view text) {
  std::uint64_t value = 0;
  bool first = true;
  while (true) {
    const bool more = text.starts_with('x');
    if (more) text.remove_prefix(1);
    if (text.size() < 3 || value > kMaxSize) return {};
    const auto digits = text.substr(0, 3);
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return {};
    if (first && more && digits == "000") return {};
    for (const char c : digits) value = value * 10 + static_cast<unsigned>(c - '0');
    text.remove_prefix(3);
    first = false;
    if (!more) return text.empty() && value <= kMaxSize ? std::optional(value) : std::nullopt;
    if (!text.starts_with('/')) return {};
    text.remove_prefix(1);
  }
}

Hash root_of_run(std::string_view tile, std::size_t from, std::size_t count) {
  if (count == 1) return hash_at(tile, from);
  return node_hash(root_of_run(tile, from, count / 2), root_of_run(tile, from + count / 2, count / 2));
}

std::string said(const Tile& tile) {
  return path_of({false, tile});
}

}  // namespace

std::string path_of(const TileName& name) {
  std::string number = std::to_string(name.tile.index % 1000);
  number.insert(0, 3 - number.size(), '0');
  for (auto rest = name.tile.index / 1000; rest != 0; rest /= 1000) {
    auto part = std::to_string(rest % 1000);
    part.insert(0, 3 - part.size(), '0');
    part.insert(0, 1, 'x');
    part += '/';
    number.insert(0, part);
  }
  auto path =
      "tile/" + (name.entries ? std::string("entries") : std::to_string(name.tile.level)) + "/" + number;
  if (name.tile.width != kTileWidth) path += ".p/" + std::to_string(name.tile.width);
  return path;
}

std::optional<TileName> parse_tile_path(std::string_view path) {
  TileName name;
  if (!path.starts_with("tile/")) return {};
  path.remove_prefix(5);
  const auto slash = path.find('/');
  if (slash == std::string_view::npos) return {};
  const auto level = path.substr(0, slash);
  path.remove_prefix(slash + 1);
  if (level == "entries") {
    name.entries = true;
  } else if (const auto number = small_number(level, kMaxTileLevel)) {
    name.tile.level = *number;
  } else {
    return {};
  }
  if (const auto partial = path.find(".p/"); partial != std::string_view::npos) {
    const auto width = small_number(path.substr(partial + 3), kTileWidth - 1);
    if (!width || *width == 0) return {};
    name.tile.width = *width;
    path = path.substr(0, partial);
  }
  const auto index = tile_number(path);
  if (!index) return {};
  name.tile.index = *index;
  return name;
}

unsigned width_in(std::uint64_t size, unsigned level, std::uint64_t index) {
  const auto hashes = hashes_at(size, level);
  if (index > hashes / kTileWidth) return 0;
  return static_cast<unsigned>(std::min<std::uint64_t>(kTileWidth, hashes - index * kTileWidth));
}

std::vector<Tile> tiles_since(std::uint64_t old_size, std::uint64_t size) {
  std::vector<Tile> tiles;
  for (unsigned level = 0; hashes_at(size, level) != 0; ++level) {
    const auto before = hashes_at(old_size, level), now = hashes_at(size, level);
    if (before == now) continue;
    for (auto index = before / kTileWidth; index * kTileWidth < now; ++index)
      tiles.push_back({level, index, width_in(size, level, index)});
  }
  return tiles;
}

ReadHashes hashes_in_tiles(std::uint64_t size, ReadTile read) {
  return [size, read = std::move(read)](std::span<const Node> nodes) {
    std::vector<Hash> out;
    out.reserve(nodes.size());
    // Neighbours of one proof mostly stand in one tile, or in tiles that follow.
    std::vector<std::pair<Tile, std::string>> kept;
    for (const auto& node : nodes) {
      const auto level = node.level / kTileHeight, height = node.level % kTileHeight;
      const auto first = node.index << height;
      const auto index = first / kTileWidth;
      const Tile tile{level, index, width_in(size, level, index)};
      const auto from = static_cast<std::size_t>(first % kTileWidth), count = std::size_t{1} << height;
      if (tile.width < from + count)
        throw base::Error(said(tile), "a tree of " + std::to_string(size) + " entries has no such subtree");
      auto at = std::find_if(kept.begin(), kept.end(), [&](const auto& one) { return one.first == tile; });
      if (at == kept.end()) {
        auto bytes = read(tile);
        if (bytes.size() != tile.width * kHashSize)
          throw base::BadInput(said(tile), "it has " + std::to_string(bytes.size()) + " bytes where " +
                                               std::to_string(tile.width * kHashSize) + " belong");
        kept.emplace_back(tile, std::move(bytes));
        at = kept.end() - 1;
      }
      out.push_back(root_of_run(at->second, from, count));
    }
    return out;
  };
}

Hash hash_at(std::string_view tile, std::size_t place) {
  Hash hash;
  const auto bytes = tile.substr(place * kHashSize, kHashSize);
  if (bytes.size() != kHashSize) throw base::Error("a tile of the log", "it ends before the hash asked for");
  std::transform(bytes.begin(), bytes.end(), hash.begin(),
                 [](char c) { return static_cast<std::uint8_t>(c); });
  return hash;
}

void append_hash(std::string& tile, const Hash& hash) {
  tile.append(reinterpret_cast<const char*>(hash.data()), hash.size());
}

void append_entry(std::string& bundle, std::string_view entry) {
  if (entry.size() > kMaxEntry)
    throw base::Error("an entry of the log",
                      "it has " + std::to_string(entry.size()) + " bytes, and 65,535 are the most");
  bundle += static_cast<char>(entry.size() >> 8U);
  bundle += static_cast<char>(entry.size() & 0xFFU);
  bundle += entry;
}

std::vector<std::string_view> entries_of(std::string_view bundle, unsigned width) {
  std::vector<std::string_view> entries;
  entries.reserve(width);
  while (!bundle.empty()) {
    if (bundle.size() < 2) throw base::BadInput("a bundle of entries", "it ends within a length");
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>(bundle[0]) << 8U |
                                                 static_cast<unsigned char>(bundle[1]));
    bundle.remove_prefix(2);
    if (bundle.size() < length) throw base::BadInput("a bundle of entries", "it ends within an entry");
    if (entries.size() == width)
      throw base::BadInput("a bundle of entries", "it has more entries than its name says");
    entries.push_back(bundle.substr(0, length));
    bundle.remove_prefix(length);
  }
  if (entries.size() != width)
    throw base::BadInput("a bundle of entries", "it has " + std::to_string(entries.size()) +
                                                    " entries, and " + std::to_string(width) + " are named");
  return entries;
}

}  // namespace entente::ledger
