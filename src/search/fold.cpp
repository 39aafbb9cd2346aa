// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "base/han.hpp"
#include "base/marks.hpp"
#include "search/index.hpp"

namespace entente::search {
namespace {

/// What a reader does not see, or may leave out.
bool is_dropped(UChar32 c) {
  switch (u_charType(c)) {
    case U_FORMAT_CHAR:  // soft hyphens, joiners, marks of direction
    case U_ENCLOSING_MARK:
      return true;
    case U_NON_SPACING_MARK:
      return base::may_be_left_out(c);
    default:
      return c == 0x0640;  // tatweel
  }
}

struct Form {
  UChar32 from;
  const char16_t* to;
};
/// Forms of one letter that Unicode does not take apart.
constexpr Form kForms[] = {
    {0x00DF, u"ss"},     {0x00E6, u"ae"}, {0x00F0, u"d"},      {0x00F8, u"o"},
    {0x00FE, u"th"},     {0x0111, u"d"},  {0x0127, u"h"},      {0x0131, u"i"},
    {0x0142, u"l"},      {0x0153, u"oe"}, {0x0629, u"\u0647"},  // ta marbuta to ha
    {0x0649, u"\u064A"},                                        // alef maksura to ya
    {0x0671, u"\u0627"},                                        // alef wasla to alef
    {0x06A9, u"\u0643"},                                        // the Persian kaf to kaf
    {0x06CC, u"\u064A"},                                        // the Persian ya to ya
};

void append_folded(icu::UnicodeString& out, UChar32 c) {
  if (is_dropped(c)) return;
  c = u_foldCase(c, U_FOLD_CASE_DEFAULT);
  const auto* form = std::ranges::lower_bound(kForms, c, {}, &Form::from);
  if (form != std::end(kForms) && form->from == c)
    out.append(icu::UnicodeString(form->to));
  else if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER)
    out.append(static_cast<UChar32>('0' + u_charDigitValue(c)));
  else
    out.append(c >= base::kFirstHan && c <= base::kLastHan ? base::simplified(c) : c);
}

/// Right for every text; the rest of this file is haste.
std::string fold_any(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* apart = icu::Normalizer2::getNFKDInstance(status);
  const auto* together = icu::Normalizer2::getNFCInstance(status);
  std::string out;
  // ICU counts in 32 bits; text of that length never comes from a record, whose size is limited.
  const auto clipped = text.substr(0, 1U << 26);
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(clipped.data(), static_cast<int32_t>(clipped.size())));
  if (U_FAILURE(status)) return std::string(text);
  const auto parts = apart->normalize(source, status);
  icu::UnicodeString kept;
  for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) append_folded(kept, parts.char32At(i));
  together->normalize(kept, status).toUTF8String(out);
  return out;
}

/// What one character folds to, for the blocks most texts are written in: they fold one by one.
struct Cell {
  static constexpr std::uint8_t kNeedsContext = 255;
  std::array<char, 7> bytes{};
  std::uint8_t size = kNeedsContext;
};

class Table {
 public:
  Table() {
    for (UChar32 c = 0; c < 0x10000; ++c) {
      const auto at = slot(c);
      if (at < 0 || c == 0x3099 || c == 0x309A) continue;
      std::string one;
      icu::UnicodeString(c).toUTF8String(one);
      const auto folded = fold_any(one);
      auto& cell = cells_[static_cast<std::size_t>(at)];
      if (folded.size() > cell.bytes.size()) continue;
      std::ranges::copy(folded, cell.bytes.begin());
      cell.size = static_cast<std::uint8_t>(folded.size());
    }
  }
  /// Null where the character has to be seen with its neighbours.
  const Cell* find(UChar32 c) const {
    const auto at = slot(c);
    if (at < 0) return nullptr;
    const auto& cell = cells_[static_cast<std::size_t>(at)];
    return cell.size == Cell::kNeedsContext ? nullptr : &cell;
  }

 private:
  static int slot(UChar32 c) {
    if (c < 0x700) return c;                                   // Latin, Greek, Cyrillic, Hebrew, Arabic
    if (c >= 0x2000 && c < 0x2100) return c - 0x2000 + 0x700;  // punctuation
    if (c >= 0x3000 && c < 0x3100) return c - 0x3000 + 0x800;  // CJK punctuation, kana
    if (c >= 0xFF00 && c < 0xFF60) return c - 0xFF00 + 0x900;  // full-width forms
    return -1;
  }
  std::array<Cell, 0x960> cells_{};
};

}  // namespace

std::string fold(std::string_view text) {
  static const Table table;
  std::string out;
  out.reserve(text.size());
  const auto* s = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    const auto ascii = i;
    while (i < text.size() && s[i] < 0x80) ++i;
    if (i > ascii) {
      const auto from = out.size();
      out.append(text, ascii, i - ascii);
      for (auto at = from; at < out.size(); ++at)
        if (out[at] >= 'A' && out[at] <= 'Z') out[at] = static_cast<char>(out[at] - 'A' + 'a');
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(s, i, text.size(), c);
    if (c >= base::kFirstHan && c <= base::kLastHan) {
      const auto form = base::simplified(c);
      out += static_cast<char>(0xE0 | form >> 12);
      out += static_cast<char>(0x80 | (form >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (form & 0x3F));
    } else if (const auto* cell = c < 0 ? nullptr : table.find(c)) {
      out.append(cell->bytes.data(), cell->size);
    } else {
      return fold_any(text);
    }
  }
  return out;
}

}  // namespace entente::search
