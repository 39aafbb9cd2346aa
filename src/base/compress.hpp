// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace entente::base {

/// Zstandard frames, for what the register keeps.
std::string zstd_compress(std::string_view bytes, int level = 3);
/// Throws BadInput where the frame is broken or would grow past `limit` bytes.
std::string zstd_decompress(std::string_view frame, std::size_t limit);

/// gzip members (RFC 1952), for what goes over HTTP.
std::string gzip_compress(std::string_view bytes, int level = 6);

}  // namespace entente::base
