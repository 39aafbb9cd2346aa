// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/marks.hpp"

#include <gtest/gtest.h>

namespace entente::base {
namespace {

TEST(Marks, AreLeftOutWhereALetterStandsWithoutThem) {
  for (const UChar32 mark : {0x0301, 0x0483, 0x05B0, 0x064B, 0x0711})
    EXPECT_TRUE(may_be_left_out(mark)) << mark;
}

TEST(Marks, ThatArePartOfALetterStay) {
  // Of Devanagari, Bengali, Tamil and Thai, and the voicing of kana.
  for (const UChar32 mark : {0x0941, 0x09C1, 0x0BC0, 0x0E31, 0x3099, 0x309A})
    EXPECT_FALSE(may_be_left_out(mark)) << mark;
}

}  // namespace
}  // namespace entente::base
