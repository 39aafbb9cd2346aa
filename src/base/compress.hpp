// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace entente::base {

/// Zstandard frames, for what the register keeps.
std::string zstd_compress(std::string_view bytes, int level = 3);
/// Throws BadInput where the frame is broken or would grow past `limit` bytes.
std::string zstd_decompress(std::string_view frame, std::size_t limit);

/// Frames made with a dictionary: short texts that resemble it take a fraction of what they would alone. They
/// name it by its number, and only the same bytes unpack them. May be used from several threads.
class ZstdDictionary {
 public:
  /// `bytes`: as `zstd --train` writes them. Throws Error where they are no dictionary.
  explicit ZstdDictionary(std::string_view bytes, int level = 3);
  ~ZstdDictionary();
  ZstdDictionary(const ZstdDictionary&) = delete;
  ZstdDictionary& operator=(const ZstdDictionary&) = delete;

  std::string compress(std::string_view bytes) const;
  /// Throws BadInput where the frame is broken, was made with another dictionary or would grow past `limit`
  /// bytes.
  std::string decompress(std::string_view frame, std::size_t limit) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// gzip members (RFC 1952), for what goes over HTTP.
std::string gzip_compress(std::string_view bytes, int level = 6);

}  // namespace entente::base
