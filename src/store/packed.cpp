// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/packed.hpp"

#include "base/compress.hpp"
#include "base/error.hpp"
#include "embedded/store_data.hpp"

namespace entente::store {

namespace {

constexpr std::int64_t kFrame = 1, kFrameOfBody = 2;

// Below these, the frame's own bytes and the time to make it outweigh what it saves.
constexpr std::size_t kBlobWorthPacking = 512;
constexpr std::size_t kBodyWorthPacking = 64;

// What was written with a dictionary is read with the same one for ever: another one gets another file and
// another encoding.
const base::ZstdDictionary& dictionary_of_bodies() {
  static const base::ZstdDictionary dictionary(embedded::store_data("data/store/bodies-1.dict"));
  return dictionary;
}

}  // namespace

Packed::Packed(Kind kind, std::string_view original)
    : original_(original), frame_encoding_(kind == Kind::body ? kFrameOfBody : kFrame) {
  if (original.size() <= (kind == Kind::body ? kBodyWorthPacking : kBlobWorthPacking)) return;
  frame_ = kind == Kind::body ? dictionary_of_bodies().compress(original) : base::zstd_compress(original);
  if (frame_.size() > original.size() - original.size() / 8) frame_.clear();
}

std::string unpack(std::int64_t encoding, std::string_view kept, std::size_t limit) {
  if (encoding == kFrame) return base::zstd_decompress(kept, limit);
  if (encoding == kFrameOfBody) return dictionary_of_bodies().decompress(kept, limit);
  if (encoding != 0)
    throw base::BadInput(
        "kept bytes", "have the encoding " + std::to_string(encoding) + ", which this Entente does not know",
        "Install the version that wrote them.");
  return std::string(kept);
}

}  // namespace entente::store
