// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/collation.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace entente::base {
namespace {

TEST(SortKey, OrdersAsTheLanguageDoes) {
  EXPECT_LT(sort_key("Åland Islands", "en"), sort_key("Denmark", "en"));
  EXPECT_LT(sort_key("Égypte", "fr"), sort_key("France", "fr"));
  EXPECT_LT(sort_key("安道尔", "zh"), sort_key("中国", "zh"));
  EXPECT_LT(sort_key("أفغانستان", "ar"), sort_key("اليمن", "ar"));
}

TEST(SortKey, HoldsForLongAndEmptyTexts) {
  const std::string longer(5'000, 'a');
  EXPECT_LT(sort_key(longer, "en"), sort_key(longer + "b", "en"));
  EXPECT_LT(sort_key("", "en"), sort_key("a", "en"));
  EXPECT_THROW(sort_key("a", "de"), Error);
}

}  // namespace
}  // namespace entente::base
