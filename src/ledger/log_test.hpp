// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/audit.hpp"
#include "ledger/tiles.hpp"

namespace entente::ledger {

/// A log in memory: what one at this size serves, by path.
struct MadeLog {
  std::vector<std::string> entries;
  std::map<std::string, std::string> files;
  Checkpoint checkpoint;

  MadeLog(const SignerKey& key, std::size_t size) : entries(size) {
    for (std::size_t i = 0; i < size; ++i) entries[i] = "entry " + std::to_string(i);
    write(key);
  }

  /// Makes all files anew from the entries.
  void write(const SignerKey& key) {
    files.clear();
    Edge edge;
    std::vector<std::vector<Hash>> levels(1);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      edge.add(leaf_hash(entries[i]));
      levels[0].push_back(leaf_hash(entries[i]));
    }
    for (std::size_t level = 0; level < levels.size(); ++level)
      if (levels[level].size() >= kTileWidth) {
        std::vector<Hash> above;
        for (std::size_t from = 0; from + kTileWidth <= levels[level].size(); from += kTileWidth) {
          Edge tile;
          for (std::size_t i = 0; i < kTileWidth; ++i) tile.add(levels[level][from + i]);
          above.push_back(tile.root());
        }
        levels.push_back(above);
      }
    for (const auto& tile : tiles_since(0, entries.size())) {
      std::string hashes, bundle;
      for (unsigned i = 0; i < tile.width; ++i) {
        append_hash(hashes, levels[tile.level][tile.index * kTileWidth + i]);
        if (tile.level == 0) append_entry(bundle, entries[tile.index * kTileWidth + i]);
      }
      files[path_of({.entries = false, .tile = tile})] = hashes;
      if (tile.level == 0) files[path_of({.entries = true, .tile = tile})] = bundle;
    }
    checkpoint = {key.verifier().name(), entries.size(), edge.root(), {}};
    sign(key);
  }

  void sign(const SignerKey& key) {
    const auto text = text_of(checkpoint);
    files["checkpoint"] = bytes_of(Note{text, {key.sign(text)}});
  }

  Fetch fetch() const {
    return [this](const std::string& path) -> std::optional<std::string> {
      const auto at = files.find(path);
      if (at == files.end()) return {};
      return at->second;
    };
  }

  ReadHashes hashes() const {
    return hashes_in_tiles(entries.size(), [this](const Tile& tile) {
      return files.at(path_of({.entries = false, .tile = tile}));
    });
  }
};

}  // namespace entente::ledger
