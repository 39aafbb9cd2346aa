// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/han.hpp"

#include <unicode/translit.h>

#include <array>
#include <memory>

namespace entente::base {
namespace {

class Simplified {
 public:
  Simplified() {
    for (UChar32 c = kFirstHan; c <= kLastHan; ++c) at(c) = static_cast<char16_t>(c);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> simplify(
        icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, status));
    if (U_FAILURE(status) || !simplify) return;
    // One to a line: ICU knows words, too, in which a character is simplified otherwise.
    icu::UnicodeString lines;
    for (UChar32 c = kFirstHan; c <= kLastHan; ++c) lines.append(c).append(u'\n');
    simplify->transliterate(lines);
    UChar32 from = kFirstHan;
    for (int32_t i = 0; i < lines.length() && from <= kLastHan; ++from) {
      const auto end = lines.indexOf(u'\n', i);
      if (end == i + 1 && lines[i] >= kFirstHan && lines[i] <= kLastHan) at(from) = lines[i];
      i = end + 1;
    }
    for (UChar32 c = kFirstHan; c <= kLastHan; ++c)
      for (int i = 0; i < 3 && at(at(c)) != at(c); ++i) at(c) = at(at(c));
  }
  char16_t operator[](UChar32 c) const { return forms_[static_cast<std::size_t>(c - kFirstHan)]; }

 private:
  char16_t& at(UChar32 c) { return forms_[static_cast<std::size_t>(c - kFirstHan)]; }
  std::array<char16_t, kLastHan - kFirstHan + 1> forms_{};
};

}  // namespace

UChar32 simplified(UChar32 han) {
  static const Simplified forms;
  return forms[han];
}

}  // namespace entente::base
