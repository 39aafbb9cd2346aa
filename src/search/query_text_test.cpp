// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/query_text.hpp"

#include <gtest/gtest.h>

namespace entente::search {
namespace {

using Words = std::vector<std::string>;

/// The terms on one line: words joined by "_", "*" for a prefix, "-" for an excluded one.
std::string shown(std::string_view text) {
  std::string out;
  for (const auto& term : read_query(text).terms) {
    if (!out.empty()) out += ' ';
    if (term.excluded) out += '-';
    for (std::size_t i = 0; i < term.words.size(); ++i)
      out += (i > 0 ? "_" : "") + term.words[i].text + (term.words[i].prefix ? "*" : "");
  }
  return out;
}

TEST(QueryText, Words) {
  EXPECT_EQ(shown("Clean WATER"), "clean water");
  EXPECT_EQ(shown("water water Wáter"), "water");
  EXPECT_EQ(shown("goal:6 climate-change l'eau"), "goal 6 climate change l eau");
  EXPECT_EQ(shown(""), "");
  EXPECT_EQ(shown(" ... !? * "), "");
}

TEST(QueryText, Phrases) {
  EXPECT_EQ(shown("\"clean water\" now"), "clean_water now");
  EXPECT_EQ(shown("“clean water” «eau propre» 「清洁」"), "clean_water eau_propre 清洁");
  EXPECT_EQ(shown("a\"b c\"d"), "a b_c d");
  EXPECT_EQ(shown("\"\" \"one\""), "one");
}

TEST(QueryText, OpenQuote) {
  const auto read = read_query("one \"two three");
  EXPECT_EQ(read.complaint, "query.open_quote");
  EXPECT_EQ(shown("one \"two three"), "one two_three");
  EXPECT_EQ(read_query("\"two\"").complaint, "");
}

TEST(QueryText, Excluded) {
  EXPECT_EQ(shown("-water -\"clean air\" −fire"), "-water -clean_air -fire");
  EXPECT_EQ(shown("-climate-change"), "-climate_change");
  EXPECT_EQ(shown("a - b -"), "a b");
  EXPECT_EQ(shown("--a"), "-a");
}

TEST(QueryText, Prefix) {
  EXPECT_EQ(shown("wat* w* -sani*"), "wat* w -sani*");
  EXPECT_EQ(shown("\"clean wat*\" \"cle* water\""), "clean_wat* cle_water");
  EXPECT_EQ(shown("été*"), "ete*");
  EXPECT_EQ(shown("é*"), "e");
  EXPECT_EQ(shown("wa*ter"), "wa* ter");
}

TEST(QueryText, Ideographs) {
  EXPECT_EQ(shown("水资源"), "水资_资源");
  EXPECT_EQ(shown("水"), "水*");
  EXPECT_EQ(shown("AI技术员"), "ai 技术_术员");
  EXPECT_EQ(shown("\"水资源 ai\""), "水资_资源_源_ai");
  EXPECT_EQ(shown("-技术"), "-技术");
}

TEST(QueryText, WordsToMark) {
  EXPECT_EQ(read_query("Été wat* -no \"clean été\" 水资源").words(),
            (Words{"ete", "wat*", "clean", "水资", "资源"}));
}

TEST(QueryText, Limits) {
  std::string many;
  for (int i = 0; i < 60; ++i) many += "w" + std::to_string(i) + " ";
  EXPECT_EQ(read_query(many).terms.size(), kQueryTerms);
  EXPECT_EQ(read_query(many).complaint, "query.too_long");

  const auto longest = std::string(kTermBytes, 'x');
  EXPECT_EQ(read_query(longest).terms.size(), 1U);
  const auto longer = read_query("a " + longest + "x b");
  EXPECT_EQ(longer.terms.size(), 2U);
  EXPECT_EQ(longer.complaint, "query.too_long");
}

TEST(QueryText, Hostile) {
  EXPECT_LE(read_query(std::string(1 << 20, 'x')).terms.size(), 1U);
  EXPECT_TRUE(read_query(std::string(1 << 20, '"')).terms.empty());
  EXPECT_TRUE(read_query(std::string(1 << 20, '-')).terms.empty());
  EXPECT_TRUE(read_query(std::string(1 << 20, '\xFF')).terms.empty());
  std::string words;
  while (words.size() < 1 << 20) words += "-\"a b\" c* ";
  EXPECT_EQ(shown(words), "-a_b c");
  EXPECT_EQ(read_query(words).complaint, "query.too_long");
  EXPECT_EQ(shown(std::string_view("\x01wa\0ter\x7F x\xC3", 11)), "wa ter x");
  EXPECT_EQ(read_query("\"").complaint, "query.open_quote");
}

}  // namespace
}  // namespace entente::search
