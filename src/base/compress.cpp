// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/compress.hpp"

#include <libdeflate.h>
#include <zstd.h>

#include <map>
#include <memory>
#include <string>

#include "base/error.hpp"

namespace entente::base {

namespace {

// One context a thread: making one costs more than compressing a small record.
ZSTD_CCtx* compressing() {
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                                  &ZSTD_freeCCtx);
  return context.get();
}

ZSTD_DCtx* decompressing() {
  thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                                  &ZSTD_freeDCtx);
  return context.get();
}

/// One a thread and level: it is larger than what it compresses.
libdeflate_compressor* deflating(int level) {
  struct Free {
    void operator()(libdeflate_compressor* one) const { libdeflate_free_compressor(one); }
  };
  thread_local std::map<int, std::unique_ptr<libdeflate_compressor, Free>> all;
  auto& one = all[level];
  if (!one) one.reset(libdeflate_alloc_compressor(level));
  if (!one) throw Error("gzip", "could not start at level " + std::to_string(level));
  return one.get();
}

std::string compress(std::string_view bytes, int level, const ZSTD_CDict* dictionary) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const auto n = dictionary == nullptr ? ZSTD_compressCCtx(compressing(), out.data(), out.size(),
                                                           bytes.data(), bytes.size(), level)
                                       : ZSTD_compress_usingCDict(compressing(), out.data(), out.size(),
                                                                  bytes.data(), bytes.size(), dictionary);
  if (ZSTD_isError(n)) throw Error("compression", ZSTD_getErrorName(n));
  out.resize(n);
  return out;
}

std::string decompress(std::string_view frame, std::size_t limit, const ZSTD_DDict* dictionary) {
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
    throw BadInput("compressed original", "is not a whole Zstandard frame");
  if (size > limit)
    throw BadInput("compressed original", "would grow past the limit of " + std::to_string(limit) + " bytes");
  std::string out(static_cast<std::size_t>(size), '\0');
  const auto n = dictionary == nullptr ? ZSTD_decompressDCtx(decompressing(), out.data(), out.size(),
                                                             frame.data(), frame.size())
                                       : ZSTD_decompress_usingDDict(decompressing(), out.data(), out.size(),
                                                                    frame.data(), frame.size(), dictionary);
  if (ZSTD_isError(n)) throw BadInput("compressed original", ZSTD_getErrorName(n));
  out.resize(n);
  return out;
}

}  // namespace

std::string zstd_compress(std::string_view bytes, int level) {
  return compress(bytes, level, nullptr);
}

std::string zstd_decompress(std::string_view frame, std::size_t limit) {
  return decompress(frame, limit, nullptr);
}

struct ZstdDictionary::Parts {
  ZSTD_CDict* c;
  ZSTD_DDict* d;
};

ZstdDictionary::ZstdDictionary(std::string_view bytes, int level)
    : parts_(std::make_unique<Parts>(Parts{ZSTD_createCDict(bytes.data(), bytes.size(), level),
                                           ZSTD_createDDict(bytes.data(), bytes.size())})) {
  if (parts_->c != nullptr && parts_->d != nullptr && ZSTD_getDictID_fromDDict(parts_->d) != 0) return;
  ZSTD_freeCDict(parts_->c);
  ZSTD_freeDDict(parts_->d);
  throw Error("dictionary", "is none that Zstandard knows");
}

ZstdDictionary::~ZstdDictionary() {
  ZSTD_freeCDict(parts_->c);
  ZSTD_freeDDict(parts_->d);
}

std::string ZstdDictionary::compress(std::string_view bytes) const {
  return base::compress(bytes, 0, parts_->c);
}

std::string ZstdDictionary::decompress(std::string_view frame, std::size_t limit) const {
  return base::decompress(frame, limit, parts_->d);
}

std::string gzip_compress(std::string_view bytes, int level) {
  auto* const compressor = deflating(level);
  std::string out(libdeflate_gzip_compress_bound(compressor, bytes.size()), '\0');
  const auto n = libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size());
  if (n == 0) throw Error("gzip", "did not finish");
  out.resize(n);
  return out;
}

}  // namespace entente::base
