// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "screening/pieces.hpp"

/// Names in Han: where they part, and how they are read.
namespace entente::screening {

/// Cuts a run of Han: a person's into surname and given name, an organisation's at the words that are known.
void add_han(Piece run, Kind, std::vector<Piece>& out);

/// How it is written in Latin letters, likeliest first: pinyin (surnames as they are read as surnames), then
/// as Wade and Giles have it, as in Hong Kong and overseas.
std::vector<std::string> han_forms(const Piece&);

}  // namespace entente::screening
