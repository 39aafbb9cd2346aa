// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace entente::base {

/// The first place, from one on, where the bytes, which are not none, stand; npos where they do not. Most of
/// a text is passed over by their first and last, sixteen places at a time.
std::size_t find_bytes(std::string_view bytes, std::string_view text, std::size_t from);

}  // namespace entente::base
