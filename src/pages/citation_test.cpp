// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/citation.hpp"

#include <gtest/gtest.h>

namespace entente::pages {
namespace {

Citation citation(std::string title) {
  return {.title = std::move(title),
          .publisher = "Partnerships & more",
          .language = "en",
          .url = "https://register.example/en/partnerships/1/revisions/3",
          .id = "018bcfe5-0000-7000-8000-000000000000",
          .version = 3,
          .time = {1'700'000'000'000}};
}

TEST(Citation, BibtexNamesTheRevisionAndIsNoCommand) {
  EXPECT_EQ(bibtex(citation("Water for 50% of {all} \\input{x} #1_a ~^")),
            "@misc{entente-018bcfe5-0000-7000-8000-000000000000-v3,\n"
            "  title = {{Water for 50\\% of (all) {\\textbackslash}input(x) \\#1\\_a "
            "{\\textasciitilde}{\\textasciicircum}}},\n"
            "  author = {{Partnerships \\& more}},\n"
            "  year = {2023},\n  month = {11},\n  note = {Version 3, 2023-11-14},\n  language = {en},\n"
            "  url = {https://register.example/en/partnerships/1/revisions/3}\n}\n");
}

TEST(Citation, ATitleCannotAddAFieldToRis) {
  const auto text = ris(citation("Water\r\nER  - \r\nTY  - BOOK"));
  EXPECT_NE(text.find("TI  - Water ER - TY - BOOK\r\n"), text.npos) << text;
  EXPECT_NE(text.find("PY  - 2023\r\nDA  - 2023/11/14\r\nET  - 3\r\n"), text.npos) << text;
  EXPECT_TRUE(text.ends_with("ER  - \r\n"));
}

TEST(Citation, ALongTitleIsCutBetweenCharacters) {
  std::string title;
  for (int i = 0; i < 4'000; ++i) title += "水";
  const auto text = ris(citation(title));
  EXPECT_LT(text.size(), 1'000u);
  EXPECT_NE(text.find("水\r\nPB"), text.npos);
}

}  // namespace
}  // namespace entente::pages
