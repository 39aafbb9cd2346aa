// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace entente::base {

/// Bytes by which texts stand in the alphabetical order of a language of ours: accents count after letters,
/// Chinese goes by pinyin.
std::string sort_key(std::string_view text, std::string_view language);

}  // namespace entente::base
