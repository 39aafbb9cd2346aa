// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/unistr.h>
#include <unicode/utypes.h>

#include <string>
#include <string_view>

#include "base/error.hpp"

/// Internal to base: between ICU's strings and ours.
namespace entente::base {

inline icu::UnicodeString wide(std::string_view s) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<int32_t>(s.size())));
}

inline std::string narrow(const icu::UnicodeString& s) {
  std::string out;
  s.toUTF8String(out);
  return out;
}

inline void check_icu(UErrorCode code, std::string_view doing) {
  if (U_FAILURE(code)) throw Error(std::string(doing), u_errorName(code), "Check the ICU installation.");
}

}  // namespace entente::base
