// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json_end.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace entente::base {

namespace {

constexpr std::size_t kBlock = 64;  ///< bytes; a bit of each mask stands for one

/// Where in a block each of the four letters stands that matter, the first byte in the lowest bit.
struct Letters {
  std::uint64_t quotes = 0, backslashes = 0, opening = 0, closing = 0;
};

#ifdef __SSE2__
Letters letters_of(const char* block) {
  Letters out;
  for (std::size_t at = 0; at < kBlock; at += sizeof(__m128i)) {
    const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + at));
    const auto places = [&](char letter) {
      const auto same = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(letter));
      return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(same))} << at;
    };
    out.quotes |= places('"');
    out.backslashes |= places('\\');
    out.opening |= places('{');
    out.closing |= places('}');
  }
  return out;
}
#else
Letters letters_of(const char* block) {
  Letters out;
  for (std::size_t at = 0; at < kBlock; ++at) {
    const auto place = std::uint64_t{1} << at;
    if (block[at] == '"') out.quotes |= place;
    if (block[at] == '\\') out.backslashes |= place;
    if (block[at] == '{') out.opening |= place;
    if (block[at] == '}') out.closing |= place;
  }
  return out;
}
#endif

/// Of each bit whether an odd number of bits is set up to it.
std::uint64_t odd_up_to(std::uint64_t bits) {
  for (unsigned by = 1; by < kBlock; by *= 2) bits ^= bits << by;
  return bits;
}

/// Which bytes of each block are within strings. What goes on from one block to the next is kept.
class Strings {
 public:
  std::uint64_t within(const Letters& letters) {
    const auto bits = odd_up_to(letters.quotes & ~escaped(letters.backslashes)) ^ open_;
    open_ = std::uint64_t{0} - (bits >> (kBlock - 1));
    return bits;
  }

 private:
  /// The bytes that have a backslash before them which has none itself.
  std::uint64_t escaped(std::uint64_t backslashes) {
    auto out = after_;
    after_ = 0;
    for (backslashes &= ~out; backslashes != 0;) {
      const auto next = (backslashes & -backslashes) << 1U;
      if (next == 0) after_ = 1;  // the last one: what is meant is the first byte of the next block
      out |= next;
      backslashes &= backslashes - 1;
      backslashes &= ~next;
    }
    return out;
  }

  std::uint64_t open_ = 0;   ///< all bits where the last block ended within a string
  std::uint64_t after_ = 0;  ///< its lowest bit where it ended with such a backslash
};

}  // namespace

std::size_t json_object_end(std::string_view text, std::size_t at) {
  Strings strings;
  std::size_t depth = 0;
  for (; at < text.size(); at += kBlock) {
    std::array<char, kBlock> rest{};
    const char* block = text.data() + at;
    if (text.size() - at < kBlock) {
      std::memcpy(rest.data(), block, text.size() - at);
      block = rest.data();
    }
    const auto letters = letters_of(block);
    const auto outside = ~strings.within(letters);
    for (auto braces = (letters.opening | letters.closing) & outside; braces != 0; braces &= braces - 1) {
      const auto place = static_cast<unsigned>(std::countr_zero(braces));
      if ((letters.opening >> place & 1U) != 0)
        ++depth;
      else if (depth == 0 || --depth == 0)
        return at + place + 1;
    }
  }
  return text.size();
}

}  // namespace entente::base
