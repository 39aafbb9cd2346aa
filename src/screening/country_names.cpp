// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/country_names.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "base/icu.hpp"
#include "model/other_names.hpp"
#include "model/vocabulary.hpp"

namespace entente::screening {

namespace {

/// What lists write beside the names that model knows; written as they fold.
constexpr std::array kListNames{
    std::pair{"korea north", "KP"},
    std::pair{"korea south", "KR"},
    std::pair{"bosnia herzegovina", "BA"},
    std::pair{"congo democratic republic of the", "CD"},
    std::pair{"democratic republic of congo", "CD"},
    std::pair{"congo republic of the", "CG"},
    std::pair{"republic of the congo", "CG"},
    std::pair{"macedonia the former yugoslav republic of", "MK"},
    std::pair{"the former yugoslav republic of macedonia", "MK"},
    std::pair{"north macedonia the republic of", "MK"},
    std::pair{"virgin islands british", "VG"},
    std::pair{"virgin islands us", "VI"},
    std::pair{"palestinian", "PS"},
    std::pair{"palestinian authority", "PS"},
    std::pair{"palestinian territories", "PS"},
    std::pair{"palestinian territory occupied", "PS"},
    std::pair{"occupied palestinian territory", "PS"},
    std::pair{"gaza", "PS"},
    std::pair{"gaza strip", "PS"},
    std::pair{"west bank", "PS"},
    std::pair{"england", "GB"},
    std::pair{"scotland", "GB"},
    std::pair{"great britain", "GB"},
    std::pair{"st kitts and nevis", "KN"},
    std::pair{"st lucia", "LC"},
    std::pair{"st vincent and the grenadines", "VC"},
    std::pair{"comoros islands", "KM"},
    std::pair{"cabo verde", "CV"},
    std::pair{"vatican city", "VA"},
    std::pair{"holy see vatican city state", "VA"},
    std::pair{"union of the comoros", "KM"},
    std::pair{"kirghizia", "KG"},
    std::pair{"byelorussia", "BY"},
    std::pair{"peoples republic of china", "CN"},
    std::pair{"libyan arab jamahiriya", "LY"},
    std::pair{"zaire", "CD"},
};

/// Letters and digits, without case, marks and apostrophes, the words parted by a space; without "the".
std::string folded_country(std::string_view text) {
  UErrorCode code = U_ZERO_ERROR;
  const auto* nfkd = icu::Normalizer2::getNFKDInstance(code);
  base::check_icu(code, "Folding the name of a country");
  auto wide = nfkd->normalize(base::wide(text), code);
  base::check_icu(code, "Folding the name of a country");
  wide.foldCase();
  icu::UnicodeString out;
  for (int32_t i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
    const auto c = wide.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK || c == '\'' || c == 0x2018 || c == 0x2019 || c == '.') continue;
    if (u_isalnum(c)) {
      out.append(c);
    } else if (!out.isEmpty() && out[out.length() - 1] != ' ') {
      out.append(static_cast<char16_t>(' '));
    }
  }
  auto folded = base::narrow(out.trim());
  if (folded.starts_with("the ")) folded.erase(0, std::string_view("the ").size());
  return folded;
}

using Codes = std::unordered_map<std::string, std::string>;

void add_name(Codes& codes, std::string_view name, const std::string& code) {
  codes.emplace(folded_country(name), code);
  // "Iran (Islamic Republic of)": lists leave out the brackets.
  const auto open = name.find_first_of("([");
  if (open != std::string_view::npos && open > 0) codes.emplace(folded_country(name.substr(0, open)), code);
}

const Codes& codes_of_names() {
  static const Codes all = [] {
    Codes codes;
    for (const auto& country : model::countries()) {
      codes.emplace(folded_country(country.code), country.code);
      codes.emplace(folded_country(country.iso3), country.code);
    }
    for (const auto& country : model::countries())
      for (const auto& name : country.name.narratives) add_name(codes, name.value, country.code);
    for (const auto& [code, names] : model::other_country_names())
      for (const auto& name : names) add_name(codes, name, code);
    for (const auto& [name, code] : kListNames) codes.emplace(name, code);
    return codes;
  }();
  return all;
}

}  // namespace

std::string country_code(std::string_view text) {
  constexpr std::size_t kLongestName = 200;
  if (text.empty() || text.size() > kLongestName) return {};
  const auto& codes = codes_of_names();
  const auto found = codes.find(folded_country(text));
  return found == codes.end() ? std::string() : found->second;
}

bool is_no_country(std::string_view text) {
  constexpr std::array<std::string_view, 7> kNone{
      "", "00", "unknown", "none identified", "none", "not available", "na"};
  if (text.size() > std::string_view("none identified").size()) return false;
  if (text == "NA") return false;  // Namibia
  return std::ranges::find(kNone, folded_country(text)) != kNone.end();
}

}  // namespace entente::screening
