// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/pages.hpp"

#include <functional>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "pages/about_page.hpp"
#include "pages/assets.hpp"
#include "pages/home_page.hpp"
#include "pages/list_page.hpp"
#include "pages/organisation_page.hpp"
#include "pages/partnership_page.hpp"
#include "pages/suggestions.hpp"

namespace entente::pages {

namespace {

using Page = http::Response (*)(const Context&, const http::Request&, std::string_view language);

/// Serves a page under "/{lang}…"; a language that is none of ours is an address that does not exist.
http::Handler in_language(const Context& context, Page page) {
  return [context, page](const http::Request& request, const http::Captures& captures) {
    const auto language = captures["lang"];
    return base::is_language(language) ? page(context, request, language)
                                       : error_page(context, request, {}, 404);
  };
}

void append(std::vector<http::Route>& all, std::vector<http::Route> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

}  // namespace

std::vector<http::Route> routes(const Context& context) {
  std::vector<http::Route> all = {
      {"GET", "/", "Sends on to the home page in the reader's language.",
       [](const http::Request& request, const http::Captures&) { return choose_language(request); }},
      {"GET", "/{lang}", "The home page.", in_language(context, home_page)},
      {"GET", "/{lang}/", "The home page.", in_language(context, home_page)},
      {"GET", "/{lang}/partnerships", "Finding partnerships: words, filters, pages.",
       in_language(context, list_page)},
      {"GET", "/{lang}/partnerships.csv", "What the same address finds, as CSV.",
       in_language(context, list_download)},
      {"GET", "/{lang}/partnerships.xml", "The activities of IATI among what the same address finds.",
       in_language(context, list_iati)},
      {"GET", "/{lang}/suggestions", "What a search field offers while somebody types.",
       in_language(context, suggestions)},
      {"GET", "/{lang}/about", "What the register is and holds.", in_language(context, about_page)},
  };
  append(all, partnership_routes(context));
  append(all, organisation_routes(context));
  append(all, asset_routes());
  return all;
}

}  // namespace entente::pages
