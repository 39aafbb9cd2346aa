// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exchange/iati/published/source.hpp"

namespace entente::exchange::iati::published {

/// The checks of codes, as the official validator applies them.
struct CodeChecks {
  std::string table;                                                     ///< lines of rules.txt
  std::map<std::string, std::vector<std::string>, std::less<>> allowed;  ///< list → its codes, in their order
};

/// What a file of JSON holds; nothing is set for one that is not the standard's.
struct JsonSource {
  std::optional<std::string> rules;  ///< a rule set: lines of rules.txt
  std::optional<CodeChecks> checks;
  std::optional<PublishedList> list;
};

/// Which of our messages a rule of the standard is told by: its kind and id → the message's name. For those
/// of the tables given, lines as in rules.txt.
using Messages = std::map<std::pair<std::string, std::string>, std::string, std::less<>>;
Messages messages_of_rules(const std::string& rules_table);

/// A rule without a message of ours is told in the standard's own words.
JsonSource read_json_source(const Source&, const Messages&);

}  // namespace entente::exchange::iati::published
