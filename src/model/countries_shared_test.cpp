// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Countries, their names and their groups beside the reference list in the shared data.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "model/country_groups.hpp"
#include "model/vocabulary.hpp"

namespace entente::model {
namespace {

using Row = std::map<std::string, std::string, std::less<>>;

/// RFC 4180, without its line ends in cells: the file has none.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
      cells.back() += line[++i];
    else if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      cells.emplace_back();
    else if (c != '\r')
      cells.back() += c;
  }
  return cells;
}

std::vector<Row> rows_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  const auto names = cells_of(line);
  std::vector<Row> rows;
  while (std::getline(in, line)) {
    const auto cells = cells_of(line);
    if (cells.size() != names.size()) ADD_FAILURE() << "a row of another length: " << line;
    for (auto& row = rows.emplace_back(); const auto& name : names) row[name] = cells[row.size()];
  }
  return rows;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
    text.replace(at, from.size(), to);
}

/// As the register writes names: a curved apostrophe, and no article after it.
std::string plain_name(std::string name) {
  replace_all(name, "'", "’");
  replace_all(name, " *", "");
  for (const std::string_view article :
       {" (the)", " (la)", " (le)", " (les)", " (l’)", " (el)", " (los)", " (las)"})
    if (name.ends_with(article)) name.resize(name.size() - article.size());
  return name;
}

std::string three_digits(std::string code) {
  while (!code.empty() && code.front() == ' ') code.erase(0, 1);
  if (!code.empty()) code.insert(0, 3 - std::min<std::size_t>(code.size(), 3), '0');
  return code;
}

class CountriesBesideTheReferenceList : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path file = ENTENTE_SHARED_DATA "/reference/country-codes.csv";
    if (!std::filesystem::exists(file))
      GTEST_SKIP() << "the shared reference data are not beside this checkout";
    rows_ = rows_of(file);
  }
  std::vector<Row> rows_;
};

TEST_F(CountriesBesideTheReferenceList, HaveTheSameCodesAndRegions) {
  EXPECT_EQ(rows_.size(), countries().size());
  for (const auto& row : rows_) {
    const auto* country = find_country(row.at("ISO3166-1-Alpha-2"));
    ASSERT_NE(country, nullptr) << row.at("ISO3166-1-Alpha-2");
    EXPECT_EQ(country->iso3, row.at("ISO3166-1-Alpha-3"));
    EXPECT_EQ(country->m49, three_digits(row.at("M49"))) << country->code;
    EXPECT_EQ(country->region, three_digits(row.at("Region Code"))) << country->code;
    EXPECT_EQ(country->subregion, three_digits(row.at("Sub-region Code"))) << country->code;
    EXPECT_EQ(country->intermediate, three_digits(row.at("Intermediate Region Code"))) << country->code;
  }
}

TEST_F(CountriesBesideTheReferenceList, HaveTheNamesOfTheUnitedNations) {
  struct Column {
    std::string_view language, terminology, statistics;
  };
  constexpr Column kColumns[] = {
      {"en", "UNTERM English Short", "official_name_en"}, {"fr", "UNTERM French Short", "official_name_fr"},
      {"es", "UNTERM Spanish Short", "official_name_es"}, {"ru", "UNTERM Russian Short", "official_name_ru"},
      {"ar", "UNTERM Arabic Short", "official_name_ar"},  {"zh", "UNTERM Chinese Short", "official_name_cn"}};
  // Code and language, and why the register has another.
  const std::map<std::string, std::string, std::less<>> others = {
      {"NL en", "the terminology has had “Netherlands (Kingdom of the)” since the list was made"},
      {"NL ar", "likewise, with the hyphen that the list writes as a line"}};
  std::set<std::string> met;
  std::size_t compared = 0;
  for (const auto& row : rows_)
    for (const auto& [language, terminology, statistics] : kColumns) {
      // Areas that are no States have no entry in the terminology.
      if (row.find(terminology)->second.empty()) continue;
      const auto* country = find_country(row.at("ISO3166-1-Alpha-2"));
      ASSERT_NE(country, nullptr);
      const auto name = plain_name(std::string(country->name.str(language)));
      ++compared;
      if (name == plain_name(row.find(terminology)->second) ||
          name == plain_name(row.find(statistics)->second))
        continue;
      const auto key = country->code + " " + std::string(language);
      EXPECT_TRUE(others.contains(key)) << key << ": " << name;
      met.insert(key);
    }
  EXPECT_GT(compared, 1'100U);
  EXPECT_EQ(met.size(), others.size()) << "a difference that is none any more";
}

TEST_F(CountriesBesideTheReferenceList, AreInTheSameGroupsOnADayOfTheList) {
  constexpr std::pair<std::string_view, std::string_view> kColumns[] = {
      {"ldc", "Least Developed Countries (LDC)"},
      {"lldc", "Land Locked Developing Countries (LLDC)"},
      {"sids", "Small Island Developing States (SIDS)"}};
  const auto differences = [&](std::string_view date) {
    std::set<std::string> all;
    const auto day = base::PartialDate::parse(date)->first_day();
    for (const auto& row : rows_)
      for (const auto& [group, column] : kColumns) {
        const auto& code = row.at("ISO3166-1-Alpha-2");
        const bool listed = row.find(column)->second == "x";
        if (listed != (group_of(code, group, day) != nullptr)) all.insert(std::string(group) + " " + code);
      }
    return all;
  };
  // The list was made after Bhutan had left the least developed countries, and before Sao Tome and Principe.
  EXPECT_EQ(differences("2024-06-01"), (std::set<std::string>{}));
  EXPECT_EQ(differences("2024-12-13"), (std::set<std::string>{"ldc ST"}));
  EXPECT_EQ(differences("2026-12-01"), (std::set<std::string>{"ldc BD", "ldc LA", "ldc NP", "ldc ST"}))
      << "three more left on 24 November 2026, by resolution 76/8";
}

}  // namespace
}  // namespace entente::model
