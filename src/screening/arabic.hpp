// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::screening {

/// How a folded word of the Arabic script (of Arabic, Persian, Urdu, Pashto) may be written in Latin letters,
/// likeliest first. Short vowels are not written: they are put where the shape of the word asks for them, so
/// that consonants are what two such words have most surely in common.
std::vector<std::string> arabic_forms(std::string_view folded);

}  // namespace entente::screening
