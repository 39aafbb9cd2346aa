// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/packed.hpp"

#include "base/compress.hpp"
#include "base/error.hpp"
#include "embedded/store_data.hpp"

namespace entente::store {

namespace {

constexpr std::int64_t kFrame = 1, kFrameOfBody = 2;
constexpr std::size_t kMostOfPlace = 3 * 10;  // bytes

// Below these, the frame's own bytes and the time to make it outweigh what it saves.
constexpr std::size_t kBlobWorthPacking = 512;
constexpr std::size_t kBodyWorthPacking = 64;

// What a pack of bodies holds repeats itself so much that a higher level gains little; originals are packed
// once and make half of a store: docs/decisions/0037, 0062.
constexpr int kLevel = 3, kLevelOfBodies = 1;

// What was written with a dictionary is read with the same one for ever: another one gets another file and
// another encoding. The level is the writer's alone.
template <int level>
const base::ZstdDictionary& dictionary_of_bodies() {
  static const base::ZstdDictionary dictionary(embedded::store_data("data/store/bodies-1.dict"), level);
  return dictionary;
}

bool holds_bodies(Kind kind) {
  return kind == Kind::body || kind == Kind::pack_of_bodies;
}

std::string frame_of(Kind kind, std::string_view original) {
  switch (kind) {
    case Kind::body:
      return dictionary_of_bodies<kLevel>().compress(original);
    case Kind::pack_of_bodies:
      return dictionary_of_bodies<kLevelOfBodies>().compress(original);
    case Kind::pack_of_blobs:
    case Kind::blob:
      break;
  }
  return base::zstd_compress(original, kLevel);
}

void append_number(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(number | 0x80);
  out += static_cast<char>(number);
}

[[noreturn]] void fail_place() {
  throw base::BadInput("kept bytes", "say no place in a pack");
}

/// Takes a number from the beginning of `kept`.
std::uint64_t take_number(std::string_view& kept) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 63 && !kept.empty(); shift += 7) {
    const auto byte = static_cast<std::uint8_t>(kept.front());
    kept.remove_prefix(1);
    number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return number;
  }
  fail_place();
}

}  // namespace

Packed::Packed(Kind kind, std::string_view original)
    : original_(original), frame_encoding_(holds_bodies(kind) ? kFrameOfBody : kFrame) {
  if (original.size() <= (holds_bodies(kind) ? kBodyWorthPacking : kBlobWorthPacking)) return;
  frame_ = frame_of(kind, original);
  if (frame_.size() > original.size() - original.size() / 8) frame_.clear();
}

Packed::Packed(const Place& place) : frame_encoding_(kPlaced) {
  frame_.reserve(kMostOfPlace);
  append_number(frame_, static_cast<std::uint64_t>(place.pack));
  append_number(frame_, place.offset);
  append_number(frame_, place.size);
}

std::string unpack(std::int64_t encoding, std::string_view kept, std::size_t limit) {
  if (encoding == kFrame) return base::zstd_decompress(kept, limit);
  if (encoding == kFrameOfBody) return dictionary_of_bodies<kLevel>().decompress(kept, limit);
  if (encoding != 0)
    throw base::BadInput(
        "kept bytes", "have the encoding " + std::to_string(encoding) + ", which this Entente does not know",
        "Install the version that wrote them.");
  return std::string(kept);
}

Place place_of(std::string_view kept) {
  Place place;
  place.pack = static_cast<std::int64_t>(take_number(kept));
  place.offset = take_number(kept);
  place.size = take_number(kept);
  if (!kept.empty()) fail_place();
  return place;
}

std::string text_in(std::string_view pack, const Place& place, std::size_t limit) {
  if (place.offset > pack.size() || place.size > pack.size() - place.offset || place.size > limit)
    throw base::BadInput("pack " + std::to_string(place.pack), "ends before a text that was put into it",
                         "Stop Entente and restore the last backup.");
  return std::string(pack.substr(place.offset, place.size));
}

}  // namespace entente::store
