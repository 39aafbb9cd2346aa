// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/packed.hpp"

#include "base/compress.hpp"
#include "base/error.hpp"

namespace entente::store {

namespace {
// Below this, the frame's own bytes and the time to make it outweigh what it saves.
constexpr std::size_t kWorthPacking = 512;
}  // namespace

Packed::Packed(std::string_view original) : original_(original) {
  if (original.size() <= kWorthPacking) return;
  frame_ = base::zstd_compress(original);
  if (frame_.size() > original.size() - original.size() / 8) frame_.clear();
}

std::string unpack(std::int64_t encoding, std::string_view kept, std::size_t limit) {
  if (encoding == 1) return base::zstd_decompress(kept, limit);
  if (encoding != 0)
    throw base::BadInput(
        "kept bytes", "have the encoding " + std::to_string(encoding) + ", which this Entente does not know",
        "Install the version that wrote them.");
  return std::string(kept);
}

}  // namespace entente::store
