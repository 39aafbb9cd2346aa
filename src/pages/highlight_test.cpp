// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/highlight.hpp"

#include <gtest/gtest.h>

namespace entente::pages {
namespace {

using Pieces = std::vector<Piece>;

TEST(Highlight, MarksWholeWordsByTheirFoldedForm) {
  EXPECT_EQ(pieces_of("Énergie, énergies", {"energie"}), (Pieces{{"Énergie", true}, {", énergies", false}}));
}

TEST(Highlight, MarksWordsThatBeginWithAPrefix) {
  EXPECT_EQ(pieces_of("Vaccines for all", {"vacc*"}), (Pieces{{"Vaccines", true}, {" for all", false}}));
}

TEST(Highlight, JoinsPairsOfIdeographs) {
  EXPECT_EQ(pieces_of("全球卫生伙伴", {"卫生", "生伙"}),
            (Pieces{{"全球", false}, {"卫生伙", true}, {"伴", false}}));
}

TEST(Highlight, MarksTraditionalIdeographsBySimplifiedOnes) {
  EXPECT_EQ(pieces_of("潔淨飲水ＡＩ", {"洁净"}), (Pieces{{"潔淨飲水ＡＩ", false}}));
  EXPECT_EQ(pieces_of("潔淨飲水", {"洁净"}), (Pieces{{"潔淨", true}, {"飲水", false}}));
}

TEST(Highlight, LeavesTextWithoutWordsWhole) {
  EXPECT_EQ(pieces_of("Water", {}), (Pieces{{"Water", false}}));
  EXPECT_EQ(pieces_of("", {"water"}), Pieces{});
}

TEST(Excerpt, IsTheTextWhereItIsShort) {
  EXPECT_EQ(excerpt_of("Clean water", {"water"}, 40), "Clean water");
}

TEST(Excerpt, BeginsNearTheFirstWordFound) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "filler ";
  text += "cholera vaccine for everyone in the valley and beyond it, as was promised";
  const auto excerpt = excerpt_of(text, {"vaccine"}, 60);
  EXPECT_NE(excerpt.find("vaccine"), std::string::npos);
  EXPECT_TRUE(excerpt.starts_with("…"));
  EXPECT_TRUE(excerpt.ends_with("…"));
}

TEST(Excerpt, NeverCutsACharacter) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "水";
  for (std::size_t longest = 10; longest < 20; ++longest)
    EXPECT_TRUE(base::is_utf8(excerpt_of(text, {"水"}, longest)));
}

TEST(Highlight, SurvivesAnyBytesThatAreText) {
  for (const auto* text : {"«»", "،", "a\u00A0b", "🜲 water", "水a水"})
    for (const auto& piece : pieces_of(text, {"water", "水", "a*"}))
      EXPECT_TRUE(base::is_utf8(piece.value)) << text;
}

}  // namespace
}  // namespace entente::pages
