// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/letters.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <array>
#include <cctype>
#include <memory>

#include "base/error.hpp"
#include "base/han.hpp"
#include "base/marks.hpp"

namespace entente::screening {
namespace {

const icu::Normalizer2& apart() {
  static const icu::Normalizer2& one = []() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const auto* made = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status)) throw base::Error("NFKD", u_errorName(status), "Check the ICU installation.");
    return *made;
  }();
  return one;
}

void append_utf8(UChar32 c, std::string& out) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, c);
  out.append(bytes.data(), static_cast<std::size_t>(size));
}

/// Letters that Unicode does not take apart, in the Latin letters they are mostly written with.
std::string_view plain_latin(UChar32 c) {
  switch (c) {
    case 0xDF:
      return "ss";
    case 0xE6:
      return "ae";
    case 0xF0:
      return "d";
    case 0xF8:
      return "o";
    case 0xFE:
      return "th";
    case 0x111:
      return "d";
    case 0x127:
      return "h";
    case 0x131:
      return "i";
    case 0x138:
      return "k";
    case 0x142:
      return "l";
    case 0x14B:
      return "ng";
    case 0x153:
      return "oe";
    case 0x167:
      return "t";
    case 0x180:
      return "b";
    case 0x188:
      return "c";
    case 0x192:
      return "f";
    case 0x19A:
      return "l";
    case 0x1A1:
      return "o";
    case 0x1B0:
      return "u";
    case 0x1DD:
    case 0x259:
      return "a";
    case 0x253:
      return "b";
    case 0x254:
      return "o";
    case 0x257:
      return "d";
    case 0x25B:
      return "e";
    case 0x268:
      return "i";
    case 0x199:
      return "k";
    case 0x272:
      return "n";
    case 0x1B4:
      return "y";
    default:
      return {};
  }
}

/// Letters that are written for one another in the Arabic script, and its form where Unicode has another.
UChar32 plain_arabic(UChar32 c) {
  switch (c) {
    case 0x671:
      return 0x627;
    case 0x649:
    case 0x6CC:
    case 0x6CD:
    case 0x6D0:
      return 0x64A;
    case 0x6A9:
    case 0x6AA:
      return 0x643;
    case 0x629:
    case 0x6C0:
    case 0x6C1:
    case 0x6C2:
    case 0x6C3:
    case 0x6BE:
    case 0x6D5:
      return 0x647;
    case 0x6AB:
      return 0x6AF;
    default:
      return c;
  }
}

void append_apart(UChar32 c, std::string& out) {
  c = u_foldCase(c, U_FOLD_CASE_DEFAULT);
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  if (const auto plain = plain_latin(c); !plain.empty()) {
    out += plain;
    return;
  }
  if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER)
    out += static_cast<char>('0' + u_charDigitValue(c));
  else if (c >= base::kFirstHan && c <= base::kLastHan)
    append_utf8(base::simplified(c), out);
  else if (c != 0x621)  // a hamza by itself
    append_utf8(plain_arabic(c), out);
}

}  // namespace

Role role_of(UChar32 c) {
  if (c < 0x80) {
    if (std::isalnum(static_cast<int>(c)) != 0) return Role::letter;
    if (c == '.') return Role::dot;
    return c == '\'' || c == '`' ? Role::apostrophe : Role::divider;
  }
  // Quotation marks and modifier letters that stand for ayn, hamza and glottal stops.
  if (c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0xB4 || c == 0x2032 || c == 0x5F3 ||
      (c >= 0x2B9 && c <= 0x2C0))
    return Role::apostrophe;
  switch (u_charType(c)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_OTHER_LETTER:
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
      return Role::letter;
    case U_MODIFIER_LETTER:
      // The long vowel of kana and marks of repetition are written like letters; others add to one.
      return c == 0x640 ? Role::nothing : c == 0x30FC || c == 0x3005 ? Role::letter : Role::nothing;
    case U_NON_SPACING_MARK:
      return base::may_be_left_out(c) ? Role::nothing : Role::letter;
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_UNASSIGNED:
    case U_PRIVATE_USE_CHAR:
    case U_SURROGATE:
      return Role::nothing;
    case U_COMBINING_SPACING_MARK:
      return Role::letter;  // a vowel of an Indic script
    default:
      return c == 0x2024 || c == 0xFF0E ? Role::dot : Role::divider;
  }
}

Script script_of(UChar32 c) {
  if (c < 0x250) return Script::latin;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_LATIN:
      return Script::latin;
    case USCRIPT_CYRILLIC:
      return Script::cyrillic;
    case USCRIPT_ARABIC:
      return Script::arabic;
    case USCRIPT_HAN:
      return Script::han;
    default:
      return u_isdigit(c) != 0 ? Script::latin : Script::other;
  }
}

void append_folded(UChar32 c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(std::tolower(static_cast<int>(c)));
    return;
  }
  // Of its parts one would be left, which is another letter.
  if (c == 0x439 || c == 0x419) {
    append_utf8(0x439, out);
    return;
  }
  if (c == 0x306 && out.ends_with("\u0438")) {
    out.replace(out.size() - 2, 2, "\u0439");
    return;
  }
  if (role_of(c) != Role::letter) return;
  icu::UnicodeString parts;
  if (apart().getDecomposition(c, parts) == 0) {
    append_apart(c, out);
    return;
  }
  for (std::int32_t i = 0; i < parts.length();) {
    const UChar32 part = parts.char32At(i);
    i += U16_LENGTH(part);
    if (role_of(part) == Role::letter) append_apart(part, out);
  }
}

std::string latin_of(std::string_view folded) {
  // One instance a thread: a transliterator keeps no state between texts, but says nothing of threads.
  thread_local const std::unique_ptr<icu::Transliterator> latin = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) throw base::Error("Any-Latin", u_errorName(status), "Check the ICU installation.");
    return made;
  }();
  auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(folded.data(), static_cast<std::int32_t>(folded.size())));
  latin->transliterate(text);
  std::string out;
  for (std::int32_t i = 0; i < text.length(); ++i)
    if (const auto c = text.charAt(i); c < 0x80 && std::isalnum(c) != 0) out += static_cast<char>(c);
  return out;
}

}  // namespace entente::screening
