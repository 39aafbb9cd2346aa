// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/uchar.h>

/// The signs of the text of a query, in all the forms that keyboards have for them.
namespace entente::search {

inline bool is_space(UChar32 c) {
  return (c >= 0 && c < 0x20) || c == 0x7F || u_isUWhiteSpace(c);
}
inline bool is_quote(UChar32 c) {
  switch (c) {
    case '"':
    case 0x00AB:  // guillemets
    case 0x00BB:
    case 0x201C:  // curly
    case 0x201D:
    case 0x201E:
    case 0x300C:  // corner brackets
    case 0x300D:
    case 0xFF02:  // full-width
      return true;
    default:
      return false;
  }
}
inline bool is_minus(UChar32 c) {
  return c == '-' || c == 0x2212 || c == 0xFF0D;
}
inline bool is_opening(UChar32 c) {
  return c == '(' || c == 0xFF08;
}
inline bool is_closing(UChar32 c) {
  return c == ')' || c == 0xFF09;
}
inline bool is_bar(UChar32 c) {
  return c == '|' || c == 0xFF5C;
}
inline bool is_colon(UChar32 c) {
  return c == ':' || c == 0xFF1A;
}
inline bool is_comma(UChar32 c) {
  return c == ',' || c == 0xFF0C || c == 0x060C || c == 0x3001;
}
/// Where a word ends that stands outside quotation marks.
inline bool is_border(UChar32 c) {
  return is_space(c) || is_quote(c) || is_opening(c) || is_closing(c) || is_bar(c);
}
inline bool is_letter(UChar32 c) {
  return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

}  // namespace entente::search
