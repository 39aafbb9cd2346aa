// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/index.hpp"

namespace entente::search {

/// What a query can ask of one field: the facets, in their order, and what is no facet.
enum class Field : std::uint8_t {
  goal,
  target,
  country,
  region,
  field,
  level,
  kind,
  status,
  year,
  party,
  party_type,
  role,
  language,
  group,
  fresh,
  from,
  to,
  updated,
  amount
};
inline constexpr std::array<std::string_view, 19> kFieldNames = {
    "goal",       "target", "country",  "region", "field", "level", "kind", "status",  "year",  "party",
    "party_type", "role",   "language", "group",  "fresh", "from",  "to",   "updated", "amount"};

/// What people call the fields of a query, and the values of the facets whose values the register knows: by
/// code, and in its six languages. Read once and shared.
class Names {
 public:
  static const Names& all();

  /// The field of this name in any of the languages, however it is written.
  std::optional<Field> field(std::string_view name) const;
  /// The codes of a facet's values with this code or name; where no name is the same, those whose names hold
  /// it as whole words ("Tanzania"). Sorted; empty where there is none. Parties and years are not known here.
  std::vector<std::string> values(Facet, std::string_view name) const;
  /// The lights of that name, or of a colour: a set as in Lights.
  std::uint8_t lights(std::string_view name) const;

 private:
  Names();
  void add(Facet, std::string code, const std::vector<std::string>& names);

  struct Called {
    std::string name;  ///< " word word "
    std::string code;
  };
  std::unordered_map<std::string, Field> fields_;
  std::array<std::unordered_map<std::string, std::string>, kFacets> by_code_;
  std::array<std::vector<Called>, kFacets> by_name_;  // sorted
  std::unordered_map<std::string, std::uint8_t> lights_;
};

/// The words of a text, folded, one space between them and at both ends; "" where it has none.
std::string plain_words(std::string_view text);
/// True where words have borders: false for scripts written without spaces.
bool begins_with_word(std::string_view plain_words);

}  // namespace entente::search
