// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "pages/view.hpp"

namespace entente::pages {

/// The templates in the program, by the names that page() takes.
std::vector<std::string> template_names();

/// The text of a template with its {{>partials}} written in, without the last line's end.
std::string template_text(std::string_view name);

/// Fills a template (pages/program.hpp) in a language.
std::string render(std::string_view name, const View& view, const base::Messages&);

}  // namespace entente::pages
