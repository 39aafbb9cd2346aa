// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/text.hpp"

/// Internal to pages: a text that a form shows in one language, and gives back.
namespace entente::pages {

/// Ends of lines are sent as two characters, and alone a '\r' is one of them: a browser makes it so.
std::string typed_text(std::string_view typed);

/// What a text says in a language; "" where it says nothing in it.
std::string value_in(const base::Text& text, std::string_view language);

/// Untouched it stays as it is, byte by byte. Changed it stands alone: whoever typed it has not seen that
/// others say the same in other languages.
base::Text with_value(const base::Text& text, std::string_view language, std::string_view value);

}  // namespace entente::pages
