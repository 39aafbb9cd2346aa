// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// The inner loops of reading XML, sixteen bytes at once where the processor can.
namespace entente::exchange::iati::validation::scan {

/// Whether two texts of one length are the same: names are short, a call costs more than they do.
inline bool same(const char* a, const char* b, std::size_t n) {
  std::uint64_t x = 0, y = 0;
  while (n >= 8) {
    std::memcpy(&x, a, 8);
    std::memcpy(&y, b, 8);
    if (x != y) return false;
    a += 8;
    b += 8;
    n -= 8;
  }
  for (; n > 0; --n)
    if (*a++ != *b++) return false;
  return true;
}

/// The first byte in [p, end) that is '<', '&', ']', '\r' or NUL; sets `words` where one before it is not
/// white.
inline const char* text(const char* p, const char* end, bool& words) {
#ifdef __SSE2__
  const auto less = _mm_set1_epi8('<'), ampersand = _mm_set1_epi8('&'), bracket = _mm_set1_epi8(']'),
             carriage = _mm_set1_epi8('\r'), zero = _mm_setzero_si128(), space = _mm_set1_epi8(' ');
  for (; p + 16 <= end; p += 16) {
    const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const auto stop = _mm_or_si128(
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, less), _mm_cmpeq_epi8(bytes, ampersand)),
                     _mm_or_si128(_mm_cmpeq_epi8(bytes, bracket), _mm_cmpeq_epi8(bytes, carriage))),
        _mm_cmpeq_epi8(bytes, zero));
    // Nothing below a space is left but tabs and line ends: other control characters have been taken out.
    const auto white = _mm_cmpeq_epi8(_mm_max_epu8(bytes, space), space);
    const auto stops = static_cast<unsigned>(_mm_movemask_epi8(stop));
    const auto blacks = ~static_cast<unsigned>(_mm_movemask_epi8(white)) & 0xFFFFU;
    if (stops != 0) {
      const auto n = static_cast<unsigned>(__builtin_ctz(stops));
      words = words || (blacks & ((1U << n) - 1U)) != 0;
      return p + n;
    }
    words = words || blacks != 0;
  }
#endif
  for (; p < end; ++p) {
    const char c = *p;
    if (c == '<' || c == '&' || c == ']' || c == '\r' || c == '\0') return p;
    words = words || static_cast<unsigned char>(c) > ' ';
  }
  return p;
}

/// The first byte in [p, end) that ends an attribute's value or makes it not plain: the quote, '<', '&', any
/// control character.
inline const char* value(const char* p, const char* end, char quote) {
#ifdef __SSE2__
  const auto quotes = _mm_set1_epi8(quote), less = _mm_set1_epi8('<'), ampersand = _mm_set1_epi8('&'),
             control = _mm_set1_epi8(0x1F);
  for (; p + 16 <= end; p += 16) {
    const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const auto stop = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quotes), _mm_cmpeq_epi8(bytes, less)),
                                   _mm_or_si128(_mm_cmpeq_epi8(bytes, ampersand),
                                                _mm_cmpeq_epi8(_mm_max_epu8(bytes, control), control)));
    if (const auto stops = static_cast<unsigned>(_mm_movemask_epi8(stop)); stops != 0)
      return p + __builtin_ctz(stops);
  }
#endif
  while (p < end && *p != quote && *p != '<' && *p != '&' && static_cast<unsigned char>(*p) > 0x1F) ++p;
  return p;
}

/// How many of the bytes are `c`.
inline std::uint64_t count(std::string_view s, char c) {
  std::uint64_t n = 0;
  const char* p = s.data();
  const char* end = p + s.size();
#ifdef __SSE2__
  const auto wanted = _mm_set1_epi8(c), zero = _mm_setzero_si128();
  auto sums = zero;
  while (p + 16 <= end) {
    // Sixteen counters of a byte each, emptied before one can run over.
    auto counts = zero;
    for (int i = 0; i < 255 && p + 16 <= end; ++i, p += 16)
      counts =
          _mm_sub_epi8(counts, _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)), wanted));
    sums = _mm_add_epi64(sums, _mm_sad_epu8(counts, zero));
  }
  n = static_cast<std::uint64_t>(_mm_cvtsi128_si64(sums)) +
      static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
#endif
  for (; p < end; ++p) n += *p == c ? 1 : 0;
  return n;
}

}  // namespace entente::exchange::iati::validation::scan
