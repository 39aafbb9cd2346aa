// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/line_difference.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace entente::registry {
namespace {

/// "=a -b +c"
std::string told(std::string_view before, std::string_view after) {
  std::string words;
  for (const auto& each : line_difference(before, after)) {
    words += words.empty() ? "" : " ";
    words += each.fate == LineFate::same ? '=' : each.fate == LineFate::removed ? '-' : '+';
    words += each.text;
  }
  return words;
}

/// One of the two texts, of the lines that are in it.
std::string side(const std::vector<LineChange>& changes, LineFate without) {
  std::string text;
  for (const auto& each : changes)
    if (each.fate != without) text += std::string(each.text) + "\n";
  return text;
}

TEST(LineDifference, SaysWhichLinesWentAndWhichCame) {
  EXPECT_EQ(told("", ""), "");
  EXPECT_EQ(told("a\nb\n", "a\nb\n"), "=a =b");
  EXPECT_EQ(told("", "a\nb"), "+a +b");
  EXPECT_EQ(told("a\nb", ""), "-a -b");
  EXPECT_EQ(told("a\nb\nc", "a\nx\nc"), "=a -b +x =c");
  EXPECT_EQ(told("a\nc", "a\nb\nc"), "=a +b =c");
  EXPECT_EQ(told("a\nb\nc\nd\ne", "a\nx\ny\nd\ne"), "=a -b -c +x +y =d =e");
  EXPECT_EQ(told("a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc"), "-a -b =c +b =a =b -b =a +c");
  EXPECT_EQ(told("a\r\nb", "a\nb\r\n"), "=a =b") << "ends of lines say nothing";
  EXPECT_EQ(told("a\n\nb", "a\nb"), "=a - =b");
}

TEST(LineDifference, BothTextsAreReadFromIt) {
  std::mt19937 random(20'261'201);
  for (int round = 0; round < 2'000; ++round) {
    std::string texts[2];
    for (auto& text : texts)
      for (auto lines = random() % 12; lines > 0; --lines)
        text += std::string(1, static_cast<char>('a' + random() % 4)) + "\n";
    const auto changes = line_difference(texts[0], texts[1]);
    EXPECT_EQ(side(changes, LineFate::added), texts[0]);
    EXPECT_EQ(side(changes, LineFate::removed), texts[1]);
  }
}

TEST(LineDifference, IsBoundedForTextsThatHaveNothingInCommon) {
  std::string before = "first\n", after = "first\n";
  for (int i = 0; i < 20'000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  before += "last\n";
  after += "last\n";
  const auto changes = line_difference(before, after);
  ASSERT_EQ(changes.size(), 40'002U);
  EXPECT_EQ(changes.front(), (LineChange{LineFate::same, "first"}));
  EXPECT_EQ(changes.back(), (LineChange{LineFate::same, "last"}));
  EXPECT_EQ(changes[1].fate, LineFate::removed);
  EXPECT_EQ(changes[20'001].fate, LineFate::added);
}

}  // namespace
}  // namespace entente::registry
