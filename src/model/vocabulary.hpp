// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"

/// The vocabularies, countries and goals that ship with the register (data/), read once and shared.
/// Labels are ours or the United Nations' own names, in six languages.
namespace entente::model {

struct Term {
  std::string code;
  base::Text label;
  base::Text note;
};

struct Vocabulary {
  std::string name;
  std::vector<Term> terms;  ///< in the order in which they are shown
  const Term* find(std::string_view code) const;
};

/// Throws NotFound for a vocabulary that does not exist.
const Vocabulary& vocabulary(std::string_view name);
/// The label of a term in the reader's language; the code itself where there is no such term.
std::string label(std::string_view vocabulary, std::string_view code, std::string_view language);

struct Country {
  std::string code, iso3, m49, region, subregion, intermediate;
  base::Text name;
};
const std::vector<Country>& countries();
const Country* find_country(std::string_view alpha2);
/// Name of an M49 or DAC region; null where there is none.
const base::Text* region_name(std::string_view vocabulary, std::string_view code);
/// All of them, by vocabulary and code: "m49/202", "dac/298".
const std::map<std::string, base::Text, std::less<>>& regions();

struct GoalTerm {
  std::string framework, code;
  std::string official;  ///< address of the official text
  base::Text label;
  bool target = false;  ///< false for a goal
  std::string goal;     ///< code of the goal a target belongs to; its own for a goal
};
/// Goals and targets of a framework ("sdg", "mdg"), in order.
const std::vector<GoalTerm>& goals(std::string_view framework);
const GoalTerm* find_goal(std::string_view framework, std::string_view code);
/// SDG codes that succeed an MDG target.
const std::vector<std::string>& successors(std::string_view mdg_target);

/// The field of paragraph 5 for a DAC/CRS code (five digits or three), by longest prefix; "other" where none
/// fits.
std::string field_of_sector(std::string_view crs);
/// Our organisation type for an IATI OrganisationType code; "unknown" where none fits.
std::string organisation_type_of_iati(std::string_view code);

}  // namespace entente::model
