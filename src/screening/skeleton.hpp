// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace entente::screening {

/// The consonants of a word of a to z and digits as they sound: "mohamed" and "muhammad" are "mhmd". A vowel
/// at the beginning is "a"; letters that languages write for one another are one (k, q, c; f, v, ph; sh, ch).
std::string skeleton_of(std::string_view latin);

}  // namespace entente::screening
