// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/query.hpp"

#include <array>
#include <cstdio>

#include "base/error.hpp"
#include "base/messages.hpp"
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

void tell_reading(const search::Answer& answer, std::string_view text, std::string_view language,
                  std::ostream& err) {
  const auto& messages = base::Messages::in(language);
  const auto say = [&](const std::string& sentence) { err << "entente: " << sentence << "\n"; };
  if (answer.reading == search::Reading::every_word) {
    if (!answer.corrections.empty())
      say(messages.get("list.meant") + " " + search::respelled(text, answer.corrections));
    return;
  }
  for (const auto& [word, better] : answer.corrections)
    say(messages.get("list.corrected",
                     {{"word", std::string_view(word)}, {"better", std::string_view(better)}}));
  if (answer.reading == search::Reading::most_words) say(messages.get("list.most_words"));
}

void explain(const std::vector<search::Reason>& reasons, std::ostream& out) {
  for (const auto& reason : reasons) {
    std::string what = reason.word;
    if (!reason.attested.empty()) {
      what = reason.attested;
    } else if (what.empty()) {
      what = search::name_of(reason.facet);
      for (const auto& value : reason.values) what += (&value == &reason.values.front() ? ':' : ',') + value;
    }
    std::array<char, 32> points{};
    std::snprintf(points.data(), points.size(), "%8.3f", static_cast<double>(reason.points));
    out << "  " << points.data() << "  " << what << " (in " << reason.documents << " partnerships)\n";
  }
}

}  // namespace entente::cli
