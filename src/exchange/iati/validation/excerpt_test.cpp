// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/excerpt.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace entente::exchange::iati::validation {
namespace {

TEST(Excerpts, GivesLinesAsTheyStand) {
  std::istringstream file("one\r\n\ttwo é\nthree\n\xff\xfe four");
  Excerpts lines;
  for (const auto n : {1, 2, 4, 9}) lines.want(static_cast<std::uint64_t>(n), 1);
  lines.read(file, "f.xml");
  EXPECT_EQ(lines.at(1, 1).text, "one");
  EXPECT_EQ(lines.at(2, 1).text, " two é");
  EXPECT_EQ(lines.at(4, 1).text, "?? four");
  EXPECT_TRUE(lines.at(4, 1).there);
  EXPECT_FALSE(lines.at(9, 1).there);
  EXPECT_THROW(lines.at(3, 1), std::out_of_range);
}

TEST(Excerpts, CutsLongLinesRoundTheColumn) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "é";
  text[2 * 49'999] = 'X';
  text.erase(2 * 49'999 + 1, 1);
  std::istringstream file("first\n" + text);
  Excerpts lines;
  lines.want(2, 50'000);
  lines.want(2, 3);
  lines.want(2, 99'999);
  lines.read(file, "f.xml");
  const auto& middle = lines.at(2, 50'000);
  EXPECT_EQ(middle.text.find('X'), 2 * Excerpts::kBefore);
  EXPECT_EQ(middle.text.size(), 2 * Excerpts::kLongest - 1);
  EXPECT_TRUE(middle.cut_before && middle.cut_after);
  EXPECT_FALSE(lines.at(2, 3).cut_before);
  EXPECT_TRUE(lines.at(2, 99'999).cut_before);
  EXPECT_FALSE(lines.at(2, 99'999).cut_after);
}

TEST(Excerpts, ReadsOtherEncodings) {
  std::istringstream file(std::string("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<a>\xe9</a>"));
  Excerpts lines;
  lines.want(2, 1);
  lines.read(file, "f.xml");
  EXPECT_EQ(lines.at(2, 1).text, "<a>é</a>");
}

}  // namespace
}  // namespace entente::exchange::iati::validation
