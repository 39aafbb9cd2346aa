// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "model/identifier.hpp"

namespace entente::model {
namespace {

void expect_six(const base::Text& text, const std::string& what) {
  for (const auto language : base::kLanguages) EXPECT_TRUE(text.has(language)) << what << " in " << language;
}

TEST(Vocabulary, EveryTermHasALabelInSixLanguages) {
  for (const auto* name : {"kind",
                           "level",
                           "status",
                           "role",
                           "organisation_type",
                           "contribution_kind",
                           "delivery_kind",
                           "confirmation_state",
                           "attestation",
                           "field",
                           "indicator_direction",
                           "result_kind",
                           "language",
                           "answer",
                           "party_selection",
                           "conflict_state",
                           "post_level",
                           "negative_effects",
                           "recommendation_state",
                           "gender_marker"}) {
    const auto& v = vocabulary(name);
    EXPECT_FALSE(v.terms.empty()) << name;
    std::set<std::string> codes;
    for (const auto& term : v.terms) {
      EXPECT_TRUE(codes.insert(term.code).second) << name << " " << term.code;
      expect_six(term.label, std::string(name) + " " + term.code);
    }
  }
  EXPECT_THROW(vocabulary("weather"), base::NotFound);
  EXPECT_EQ(label("status", "active", "en"), vocabulary("status").find("active")->label.str("en"));
  EXPECT_EQ(label("status", "nonsense", "fr"), "nonsense");
}

TEST(Countries, CarryTheNamesOfTheUnitedNationsInSixLanguages) {
  EXPECT_GE(countries().size(), 249u);
  for (const auto& c : countries()) {
    expect_six(c.name, c.code);
    if (!c.region.empty()) {
      EXPECT_TRUE(region_name("m49", c.region)) << c.code;
    }
  }
  EXPECT_EQ(find_country("NA")->name.str("en"), "Namibia");
  EXPECT_EQ(find_country("ZZ"), nullptr);
  EXPECT_TRUE(region_name("dac", "298"));
  EXPECT_FALSE(region_name("dac", "0"));
}

TEST(Goals, AreSeventeenWithTheirTargetsAndEightBefore) {
  std::size_t goals_seen = 0, targets = 0;
  for (const auto& g : goals("sdg")) {
    ++(g.target ? targets : goals_seen);
    expect_six(g.label, g.code);
    EXPECT_TRUE(is_linkable(g.official)) << g.code;
  }
  EXPECT_EQ(goals_seen, 17u);
  EXPECT_EQ(targets, 169u);
  std::size_t mdg = 0;
  for (const auto& g : goals("mdg")) {
    if (!g.target) continue;
    ++mdg;
    expect_six(g.label, g.code);
    EXPECT_FALSE(successors(g.code).empty()) << g.code;
    for (const auto& code : successors(g.code))
      EXPECT_TRUE(find_goal("sdg", code)) << g.code << " → " << code;
  }
  EXPECT_EQ(mdg, 21u);
  EXPECT_EQ(find_goal("sdg", "6.1")->goal, "6");
  EXPECT_EQ(find_goal("sdg", "18"), nullptr);
  EXPECT_THROW(goals("xyz"), base::NotFound);
}

std::set<std::string> codes_in(const std::filesystem::path& file, const std::regex& pattern) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  const auto all = text.str();
  std::set<std::string> codes;
  for (std::sregex_iterator i(all.begin(), all.end(), pattern), end; i != end; ++i) codes.insert((*i)[1]);
  return codes;
}

TEST(Goals, AgreeWithTheOfficialListOfTargets) {
  const std::filesystem::path file = ENTENTE_SHARED_DATA "/reference/goals/en/global_targets.yml";
  if (!std::filesystem::exists(file))
    GTEST_SKIP() << "the shared reference data are not beside this checkout";
  std::size_t n = 0;
  for (auto code : codes_in(file, std::regex(R"((\d+-[0-9a-z]+)-title:)"))) {
    code[code.find('-')] = '.';
    EXPECT_TRUE(find_goal("sdg", code)) << code;
    ++n;
  }
  EXPECT_EQ(n, 169u);
}

TEST(Fields, TakeEverySectorOfTheStandard) {
  const std::filesystem::path folder = ENTENTE_SHARED_DATA "/iati/standard/codelists";
  if (!std::filesystem::exists(folder))
    GTEST_SKIP() << "the shared IATI standard is not beside this checkout";
  std::size_t n = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (name != "Sector.xml" && name != "SectorCategory.xml") continue;
    for (const auto& code : codes_in(entry.path(), std::regex(R"(<code>(\d+)</code>)"))) {
      EXPECT_TRUE(vocabulary("field").find(field_of_sector(code))) << code;
      ++n;
    }
  }
  EXPECT_GT(n, 200u);
  EXPECT_EQ(field_of_sector("12220"), "health");
  EXPECT_EQ(field_of_sector("31220"), "forests");
  EXPECT_EQ(field_of_sector("15160"), "human_rights");
  EXPECT_EQ(field_of_sector(""), "other");
  EXPECT_EQ(organisation_type_of_iati("60"), "foundation");
  EXPECT_EQ(organisation_type_of_iati("99"), "unknown");
}

TEST(Identifiers, CheckDigitsAreVerified) {
  EXPECT_EQ(check_digits_hold("lei", "529900T8BM49AURSDO55"), true);
  EXPECT_EQ(check_digits_hold("lei", "529900T8BM49AURSDO56"), false);
  EXPECT_EQ(check_digits_hold("ror", "https://ror.org/03yrm5c26"), true);
  EXPECT_EQ(check_digits_hold("ror", "03yrm5c27"), false);
  EXPECT_EQ(check_digits_hold("isin", "US0378331005"), true);
  EXPECT_EQ(check_digits_hold("isin", "US0378331006"), false);
  EXPECT_EQ(check_digits_hold("iati-org", "XM-DAC-41114"), std::nullopt);
  EXPECT_EQ(check_digits_hold("lei", ""), false);
}

TEST(Identifiers, TwoSpellingsOfOneAreOne) {
  EXPECT_EQ(identifier_key("iati-org", " xm-dac-41114\n"), "XM-DAC-41114");
  EXPECT_EQ(identifier_key("iati-activity", " aB-1 "), "aB-1");
}

TEST(Links, OnlyWebAndMailAddressesAreLinked) {
  for (const auto* good : {"https://example.org/a?b=c#d", "HTTP://example.org", "mailto:desk@example.org"})
    EXPECT_TRUE(is_linkable(good)) << good;
  for (const auto* bad :
       {"", "javascript:alert(1)", " https://example.org", "java\nscript:x", "data:text/html,x",
        "//example.org", "ftp://example.org", "https://", "https://user:pass@example.org/",
        "https:example.org", "mailto:", "http://exa mple.org", "https:\\\\example.org"})
    EXPECT_FALSE(is_linkable(bad)) << bad;
}

}  // namespace
}  // namespace entente::model
