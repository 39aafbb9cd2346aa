// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screening/pieces.hpp"

/// Names in Hangul, which Unicode takes apart into letters when it folds them.
namespace entente::screening {

/// Whether all of a folded word is Hangul.
bool all_hangul(std::string_view folded);
/// Cuts a person's name of two to four syllables into surname and given name.
void add_hangul(Piece, std::vector<Piece>& out);
/// As newspapers write it, much like McCune and Reischauer without their marks; then by South Korea's rules
/// of 2000; then as people choose; a surname as families do.
std::vector<std::string> hangul_forms(const Piece&);

}  // namespace entente::screening
