// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/messages.hpp"
#include "model/record.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

/// Small pieces that several pages show alike.
namespace entente::pages {

/// "/fr/partnerships/…": an address in the reader's language. `path` starts with "/".
std::string href(std::string_view language, std::string_view path);
std::string partnership_href(std::string_view language, const base::Uuid& id);
std::string organisation_href(std::string_view language, const base::Uuid& id);

/// "1 May 2019 to 2024", "from 2019", "until 2024"; "" where neither is known.
std::string date_range(const base::Messages&, const std::optional<base::PartialDate>& start,
                       const std::optional<base::PartialDate>& end);
/// The actual day where it is known, else the planned one.
const std::optional<base::PartialDate>& start_of(const model::Partnership&);
const std::optional<base::PartialDate>& end_of(const model::Partnership&);

/// "USD 1,000" as the language writes it.
std::string money_label(base::Decimal sum, const std::string& currency, const base::Messages&);

/// One line of a list of facts: {label, value}.
View fact_view(const std::string& label, const std::string& value);

/// Label of a vocabulary's term; "" for an empty code.
std::string term(std::string_view vocabulary, std::string_view code, std::string_view language);
/// Label of a goal by its value in addresses: "6" → "6 Clean water and sanitation", "mdg:7" → "MDG 7 Ensure
/// environmental sustainability"; the value alone where it is not known.
std::string goal_label(std::string_view value, std::string_view language);
/// Values of the goals a partnership serves, each once, by number: first the SDGs, then the MDGs. A target
/// counts for its goal.
std::vector<std::string> goal_values(const std::vector<model::Goal>&);
/// List of {number, label, href} of those for {{>goals}}; href filters the list of partnerships.
View goal_chips(const std::vector<model::Goal>&, std::string_view language);

/// The United Nations' name of a country by its code; the code where there is none; "" for "".
std::string country_name(std::string_view alpha2, std::string_view language);
/// Name of a place: the country's or region's, else what the source calls it, else its code.
std::string place_name(const model::Place&, std::string_view language);
/// Names of the countries and regions (locations only where there is nothing else), at most `most`, and how
/// many there are in all.
struct PlaceNames {
  std::vector<std::string> names;
  std::size_t total = 0;
};
PlaceNames place_names(const std::vector<model::Place>&, std::string_view language, std::size_t most);

/// Label of what a facet counts: "goal" + "6" → "6 Clean water and sanitation". A party's name is looked up
/// in `party_names`.
std::string facet_label(search::Facet, std::string_view value, std::string_view language,
                        const std::map<std::string, base::Text>& party_names);

/// How a party's state is drawn: `symbol` is an id of {{>sprite_states}}, `meaning` a class of the style
/// sheet.
struct StateMark {
  std::string_view symbol, meaning;
};
StateMark mark_of_state(std::string_view state);
/// {state, label, symbol, meaning} for {{>state}}.
View state_view(std::string_view state, std::string_view language);

/// Number of the squares of an attestation, 1 to 4; 0 where the code is not known.
int squares_of(std::string_view attestation);
/// {code, label, squares} for {{>attestation}}; false where the code is not known.
View attestation_view(std::string_view attestation, std::string_view language);
/// The same of a delivery's attestation, of which there are six: the marks are those of its kind.
View level_view(std::string_view level, std::string_view language);

}  // namespace entente::pages
