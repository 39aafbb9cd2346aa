// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace entente::model {

/// What a field's value must keep to, written beside the field in fields(visitor). The JSON Schema,
/// the CSV columns and check() are made from it.
struct Rule {
  std::string_view about = {};       ///< one sentence for the schema and the reference
  bool required = false;             ///< must not be empty
  std::size_t max = 2'000;           ///< longest text, in bytes of UTF-8 for each language
  std::size_t items = 1'000;         ///< most items of a list
  std::string_view vocabulary = {};  ///< the code must stand in this vocabulary (data/vocabularies)
  bool column = true;                ///< has a column in the CSV form
};

/// Longest text of a description, in bytes: the longest seen in published activities is a tenth of it.
inline constexpr std::size_t kLongText = 200'000;

}  // namespace entente::model
