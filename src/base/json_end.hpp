// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace entente::base {

/// Where the object ends that begins at `at`, behind its brace; the end of the text where it does not. Braces
/// are counted outside of strings, 64 bytes at a time: whether what stands within is JSON is for others to
/// say.
std::size_t json_object_end(std::string_view text, std::size_t at = 0);

}  // namespace entente::base
