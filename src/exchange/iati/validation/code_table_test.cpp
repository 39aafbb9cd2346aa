// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/code_table.hpp"

#include <gtest/gtest.h>

#include "exchange/iati/validation/standard.hpp"

namespace entente::exchange::iati::validation {
namespace {

TEST(CodeTable, TellsCodesOfAnyLengthApart) {
  CodeTable table;
  EXPECT_EQ(table.find(""), Standing::unknown);
  std::vector<std::string> codes;
  for (const std::string_view whole : {"abcdefghijklmnopqrstuvwxyz", "zbcdefghijklmnopqrstuvwxyz"})
    for (std::size_t n = 1; n <= whole.size(); ++n) codes.emplace_back(whole.substr(0, n));
  for (std::size_t i = 0; i < codes.size(); ++i) {
    EXPECT_EQ(table.find(codes[i]), Standing::unknown) << codes[i];
    table.add(codes[i], i % 2 == 0 ? Standing::known : Standing::withdrawn);
  }
  for (std::size_t i = 0; i < codes.size(); ++i)
    EXPECT_EQ(table.find(codes[i]), i % 2 == 0 ? Standing::known : Standing::withdrawn) << codes[i];
  // One byte differs: at the front, in the middle, at the end.
  for (const auto* code :
       {"xbcdefgh", "abcxefgh", "abcdefgx", "abcdefghxjklmnop", "abcdefghijklmnopqxst", "axc", "ac"})
    EXPECT_EQ(table.find(code), Standing::unknown) << code;
  table.add("abc", Standing::withdrawn);
  EXPECT_EQ(table.find("abc"), Standing::withdrawn) << "the later standing holds";
}

TEST(CodeTable, HoldsWhatTheListsOfTheStandardHold) {
  std::size_t withdrawn = 0, known = 0;
  for (const auto& [name, list] : Standard::current().lists) {
    EXPECT_EQ(list.table.find("no such code"), Standing::unknown);
    for (const auto& code : list.codes) {
      const auto wanted = list.withdrawn.contains(code) ? Standing::withdrawn : Standing::known;
      EXPECT_EQ(list.table.find(code), wanted) << name << " " << code;
      ++(wanted == Standing::known ? known : withdrawn);
    }
  }
  EXPECT_GT(known, 3000U);
  EXPECT_GT(withdrawn, 100U);
}

}  // namespace
}  // namespace entente::exchange::iati::validation
