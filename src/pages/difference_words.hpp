// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/messages.hpp"

namespace entente::pages {

/// A path like "places[2].code" in words: "Places › 3 › Code". List places count from 1; the languages of a
/// text are named; a field we have no word for keeps its name.
std::string difference_label(std::string_view path, const base::Messages&);

/// A value of a record of `type` in words: the label of a vocabulary's code, the name of a country, a date in
/// the language's form; anything else, and "", as it is.
std::string difference_value(std::string_view type, std::string_view path, const std::string& value,
                             const base::Messages&);

}  // namespace entente::pages
