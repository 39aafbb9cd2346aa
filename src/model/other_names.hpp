// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

/// What people call countries and international organisations beside the names that the register writes
/// (data/other_names.json): for finding alone, never shown. In no particular language.
namespace entente::model {

/// An international organisation, a fund or an agency that parties of many partnerships are.
struct Body {
  std::vector<std::string> names;
  std::vector<std::string> acronyms;  ///< that mean nothing else in a text
  std::vector<std::string> also;      ///< short names that could be words of a text: "WHO"
};

/// By the country's code.
const std::map<std::string, std::vector<std::string>, std::less<>>& other_country_names();
const std::vector<Body>& bodies();

}  // namespace entente::model
