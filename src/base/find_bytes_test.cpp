// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/find_bytes.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace entente::base {
namespace {

TEST(FindBytes, FindsWhatTheStandardLibraryFinds) {
  std::mt19937 random(3);
  const auto some = [&](std::size_t size) {
    std::string text;
    while (text.size() < size) text += static_cast<char>('a' + random() % 3);
    return text;
  };
  for (int i = 0; i < 2'000; ++i) {
    const auto text = some(random() % 80), bytes = some(1 + random() % 6);
    for (std::size_t from = 0; from <= text.size(); ++from)
      EXPECT_EQ(find_bytes(bytes, text, from), text.find(bytes, from))
          << bytes << " in " << text << " from " << from;
  }
}

}  // namespace
}  // namespace entente::base
