// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/direction.hpp"

#include <gtest/gtest.h>

#include "base/message_form.hpp"

namespace entente::base {
namespace {

TEST(EndingItsTurns, KeepsWhatEndsByItself) {
  for (const auto* const text : {"", "Water", "\u202eWater\u202c", "\u2068Вода\u2069 и \u2067ماء\u2069",
                                 "\u2066a\u202bb\u202cc\u2069", "ماء\u200f\u061c", "“…”", "\xe2", "\xe2\x80"})
    EXPECT_EQ(ending_its_turns(text), text);
}

TEST(EndingItsTurns, TakesAwayWhatWouldTurnTheRest) {
  EXPECT_EQ(ending_its_turns("a\u202etxt.exe"), "atxt.exe");
  EXPECT_EQ(ending_its_turns("a\u2069b"), "ab");
  EXPECT_EQ(ending_its_turns("\u2066a\u202cb"), "ab");
  EXPECT_EQ(ending_its_turns("\u202e\u2066a\u202c\u2069"), "a") << "ended in the wrong order";
}

TEST(EndingItsTurns, GoesForWhatAMessageIsGiven) {
  EXPECT_EQ(MessageForm("Named by {x}; not confirmed").text({{"x", std::string_view("Fund\u202e")}}, {}),
            "Named by Fund; not confirmed");
}

}  // namespace
}  // namespace entente::base
