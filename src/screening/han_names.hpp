// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screening/pieces.hpp"

/// Names in Han: where they part, and how they are read.
namespace entente::screening {

/// Cuts a run of Han: a person's into surname and given name, an organisation's at the words that are known.
/// A name from another tongue stays whole; of two characters, where it is not all of the name.
void add_han(Piece run, Kind, bool alone, std::vector<Piece>& out);

/// Whether a word is how a surname is read in Mandarin.
bool is_surname_in_pinyin(std::string_view latin);

/// How it is written in Latin letters, likeliest first: pinyin (surnames as they are read as surnames), then
/// as Wade and Giles have it, as in Hong Kong and overseas.
std::vector<std::string> han_forms(const Piece&);

}  // namespace entente::screening
