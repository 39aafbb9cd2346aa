// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/cyrillic.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace entente::screening {
namespace {

/// gazetteer: BGN/PCGN without its marks; passport: ICAO 9303; library: ISO 9 without its marks; plain: as
/// people write their own names; ukrainian: the Cabinet's table of 2010.
enum Scheme : std::size_t {
  gazetteer,
  passport,
  library,
  plain,
  french,
  german,
  spanish,
  ukrainian,
  kSchemes
};

struct Row {
  char32_t letter;
  std::array<std::string_view, kSchemes> latin;
};

constexpr Row same(char32_t letter, std::string_view latin) {
  return {letter, {latin, latin, latin, latin, latin, latin, latin, latin}};
}

/// What "-ий" becomes.
constexpr std::array<std::string_view, kSchemes> kEndings{"y", "ii", "ij", "y", "i", "ij", "i", "yi"};

/// In the order of Unicode.
constexpr Row kRows[] = {
    same(U'а', "a"),
    same(U'б', "b"),
    {U'в', {"v", "v", "v", "v", "v", "w", "v", "v"}},
    {U'г', {"g", "g", "g", "g", "g", "g", "g", "h"}},
    same(U'д', "d"),
    same(U'е', "e"),
    {U'ж', {"zh", "zh", "z", "zh", "j", "sch", "zh", "zh"}},
    {U'з', {"z", "z", "z", "z", "z", "s", "z", "z"}},
    {U'и', {"i", "i", "i", "i", "i", "i", "i", "y"}},
    {U'й', {"y", "i", "j", "i", "i", "j", "i", "i"}},
    same(U'к', "k"),
    same(U'л', "l"),
    same(U'м', "m"),
    same(U'н', "n"),
    same(U'о', "o"),
    same(U'п', "p"),
    same(U'р', "r"),
    same(U'с', "s"),
    same(U'т', "t"),
    {U'у', {"u", "u", "u", "u", "ou", "u", "u", "u"}},
    same(U'ф', "f"),
    {U'х', {"kh", "kh", "h", "h", "kh", "ch", "j", "kh"}},
    {U'ц', {"ts", "ts", "c", "ts", "ts", "z", "ts", "ts"}},
    {U'ч', {"ch", "ch", "c", "ch", "tch", "tsch", "ch", "ch"}},
    {U'ш', {"sh", "sh", "s", "sh", "ch", "sch", "sh", "sh"}},
    {U'щ', {"shch", "shch", "sc", "sch", "chtch", "schtsch", "shch", "shch"}},
    {U'ъ', {"", "ie", "", "", "", "", "", ""}},
    same(U'ы', "y"),
    same(U'ь', ""),
    same(U'э', "e"),
    {U'ю', {"yu", "iu", "ju", "yu", "iou", "ju", "yu", "iu"}},
    {U'я', {"ya", "ia", "ja", "ya", "ia", "ja", "ya", "ia"}},
    same(U'ђ', "dj"),
    {U'є', {"ye", "ie", "je", "e", "ie", "je", "ye", "ie"}},
    same(U'ѕ', "dz"),
    same(U'і', "i"),
    {U'ј', {"j", "j", "j", "y", "j", "j", "y", "j"}},
    same(U'љ', "lj"),
    same(U'њ', "nj"),
    {U'ћ', {"c", "c", "c", "ch", "tch", "c", "ch", "c"}},
    {U'џ', {"dz", "dz", "dz", "dzh", "dj", "dsch", "dz", "dz"}},
    same(U'ґ', "g"),
    {U'ғ', {"gh", "g", "g", "g", "gh", "gh", "g", "gh"}},
    {U'җ', {"j", "j", "z", "j", "dj", "dsch", "y", "j"}},
    {U'қ', {"q", "k", "k", "k", "k", "k", "k", "q"}},
    {U'ң', {"ng", "n", "n", "n", "n", "n", "n", "ng"}},
    {U'ү', {"u", "u", "u", "u", "ou", "u", "u", "u"}},
    {U'ұ', {"u", "u", "u", "u", "ou", "u", "u", "u"}},
    {U'ҳ', {"h", "h", "h", "h", "h", "h", "h", "h"}},
    {U'ҷ', {"j", "j", "c", "j", "dj", "dsch", "y", "j"}},
    {U'һ', {"h", "h", "h", "h", "h", "h", "h", "h"}},
    same(U'ә', "a"),
    same(U'ө', "o"),
};

const Row* row_of(char32_t letter) {
  const auto* row = std::ranges::lower_bound(kRows, letter, {}, &Row::letter);
  return row != std::end(kRows) && row->letter == letter ? row : nullptr;
}

std::u32string code_points_of(std::string_view text) {
  std::u32string out;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, text.size(), c);
    if (c >= 0) out += static_cast<char32_t>(c);
  }
  return out;
}

bool is_vowel(char32_t c) {
  return std::u32string_view(U"аеиоуыэюяіє").find(c) != std::u32string_view::npos;
}

std::string written(std::u32string_view word, Scheme scheme) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto c = word[i];
    if (c < 0x80)
      out += static_cast<char>(c);
    else if (scheme == gazetteer && c == U'е' && i > 0 && word[i - 1] == U'ь')
      out += "ye";
    else if (scheme == french && c == U'г' && i + 1 < word.size() &&
             (word[i + 1] == U'е' || word[i + 1] == U'и'))
      out += "gu";
    else if (scheme == french && c == U'с' && i > 0 && i + 1 < word.size() && is_vowel(word[i - 1]) &&
             is_vowel(word[i + 1]))
      out += "ss";
    else if (const auto* row = row_of(c))
      out += row->latin.at(scheme);
  }
  return out;
}

void add_written(std::vector<std::string>& forms, std::string form) {
  if (!form.empty() && std::ranges::find(forms, form) == forms.end()) forms.push_back(std::move(form));
}

}  // namespace

std::vector<std::string> cyrillic_forms(std::string_view folded) {
  const auto word = code_points_of(folded);
  const std::u32string_view all = word;
  std::vector<std::string> forms;
  forms.reserve(12);
  // Names that end like adjectives: what the ending becomes is another choice than what the rest does.
  const bool adjective =
      all.size() > 3 && (all.ends_with(U"ий") || all.ends_with(U"ый") || all.ends_with(U"ій"));
  const auto stem = adjective ? all.substr(0, all.size() - 2) : all;
  const bool of_ukraine = all.find_first_of(U"іїєґ") != std::u32string_view::npos;
  if (of_ukraine) add_written(forms, written(stem, ukrainian) + (adjective ? "yi" : ""));
  for (const auto scheme : {gazetteer, passport, library, plain, french, german, spanish}) {
    auto begin = written(stem, scheme);
    if (!adjective) {
      add_written(forms, begin);
    } else if (scheme == gazetteer) {
      for (const auto* end : {"y", "iy", "i", "ii"}) add_written(forms, begin + end);
    } else {
      add_written(forms, begin.append(kEndings.at(scheme)));
    }
  }
  if (!of_ukraine) add_written(forms, written(stem, ukrainian) + (adjective ? "yi" : ""));
  if (all.front() == U'е' && all.size() > 2) add_written(forms, "y" + forms.front());
  if (all.size() > 4 && all.ends_with(U"ин")) add_written(forms, written(all, french) + "e");
  if (all.size() > 4 && (all.ends_with(U"ов") || all.ends_with(U"ев"))) {
    auto old = forms.front();
    old.back() = 'f';
    add_written(forms, old + "f");
  }
  return forms;
}

}  // namespace entente::screening
