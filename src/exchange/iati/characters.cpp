// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/characters.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace entente::exchange::iati {

namespace {

/// The production Char of XML 1.0.
constexpr bool is_xml_character(std::uint32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

/// How many bytes at the front need no second look: ASCII without control characters other than tabs and line
/// ends, whole sixteens of them and what of the next is such.
std::size_t plain_bytes(const std::uint8_t* s, std::size_t n) {
  std::size_t i = 0;
#ifdef __SSE2__
  const auto control = _mm_set1_epi8(0x1F), tab = _mm_set1_epi8('\t'), feed = _mm_set1_epi8('\n'),
             carriage = _mm_set1_epi8('\r');
  for (; i + 16 <= n; i += 16) {
    const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(s + i));
    const auto low = _mm_cmpeq_epi8(_mm_max_epu8(bytes, control), control);
    const auto allowed = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, tab), _mm_cmpeq_epi8(bytes, feed)),
                                      _mm_cmpeq_epi8(bytes, carriage));
    // What is above ASCII has its upper bit set already.
    const auto odd =
        static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_andnot_si128(allowed, low), bytes)));
    if (odd != 0) return i + static_cast<unsigned>(__builtin_ctz(odd));
  }
#else
  while (i < n && s[i] < 0x80 && is_xml_character(s[i])) ++i;
#endif
  return i;
}

}  // namespace

bool is_reference(std::string_view text) {
  const auto end = text.substr(0, 16).find(';');
  if (end == std::string_view::npos || end < 2) return false;
  auto body = text.substr(1, end - 1);
  if (body.front() != '#') {
    static constexpr std::array<std::string_view, 5> kNames{"amp", "lt", "gt", "quot", "apos"};
    return std::ranges::find(kNames, body) != kNames.end();
  }
  body.remove_prefix(1);
  const int radix = body.starts_with('x') ? 16 : 10;
  if (radix == 16) body.remove_prefix(1);
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(body.data(), body.data() + body.size(), number, radix);
  return error == std::errc{} && stop == body.data() + body.size() && is_xml_character(number);
}

std::optional<std::size_t> first_bad_byte(std::string_view text) {
  const auto* s = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t n = text.size();
  std::size_t i = 0;
  while (i < n) {
    i += plain_bytes(s + i, n - i);
    if (i == n) break;
    if (s[i] < 0x80) {
      if (!is_xml_character(s[i])) return i;
      ++i;
      continue;
    }
    const auto begin = i;
    UChar32 c = 0;
    U8_NEXT(s, i, n, c);
    if (c < 0 || !is_xml_character(static_cast<std::uint32_t>(c))) return begin;
  }
  return std::nullopt;
}

std::optional<std::pair<std::string_view, std::string_view>> next_attribute(std::string_view& rest) {
  while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
  const auto equals = rest.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const auto name = trimmed(rest.substr(0, equals));
  rest.remove_prefix(equals + 1);
  while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
  if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return std::nullopt;
  const auto close = rest.find(rest.front(), 1);
  if (close == std::string_view::npos) return std::nullopt;
  const auto value = rest.substr(1, close - 1);
  rest.remove_prefix(close + 1);
  return std::pair(name, value);
}

}  // namespace entente::exchange::iati
