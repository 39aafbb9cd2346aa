// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as the name of a tile: each has one.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ledger/tiles.hpp"

namespace ledger = entente::ledger;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto name = ledger::parse_tile_path(bytes)) {
    must(ledger::path_of(*name) == bytes);
    must(name->tile.width >= 1 && name->tile.width <= ledger::kTileWidth);
    must(name->tile.level <= ledger::kMaxTileLevel && name->tile.index <= ledger::kMaxSize);
  }
  return 0;
}
