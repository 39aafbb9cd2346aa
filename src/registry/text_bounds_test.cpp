// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/text_bounds.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace entente::registry {

namespace {

TEST(TextBounds, HoldAtBothEdges) {
  base::Text text;
  for (std::size_t i = 0; i < kMostLanguages; ++i) text.add("x" + std::to_string(i), std::string(10, 'x'));
  EXPECT_NO_THROW(require_length("brings", text, 10));
  EXPECT_THROW(require_length("brings", text, 9), base::BadInput);
  text.add("y", "y");
  EXPECT_THROW(require_length("brings", text, 10), base::BadInput) << "one language more";
  EXPECT_NO_THROW(require_length("unit", "wells", 5));
  EXPECT_THROW(require_length("unit", "wells", 4), base::BadInput);
}

TEST(TextBounds, NameTheFieldAndTheLanguage) {
  try {
    require_length("brings", base::Text("fr", "puits"), 4);
    FAIL() << "it is too long";
  } catch (const base::BadInput& e) {
    EXPECT_NE(std::string(e.what()).find("brings.fr"), std::string::npos) << e.what();
  }
}

}  // namespace

}  // namespace entente::registry
