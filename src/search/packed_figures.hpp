// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "search/piece.hpp"

namespace entente::search {

/// All but the start and the lights, which have columns of their own.
void pack_figures(std::string& out, const Figures&);
/// Reads what it wrote; of other bytes as much as makes sense.
Figures unpack_figures(std::string_view bytes);

}  // namespace entente::search
