// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace entente::store {

/// Most bytes of a body and of a blob: what is taken in must also be given back.
inline constexpr std::size_t kMostBody = 64UL << 20;
inline constexpr std::size_t kMostBlob = 512UL << 20;

/// What is kept: bodies are short and alike, and there is a dictionary for them.
enum class Kind : std::uint8_t { body, blob, pack_of_bodies, pack_of_blobs };

/// Where a text stands in a pack (store/pack.hpp).
struct Place {
  std::int64_t pack = 0;  ///< its number
  std::uint64_t offset = 0, size = 0;
};

/// The encoding of what stands in a pack.
inline constexpr std::int64_t kPlaced = 3;

/// Bytes as they are kept. `encoding` stands in a column beside them: 0 as they are, 1 a Zstandard frame, 2 a
/// frame made with the dictionary of bodies (data/store), 3 a place: three numbers, seven bits a byte, the
/// lowest first, the eighth bit where another follows.
class Packed {
 public:
  /// Compresses where that saves something worth having. `original` must outlive this.
  Packed(Kind, std::string_view original);
  explicit Packed(const Place&);
  Packed(const Packed&) = delete;
  Packed& operator=(const Packed&) = delete;

  std::int64_t encoding() const { return frame_.empty() ? 0 : frame_encoding_; }
  std::string_view bytes() const { return frame_.empty() ? original_ : frame_; }

 private:
  std::string_view original_;
  std::int64_t frame_encoding_;
  std::string frame_;
};

/// The original of what stands by itself. Throws base::BadInput where it is broken, would pass `limit` or has
/// an encoding unknown here.
std::string unpack(std::int64_t encoding, std::string_view kept, std::size_t limit);

/// What is kept of a text with the encoding kPlaced. Throws base::BadInput where it is no place.
Place place_of(std::string_view kept);

/// The text that stands there. Throws base::BadInput where the pack ends before it, or it would pass `limit`.
std::string text_in(std::string_view pack, const Place&, std::size_t limit);

}  // namespace entente::store
