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
enum class Kind : std::uint8_t { body, blob };

/// Bytes as they are kept. `encoding` stands in a column beside them: 0 as they are, 1 a Zstandard frame, 2 a
/// frame made with the dictionary of bodies (data/store).
class Packed {
 public:
  /// Compresses where that saves something worth having. `original` must outlive this.
  Packed(Kind, std::string_view original);
  Packed(const Packed&) = delete;
  Packed& operator=(const Packed&) = delete;

  std::int64_t encoding() const { return frame_.empty() ? 0 : frame_encoding_; }
  std::string_view bytes() const { return frame_.empty() ? original_ : frame_; }

 private:
  std::string_view original_;
  std::int64_t frame_encoding_;
  std::string frame_;
};

/// The original. Throws base::BadInput where it is broken, would pass `limit` or has an encoding unknown
/// here.
std::string unpack(std::int64_t encoding, std::string_view kept, std::size_t limit);

}  // namespace entente::store
