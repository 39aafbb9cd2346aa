// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/iati/validation/tables.hpp"

namespace entente::exchange::iati::published {

/// One thing in which two states of the tables differ.
struct Change {
  enum class What : std::uint8_t {
    element_added,
    element_removed,
    element_times,    ///< how often it may stand
    element_order,    ///< of its children
    element_content,  ///< text of another type
    attribute_added,
    attribute_removed,
    attribute_changed,  ///< its type, or whether it must be there
    list_added,
    list_removed,
    codes_added,
    codes_removed,
    codes_withdrawn,
    codes_restored,
    agencies_added,
    agencies_removed,
    rule_added,
    rule_removed,
    rule_changed
  };
  What what = What::element_added;
  std::string where;                ///< a path, a list, or the id of a rule
  std::vector<std::string> things;  ///< codes; the attribute; where a rule is asked
  std::string before, after;        ///< in the words of the tables
  std::vector<std::string> also;    ///< further paths of which the same is true: elements used in many places
};

/// "codes_added": the name in reports for programs, and of the message "standard.change.codes_added".
std::string_view name_of(Change::What);

/// All of them: schema, lists, agencies, rules. Both states must be such that a Standard can be made of them.
std::vector<Change> changes(const validation::Tables& before, const validation::Tables& after);

}  // namespace entente::exchange::iati::published
