// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/compress.hpp"

#include <zlib.h>
#include <zstd.h>

#include "base/error.hpp"

namespace entente::base {

std::string zstd_compress(std::string_view bytes, int level) {
  // One context a thread: making one costs more than compressing a small record.
  struct Context {
    ZSTD_CCtx* c = ZSTD_createCCtx();
    ~Context() { ZSTD_freeCCtx(c); }
  };
  thread_local Context context;
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const auto n = ZSTD_compressCCtx(context.c, out.data(), out.size(), bytes.data(), bytes.size(), level);
  if (ZSTD_isError(n)) throw Error("compression", ZSTD_getErrorName(n));
  out.resize(n);
  return out;
}

std::string zstd_decompress(std::string_view frame, std::size_t limit) {
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
    throw BadInput("compressed original", "is not a whole Zstandard frame");
  if (size > limit)
    throw BadInput("compressed original", "would grow past the limit of " + std::to_string(limit) + " bytes");
  struct Context {
    ZSTD_DCtx* c = ZSTD_createDCtx();
    ~Context() { ZSTD_freeDCtx(c); }
  };
  thread_local Context context;
  std::string out(static_cast<std::size_t>(size), '\0');
  const auto n = ZSTD_decompressDCtx(context.c, out.data(), out.size(), frame.data(), frame.size());
  if (ZSTD_isError(n)) throw BadInput("compressed original", ZSTD_getErrorName(n));
  out.resize(n);
  return out;
}

std::string gzip_compress(std::string_view bytes, int level) {
  z_stream z{};
  // 15 window bits, + 16 for the gzip wrapper.
  if (deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw Error("gzip", "zlib could not start");
  std::string out(deflateBound(&z, static_cast<uLong>(bytes.size())), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  const int ended = deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  if (ended != Z_STREAM_END) throw Error("gzip", "zlib did not finish");
  return out;
}

}  // namespace entente::base
