// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// What the IATI standard publishes of itself (schemas, lists of codes, rule sets), read into our tables.
/// Its files come from outside: each reader throws BadInput, naming the file, where one is not what it says.
namespace entente::exchange::iati::published {

/// One file, whole.
struct Source {
  std::string name;  ///< within the folder that was named
  std::string bytes;
};

constexpr std::size_t kLargestSource = 16UL << 20U;
constexpr std::size_t kMostCodes = 100'000;        ///< of one list
constexpr std::size_t kLongestExpression = 1'000;  ///< bytes of a path or condition of a rule

struct ListedCode {
  std::string code;
  bool withdrawn = false;
};

/// A list of codes as it is published.
struct PublishedList {
  std::string name, file;
  std::vector<ListedCode> codes;
};

/// Throws BadInput unless the word can stand in a table: it is UTF-8, short, without spaces, and none of the
/// marks a table is read by.
void check_word(std::string_view word, const std::string& file, std::string_view what);

/// Codes in lines of at most 100 characters.
std::string code_lines(const std::vector<ListedCode>& codes);

/// The comment a table that was made of official files begins with.
std::string made_of_official_files(std::string_view what);

}  // namespace entente::exchange::iati::published
