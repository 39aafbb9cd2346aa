// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/subject_views.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "model/identifier.hpp"
#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

View share_of(const std::optional<base::Decimal>& percentage, const base::Messages& messages) {
  return percentage ? View(messages.percent(*percentage)) : View(false);
}

/// The message of a code, where we have one; else the code as it was published.
std::string told(std::string_view prefix, const std::string& code, const base::Messages& messages) {
  const auto key = std::string(prefix) + code;
  return messages.has(key) ? messages.get(key) : code;
}

View goal_link(const model::GoalTerm& goal, std::string_view language) {
  View view;
  view["code"] = View(goal.code);
  view["label"] = View(std::string(goal.label.str(language)));
  view["official"] = View(model::is_linkable(goal.official));
  view["href"] = View(goal.official);
  return view;
}

View goal_row(const model::Goal& goal, const base::Messages& messages) {
  const auto language = messages.language();
  const auto* known = model::find_goal(goal.framework, goal.code);
  View row = known ? goal_link(*known, language) : View();
  if (!known) {
    row["code"] = View(goal.code);
    row["label"] = View(false);
    row["official"] = View(false);
  }
  row["framework"] = View(told("partnership.framework.", goal.framework, messages));
  row["share"] = share_of(goal.percentage, messages);
  // "tag-2" and "tag-3" are one to a reader: the digit is the vocabulary's number in IATI.
  const auto stated = goal.stated_in.substr(0, goal.stated_in.find('-'));
  row["stated"] = stated.empty() ? View(false) : View(told("partnership.stated_in.", stated, messages));
  auto successors = list_view();
  if (known && goal.framework == "mdg")
    for (const auto& code : model::successors(goal.code))
      if (const auto* next = model::find_goal("sdg", code)) successors.push_back(goal_link(*next, language));
  row["successors"] = std::move(successors);
  return row;
}

/// What kind of place it is, with GeoNames' code of what stands or lies there.
std::string site_of(const model::Place& place, std::string_view language) {
  auto site = term("place_class", place.site, language);
  if (!place.feature.empty()) site += (site.empty() ? "" : " · ") + place.feature;
  return site;
}

/// GeographicVocabulary of IATI: names of lists of places, which no language translates.
std::string_view list_of_places(std::string_view vocabulary) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kLists{{{"A1", "GAUL"},
                                                                                 {"A2", "SALB"},
                                                                                 {"A3", "GADM"},
                                                                                 {"A4", "ISO 3166-1"},
                                                                                 {"G1", "GeoNames"},
                                                                                 {"G2", "OpenStreetMap"}}};
  const auto found = std::ranges::find(kLists, vocabulary, [](const auto& one) { return one.first; });
  return found == kLists.end() ? vocabulary : found->second;
}

std::string place_code(const model::Reference& code, std::string_view language) {
  auto told = term("place_code_kind", code.kind, language);
  if (!code.level.empty()) told += " " + code.level;
  return told + ": " + std::string(list_of_places(code.vocabulary)) + " " + code.code;
}

View place_row(const model::Place& place, const base::Messages& messages) {
  View row;
  // A country or region has the United Nations' name in every language; a location only its own.
  row["text"] = place.kind == "location" ? text_view(place.name, messages.language()) : View(false);
  row["name"] =
      row["text"].is_false() ? text_or_nothing(place_name(place, messages.language())) : View(false);
  row["kind"] = View(told("partnership.place.", place.kind, messages));
  row["share"] = share_of(place.percentage, messages);
  row["point"] = place.latitude.empty() || place.longitude.empty()
                     ? View(false)
                     : View(place.latitude + ", " + place.longitude);
  row["description"] = text_view(place.description, messages.language());
  row["activity"] = text_view(place.activity_description, messages.language());
  row["site"] = text_or_nothing(site_of(place, messages.language()));
  row["reach"] = text_or_nothing(term("place_reach", place.reach, messages.language()));
  row["exactness"] = text_or_nothing(term("place_exactness", place.exactness, messages.language()));
  constexpr std::size_t kMostCodes = 6;
  row["codes"] = table_of(place.codes, kMostCodes, messages, [&](const model::Reference& code) {
    return View(place_code(code, messages.language()));
  });
  return row;
}

/// "Annual report · English, French · 20 January 2020": what is known of a document beside its title.
std::string about_document(const model::Document& document, const base::Messages& messages) {
  std::string about;
  const auto add = [&about](const std::string& part) {
    if (!part.empty()) about += (about.empty() ? "" : " · ") + part;
  };
  const auto named = [&](std::string_view vocabulary, const std::vector<std::string>& codes) {
    std::vector<std::string> labels;
    for (const auto& code : codes) labels.push_back(model::label(vocabulary, code, messages.language()));
    return labels.empty() ? std::string{} : messages.list(labels);
  };
  add(named("document_category", document.categories));
  add(named("language", document.languages));
  if (document.date) add(messages.date(*document.date));
  return about;
}

}  // namespace

View place_table(const std::vector<model::Place>& places, const base::Messages& messages) {
  return table_of(places, kMostRows, messages, [&](const auto& place) { return place_row(place, messages); });
}

View goal_table(const std::vector<model::Goal>& goals, const base::Messages& messages) {
  return table_of(goals, kMostRows, messages, [&](const auto& goal) { return goal_row(goal, messages); });
}

View field_table(const std::vector<model::Field>& fields, const base::Messages& messages) {
  return table_of(fields, kMostRows, messages, [&](const model::Field& field) {
    View row;
    row["label"] = View(term("field", field.code, messages.language()));
    row["sector"] = text_or_nothing(field.sector);
    row["share"] = share_of(field.percentage, messages);
    return row;
  });
}

View link_table(const std::vector<model::Link>& links, const std::map<base::Uuid, base::Text>& titles,
                const base::Messages& messages) {
  return table_of(links, kMostRows, messages, [&](const model::Link& link) {
    View row;
    row["relation"] = View(told("partnership.relation.", link.relation, messages));
    // Only what stands has a page: the other may be withdrawn, or not have landed yet.
    const auto it = link.record ? titles.find(*link.record) : titles.end();
    row["href"] = it != titles.end() ? View(partnership_href(messages.language(), it->first)) : View(false);
    row["title"] = it != titles.end() ? text_view(it->second, messages.language()) : View(false);
    const auto shown = link.identifier.empty() && link.record ? link.record->str() : link.identifier;
    row["identifier"] = text_or_nothing(shown);
    return row;
  });
}

View document_table(const std::vector<model::Document>& documents, const base::Messages& messages) {
  return table_of(documents, kMostRows, messages, [&](const model::Document& document) {
    View row;
    row["title"] = text_view(document.title, messages.language());
    set_address(row, document.url);
    row["format"] = text_or_nothing(document.format);
    row["description"] = text_view(document.description, messages.language());
    row["about"] = text_or_nothing(about_document(document, messages));
    return row;
  });
}

}  // namespace entente::pages
