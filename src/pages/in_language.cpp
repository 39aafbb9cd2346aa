// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/in_language.hpp"

#include "base/text.hpp"
#include "pages/page.hpp"

namespace entente::pages {

http::Handler in_language(const Context& context, ShownPage shown) {
  return [context, shown](const http::Request& request, const http::Captures& captures) {
    const auto language = captures["lang"];
    return base::is_language(language) ? shown(context, request, language)
                                       : error_page(context, request, {}, 404);
  };
}

http::Handler in_language(const Context& context, ShownPageOf shown) {
  return [context, shown](const http::Request& request, const http::Captures& captures) {
    const auto language = captures["lang"];
    return base::is_language(language) ? shown(context, request, language, captures)
                                       : error_page(context, request, {}, 404);
  };
}

}  // namespace entente::pages
