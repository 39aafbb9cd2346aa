// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screening/token.hpp"

/// A name cut where its letters say so, before anything is known of its words.
namespace entente::screening {

struct Piece {
  std::string written, folded;
  Script script = Script::latin;
  bool dotted = false;   ///< a full stop follows it at once
  bool surname = false;  ///< of Han, read as surnames are
};

/// A run of Han is one piece. Articles that are written together with their word (Arabic al-, French l') and
/// the parts of compound names (Abdurrahman, Nasrullah, Salahuddin) are pieces of their own.
std::vector<Piece> pieces_of(std::string_view name);

/// Cuts one piece into the parts of the compound that it is, or leaves it whole.
void add_compound(Piece, std::vector<Piece>& out);

}  // namespace entente::screening
