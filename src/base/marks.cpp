// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/marks.hpp"

#include <unicode/uscript.h>

namespace entente::base {

bool may_be_left_out(UChar32 mark) {
  if (mark == 0x3099 || mark == 0x309A) return false;  // the voicing of kana, which Unicode counts as shared
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(mark, &status)) {
    case USCRIPT_INHERITED:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
    case USCRIPT_SYRIAC:
      return true;
    default:
      return false;
  }
}

}  // namespace entente::base
