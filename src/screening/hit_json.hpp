// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/fwd.hpp>

#include "screening/screener.hpp"

namespace entente::screening {

/// {"score", "name_score", "evidence", "asked_name", "listed_name", "pairs": [{"asked", "listed", "likeness",
/// "similarity", "weight"}], "qualifiers": [{"field", "verdict", "asked", "listed", "effect"}]}: why a hit is
/// one. Numbers are rounded to four places.
boost::json::object to_json(const Hit&);

/// A number between -1 and 1 to four places.
double rounded(double);

}  // namespace entente::screening
