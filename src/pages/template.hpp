// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pages/page.hpp"

namespace entente::pages {

/// The templates in the program, by the names that page() takes.
std::vector<std::string> template_names();

/// The text of a template with its {{>partials}} written in, without the last line's end.
std::string template_text(std::string_view name);

/// Fills a template. Each thread parses each template once and keeps it.
std::string render(std::string_view name, const View& view);

}  // namespace entente::pages
