// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// How much a word weighs where no list says how often it stands there.
namespace entente::screening {

/// 1 for a word that tells a party from others, less for one that many share: "bank", "mohamed", "mr".
/// The word folded, in Latin letters.
double weight_of_word(std::string_view folded);

}  // namespace entente::screening
