// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// The inner loops of reading XML, sixteen bytes at once where the processor can.
namespace entente::exchange::iati::validation::scan {

/// Both ends of a text, eight bytes each where there are so many: with its length they say all of one of
/// sixteen bytes or fewer.
struct Ends {
  std::uint64_t first = 0, last = 0;
  bool operator==(const Ends&) const = default;
  /// The upper bits are mixed best.
  std::uint64_t mixed(std::size_t length) const {
    return (first ^ (last * 0x9E3779B97F4A7C15ULL) ^ length) * 0xD6E8FEB86659FD93ULL;
  }
  std::size_t hash(std::size_t length) const { return static_cast<std::size_t>(mixed(length) >> 40U); }
};

inline Ends ends_of(std::string_view text) {
  Ends ends;
  const char* const s = text.data();
  const auto n = text.size();
  if (n >= 8) {
    std::memcpy(&ends.first, s, 8);
    std::memcpy(&ends.last, s + n - 8, 8);
  } else if (n >= 4) {
    std::uint32_t first = 0, last = 0;
    std::memcpy(&first, s, 4);
    std::memcpy(&last, s + n - 4, 4);
    ends = {first, last};
  } else if (n > 0) {
    const auto byte = [s](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(s[at])}; };
    ends.first = byte(0) | byte(n / 2) << 8U | byte(n - 1) << 16U;
  }
  return ends;
}

/// Of texts that are mostly short.
struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const {
    auto ends = ends_of(s);
    if (s.size() > 16) ends.first ^= std::hash<std::string_view>{}(s);
    const auto mixed = ends.mixed(s.size());
    return static_cast<std::size_t>(mixed ^ (mixed >> 32U));
  }
};

/// Whether two texts of one length are the same: they are mostly short, a call costs more than they do.
inline bool same(const char* a, const char* b, std::size_t n) {
  if (n <= 16) return ends_of({a, n}) == ends_of({b, n});
  std::uint64_t x = 0, y = 0;
  for (std::size_t at = 0; at + 8 < n; at += 8) {
    std::memcpy(&x, a + at, 8);
    std::memcpy(&y, b + at, 8);
    if (x != y) return false;
  }
  return std::memcmp(a + n - 8, b + n - 8, 8) == 0;
}

/// In a name: 1 may begin one, 2 may only follow. Bytes above ASCII are let pass: names with them are no
/// names of the standard, and are told of as such.
constexpr std::array<std::uint8_t, 256> make_name_classes() {
  std::array<std::uint8_t, 256> c{};
  for (int i = 'a'; i <= 'z'; ++i) c[static_cast<std::size_t>(i)] = 1;
  for (int i = 'A'; i <= 'Z'; ++i) c[static_cast<std::size_t>(i)] = 1;
  for (int i = 0x80; i <= 0xFF; ++i) c[static_cast<std::size_t>(i)] = 1;
  for (int i = '0'; i <= '9'; ++i) c[static_cast<std::size_t>(i)] = 2;
  c['_'] = c[':'] = 1;
  c['-'] = c['.'] = 2;
  return c;
}
inline constexpr auto kName = make_name_classes();

inline bool continues_name(char c) {
  return kName[static_cast<unsigned char>(c)] != 0;
}

/// Length of the name at `p`, 0 where there is none. `*end` is no byte of a name.
inline std::uint32_t name(const char* p, const char* end) {
  if (kName[static_cast<unsigned char>(*p)] != 1) return 0;
  const char* const begin = p;
#ifdef __SSE2__
  const auto within = [](__m128i bytes, char least, char most) {
    const auto up = _mm_sub_epi8(bytes, _mm_set1_epi8(least));
    return _mm_cmpeq_epi8(_mm_min_epu8(up, _mm_set1_epi8(static_cast<char>(most - least))), up);
  };
  for (; p + 16 <= end; p += 16) {
    const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const auto letters = within(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
    // '-', '.', the digits and ':' stand in one row, which a '/' interrupts.
    const auto others = _mm_andnot_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('/')), within(bytes, '-', ':'));
    const auto all = _mm_or_si128(_mm_or_si128(letters, others),
                                  _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')), bytes));
    // What is above ASCII has its upper bit set already.
    const auto stops = ~static_cast<unsigned>(_mm_movemask_epi8(all)) & 0xFFFFU;
    if (stops != 0)
      return static_cast<std::uint32_t>(p - begin) + static_cast<unsigned>(__builtin_ctz(stops));
  }
#endif
  while (p < end && continues_name(*p)) ++p;
  return static_cast<std::uint32_t>(p - begin);
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

/// Line feeds in a text, and whether there is a carriage return.
struct LineEnds {
  std::uint64_t feeds = 0;
  bool returns = false;
};
inline LineEnds line_ends(std::string_view s) {
  LineEnds ends;
  const char* p = s.data();
  const char* end = p + s.size();
#ifdef __SSE2__
  const auto feed = _mm_set1_epi8('\n'), carriage = _mm_set1_epi8('\r'), zero = _mm_setzero_si128();
  auto sums = zero, returns = zero;
  while (p + 16 <= end) {
    // Sixteen counters of a byte each, emptied before one can run over.
    auto counts = zero;
    for (int i = 0; i < 255 && p + 16 <= end; ++i, p += 16) {
      const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
      counts = _mm_sub_epi8(counts, _mm_cmpeq_epi8(bytes, feed));
      returns = _mm_or_si128(returns, _mm_cmpeq_epi8(bytes, carriage));
    }
    sums = _mm_add_epi64(sums, _mm_sad_epu8(counts, zero));
  }
  ends.feeds = static_cast<std::uint64_t>(_mm_cvtsi128_si64(sums)) +
               static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
  ends.returns = _mm_movemask_epi8(returns) != 0;
#endif
  for (; p < end; ++p) {
    ends.feeds += *p == '\n' ? 1 : 0;
    ends.returns = ends.returns || *p == '\r';
  }
  return ends;
}

}  // namespace entente::exchange::iati::validation::scan
