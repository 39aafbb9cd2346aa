// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/fwd.hpp>

#include "screening/listed.hpp"

/// Entries of lists as JSON: what their hash is of, and what reviewers and programs are shown.
namespace entente::screening {

/// {"id", "kind", "names": [{"text", "quality", "original_script"}], "born": [{"from", "to", "approximate"}],
/// "gender", "countries", "documents": [{"type", "number", "country"}], "addresses", "programmes", "notes",
/// "listed_on", "updated_on"}; what an entry does not say is left out.
boost::json::object to_json(const Listed& listed);

std::string_view name_of(NameQuality quality);  ///< "primary", "good", "low"
std::string_view name_of(Gender gender);        ///< "unknown", "female", "male"

}  // namespace entente::screening
