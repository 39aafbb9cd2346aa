// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "screening/pieces.hpp"

/// What pieces become once words are known: parted further, or written as one.
namespace entente::screening {

/// Altikriti, Elsayed, Essaadi: the article is a piece of its own where what follows is a name.
void part_articles(std::vector<Piece>&, Kind);
/// "S.A." is one word where it is a legal form, and wherever letters with full stops name an organisation;
/// those of a person are initials.
void join_letters(std::vector<Piece>&, Kind);
/// A single letter of any script that writes more than ideographs.
bool is_letter(const Piece&);

}  // namespace entente::screening
