// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "ledger/tiles.hpp"
#include "store/log.hpp"

/// Internal to registry: tiles of the log, made of what the store keeps. What no longer has the hash that was
/// signed is given to nobody: it throws base::Error naming the entry.
namespace entente::registry {

/// The next tile that is to be kept, of entries that are there.
store::LogTile whole_tile(store::LogReader&, std::uint64_t index);

/// The hashes of a tile of the width that it says, or the beginning of a wider one.
std::string hashes_of_tile(store::LogReader&, const ledger::Tile&);
/// The entries of a tile of level 0, as a bundle.
std::string entries_of_tile(store::LogReader&, const ledger::Tile&);

/// Of the tree of the first `size` entries, all whose whole tiles are kept. The reader outlives it.
ledger::ReadHashes hashes_of_log(store::LogReader&, std::uint64_t size);

}  // namespace entente::registry
