// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/money.hpp"

namespace entente::pages {

/// A number as people write it in a language, whatever digits they use: "1,234.5" in English, "1 234,5" in
/// French, "١٬٢٣٤٫٥" in Arabic. Thousands are marked in threes or not at all. Nothing where it is none, has a
/// sign, or more than four decimals: an amount is never guessed.
std::optional<base::Decimal> typed_number(std::string_view typed, std::string_view language);

/// The number with all its decimals, as a field of a form shows it: what is sent back unchanged is read as
/// the same number. (Messages::decimal rounds for readers.)
std::string number_to_type(const base::Decimal&, std::string_view language);

}  // namespace entente::pages
