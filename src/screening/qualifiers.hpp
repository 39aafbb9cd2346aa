// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "screening/screener.hpp"

/// What stands beside a name and speaks for or against: days, countries, gender, documents, what a party is.
namespace entente::screening {

/// The most that qualifiers can add to the score of a name, documents apart.
inline constexpr double kMostGain = 0.10;
/// What a document that both have makes of a score, whatever the names.
inline constexpr double kByDocument = 0.90;
/// Names that are further apart gain nothing by what agrees.
inline constexpr double kLeastToGain = 0.5;

/// True where there is anything to compare names by besides themselves.
bool has_qualifiers(const Party&);

/// A document's number as numbers are compared: letters and digits, capitals; empty where too short to tell.
std::string compared_number(const Document&);

/// The score with everything that both say, each with what it did. The names of the parties are not read.
double qualified(double name_score, const Party& asked, const Party& listed, std::vector<Qualifier>& out);

}  // namespace entente::screening
