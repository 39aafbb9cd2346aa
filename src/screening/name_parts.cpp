// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/name_parts.hpp"

#include <algorithm>
#include <array>

#include "screening/list_entry.hpp"

namespace entente::screening {

namespace {

char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string lowered(std::string_view text) {
  std::string all(text);
  std::ranges::transform(all, all.begin(), [](char c) { return lowered(c); });
  return all;
}

bool is_letter(char c) {
  return lowered(c) >= 'a' && lowered(c) <= 'z';
}

/// One word of capitals and digits whose letters stand in this order in the name, the first at the beginning
/// of one of its words: "AIG" of "ARMAMENT INDUSTRIES GROUP", and not "NGO".
bool abbreviates(std::string_view word, std::string_view name) {
  constexpr std::size_t kLeast = 2, kMost = 10;
  if (word.size() < kLeast || word.size() > kMost) return false;
  if (!std::ranges::all_of(
          word, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/'; }))
    return false;
  const auto whole = lowered(name);
  const auto abbreviation = lowered(word);
  for (std::size_t start = 0; start < whole.size(); ++start) {
    if (whole[start] != abbreviation.front() || (start > 0 && is_letter(whole[start - 1]))) continue;
    std::size_t found = 0;
    for (std::size_t i = start; i < whole.size() && found < abbreviation.size(); ++i)
      if (whole[i] == abbreviation[found]) ++found;
    if (found == abbreviation.size()) return true;
  }
  return false;
}

/// Words in brackets that say something about the name before them, in the lists' own letters' case.
bool is_remark(std::string_view text) {
  constexpr std::array<std::string_view, 8> kBegin{"birth name",  "combat name", "previously",    "formerly",
                                                   "false ident", "maiden name", "nom de guerre", "at birth"};
  const auto word = lowered(text);
  return std::ranges::any_of(kBegin, [&](std::string_view begin) { return word.starts_with(begin); });
}

/// Without what cannot begin or end a name: a bracket or comma left over from an enumeration.
std::string_view bare(std::string_view text) {
  while (!text.empty() && (text.front() == ')' || text.front() == ',' || text.front() == ' '))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ',' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

class Splitter {
 public:
  explicit Splitter(Kind kind) : kind_(kind) {}

  void field(std::string_view text) {
    const auto whole = squeezed(text);
    std::size_t from = 0;
    int depth = 0;
    // A ";" inside brackets joins names of the brackets.
    for (std::size_t i = 0; i <= whole.size(); ++i) {
      if (i < whole.size() && whole[i] == '(') ++depth;
      if (i < whole.size() && whole[i] == ')' && depth > 0) --depth;
      if (i < whole.size() && (whole[i] != ';' || depth > 0)) continue;
      joined(std::string_view(whole).substr(from, i - from));
      from = i + 1;
    }
  }

  NameParts take() { return std::move(parts_); }

 private:
  void joined(std::string_view text) {
    for (const auto& enumerated : split_list(text, " b) "))
      for (const auto& part : split_list(enumerated, " / ")) one(part);
  }

  void one(std::string_view text) {
    text = bare(text);
    for (const std::string_view born : {", born ", " born in ", " born on "}) {
      const auto at = lowered(text).find(born);
      if (at == std::string_view::npos || at == 0) continue;
      parts_.remarks.emplace_back(text.substr(at + (born.front() == ',' ? 2 : 1)));
      text = bare(text.substr(0, at));
    }
    const auto open = text.rfind('(');
    if (open != std::string_view::npos && open > 0 && text.ends_with(')') && bracketed(text, open)) return;
    add(text, false, false);
  }

  /// Whether what stands in the brackets at the end is understood.
  bool bracketed(std::string_view text, std::size_t open) {
    const auto outside = bare(text.substr(0, open));
    auto inside = bare(text.substr(open + 1, text.size() - open - 2));
    if (outside.empty()) return false;
    constexpr std::string_view kOriginal = "original script:";
    if (lowered(inside).starts_with(kOriginal)) inside = bare(inside.substr(kOriginal.size()));
    if (has_latin_letters(outside) != has_latin_letters(inside) &&
        has_other_script(outside) != has_other_script(inside)) {
      const bool other_outside = has_other_script(outside);
      add(outside, other_outside, false);
      for (const auto& name : split_list(inside, ";")) add(name, !other_outside, false);
      return true;
    }
    if (is_remark(inside)) {
      add(outside, false, false);
      parts_.remarks.emplace_back(text);
      return true;
    }
    if (kind_ != Kind::person && abbreviates(inside, outside)) {
      add(outside, false, false);
      add(inside, false, true);
      return true;
    }
    return false;
  }

  void add(std::string_view text, bool original_script, bool weak) {
    if (!text.empty()) parts_.names.push_back({std::string(text), original_script, weak});
  }

  Kind kind_;
  NameParts parts_;
};

}  // namespace

bool has_other_script(std::string_view text) {
  // Greek is the first script behind Latin and its marks: U+0370 and all that follow begin with CD or more,
  // save the signs of U+2000 to U+2BFF (E2 80 to E2 AF).
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0xCD ||
        (byte == 0xE2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xB0))
      continue;
    return true;
  }
  return false;
}

bool has_latin_letters(std::string_view text) {
  return std::ranges::any_of(text, is_letter);
}

NameParts name_parts(std::string_view text, Kind kind) {
  Splitter splitter(kind);
  splitter.field(text);
  return splitter.take();
}

}  // namespace entente::screening
