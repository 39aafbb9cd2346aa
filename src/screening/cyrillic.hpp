// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::screening {

/// How a folded word of Cyrillic is written in Latin letters, likeliest first: as passports, gazetteers and
/// libraries have it, and as French, German and Spanish do.
std::vector<std::string> cyrillic_forms(std::string_view folded);

}  // namespace entente::screening
