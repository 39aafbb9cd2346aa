// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace entente::base {

/// A text to stand within a sentence. Controls of direction (U+202A to U+202E, U+2066 to U+2069) that it
/// opens and does not end, or ends and did not open, would turn what stands around it: it loses them all
/// then.
std::string ending_its_turns(std::string_view text);

}  // namespace entente::base
