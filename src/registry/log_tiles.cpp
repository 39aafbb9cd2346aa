// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log_tiles.hpp"

#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "ledger/tree.hpp"

namespace entente::registry {

namespace {

constexpr auto kWidth = ledger::kTileWidth;

/// As the store keeps it of each entry.
std::string mark_of(const ledger::Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), store::kLogMark};
}

/// The entry that is not what it was, as far as the marks tell.
std::string named(const store::LogTile& kept, const store::LogTile& made) {
  for (unsigned i = 0; i < kWidth; ++i) {
    const auto at = i * store::kLogMark;
    if (kept.marks.compare(at, store::kLogMark, made.marks, at, store::kLogMark) != 0)
      return "entry " + std::to_string(kept.index * kWidth + i) + " of the log";
  }
  return "an entry of the log from " + std::to_string(kept.index * kWidth) + " on";
}

store::LogTile tile_of(std::uint64_t index, const std::vector<std::string>& entries) {
  store::LogTile tile{.index = index, .root = {}, .marks = {}};
  ledger::Edge edge;
  for (const auto& entry : entries) {
    const auto hash = ledger::leaf_hash(entry);
    edge.add(hash);
    tile.marks += mark_of(hash);
  }
  tile.root = edge.root();
  return tile;
}

/// The entries of a tile; where it is kept, all of it, and as it was when it was kept.
std::vector<std::string> checked_entries(store::LogReader& log, std::uint64_t index, unsigned width) {
  const auto kept = log.tile(index);
  auto entries = log.entries(index * kWidth, kept ? kWidth : width);
  if (entries.size() < width)
    throw base::Error("the log", "has no " + std::to_string(index * kWidth + width) + " entries");
  if (kept) {
    const auto made = tile_of(index, entries);
    if (made.root != kept->root)
      throw base::Error(named(*kept, made), "is not what it was when the log was signed",
                        "Restore the register from a backup, and look for what changed the database.");
  }
  entries.resize(width);
  return entries;
}

}  // namespace

store::LogTile whole_tile(store::LogReader& log, std::uint64_t index) {
  const auto entries = log.entries(index * kWidth, kWidth);
  if (entries.size() != kWidth)
    throw base::Error("tile " + std::to_string(index) + " of the log", "is not whole yet");
  return tile_of(index, entries);
}

std::string hashes_of_tile(store::LogReader& log, const ledger::Tile& tile) {
  std::string bytes;
  if (tile.level == 0) {
    for (const auto& entry : checked_entries(log, tile.index, tile.width))
      ledger::append_hash(bytes, ledger::leaf_hash(entry));
    return bytes;
  }
  for (const auto& hash : log.hashes(tile.level, tile.index * kWidth, tile.width))
    ledger::append_hash(bytes, hash);
  return bytes;
}

std::string entries_of_tile(store::LogReader& log, const ledger::Tile& tile) {
  std::string bytes;
  for (const auto& entry : checked_entries(log, tile.index, tile.width)) ledger::append_entry(bytes, entry);
  return bytes;
}

ledger::ReadHashes hashes_of_log(store::LogReader& log, std::uint64_t size) {
  return ledger::hashes_in_tiles(size,
                                 [&log](const ledger::Tile& tile) { return hashes_of_tile(log, tile); });
}

}  // namespace entente::registry
