// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/query.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::cli {

search::Query read_query(const std::vector<std::string>& words, const std::vector<std::string>& filters) {
  search::Query query;
  for (const auto& word : words) query.text += (query.text.empty() ? "" : " ") + word;
  if (!base::is_utf8(query.text))
    throw base::BadInput("the query", "has bytes that are no UTF-8, so what it asks cannot be known",
                         "Type it in a terminal set to UTF-8.");
  for (const auto& filter : filters) {
    const auto equals = filter.find('=');
    const auto facet = search::facet_named(filter.substr(0, equals));
    if (equals == std::string::npos || !facet) {
      std::string names;
      for (const auto name : search::kFacetNames) names.append(names.empty() ? "" : ", ").append(name);
      throw base::BadInput("filter '" + filter + "'", "is not of the form NAME=VALUE with a known name",
                           "The names are " + names + ".");
    }
    query.filters.emplace_back(*facet, filter.substr(equals + 1));
  }
  return query;
}

void complain(const search::Answer& answer, std::string_view language, std::ostream& err) {
  for (const auto& complaint : answer.complaints)
    err << "entente: " << search::text_of(complaint, language) << "\n";
}

}  // namespace entente::cli
