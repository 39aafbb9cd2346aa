// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/organisations_page.hpp"

#include <optional>
#include <utility>

#include "base/text.hpp"
#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kAPage = 50, kLongestQuery = 500;
constexpr std::int64_t kMostPages = 1'000'000;

/// What an address asks for; a type or country that does not exist is passed over.
struct OrganisationsAsked {
  std::string text, type, country;
  std::int64_t page = 1;

  bool plain() const { return text.empty() && type.empty() && country.empty(); }
  /// "/organisations?q=…&page=2"; the first page goes without its number.
  std::string path() const {
    http::Parameters all;
    if (!text.empty()) all.emplace_back("q", text);
    if (!type.empty()) all.emplace_back("type", type);
    if (!country.empty()) all.emplace_back("country", country);
    if (page > 1) all.emplace_back("page", std::to_string(page));
    return "/organisations" + (all.empty() ? std::string{} : "?" + http::write_query(all));
  }
  OrganisationsAsked of_type(std::string other) const { return {text, std::move(other), country, 1}; }
  OrganisationsAsked anywhere() const { return {text, type, {}, 1}; }
  OrganisationsAsked on(std::int64_t number) const { return {text, type, country, number}; }
};

/// Nothing where the page's number is none.
std::optional<OrganisationsAsked> read(const http::Request& request) {
  OrganisationsAsked asked;
  if (const auto number = request.parameter("page"); !number.empty()) {
    const auto page = positive_number(number);
    if (!page || *page > kMostPages) return std::nullopt;
    asked.page = *page;
  }
  asked.text = base::clip_utf8(request.parameter("q"), kLongestQuery);
  if (const auto type = request.parameter("type"); model::vocabulary("organisation_type").find(type))
    asked.type = type;
  if (const auto country = request.parameter("country"); model::find_country(country))
    asked.country = country;
  return asked;
}

std::string heading(const OrganisationsAsked& asked, std::size_t total, const base::Messages& messages) {
  const auto count = static_cast<std::int64_t>(total);
  if (asked.plain()) return messages.get("organisation.listed", {{"count", count}});
  if (!asked.type.empty() || !asked.country.empty())
    return messages.get("organisation.fitting", {{"count", count}});
  return messages.get("organisation.found", {{"count", count}, {"text", std::string_view(asked.text)}});
}

View type_links(const OrganisationsAsked& asked, const std::vector<search::Count>& types,
                const base::Messages& messages) {
  auto all = list_view();
  for (const auto& [type, count] : types) {
    View one;
    one["label"] = View(term("organisation_type", type, messages.language()));
    one["count"] = View(messages.number(count));
    one["href"] = View(href(messages.language(), asked.of_type(type).path()));
    one["current"] = View(type == asked.type);
    all.push_back(one);
  }
  return all;
}

View chip_views(const OrganisationsAsked& asked, const base::Messages& messages) {
  const auto language = messages.language();
  auto all = list_view();
  const auto add = [&](std::string_view key, const std::string& value, const OrganisationsAsked& rest) {
    View chip;
    chip["label"] = View(messages.get(key));
    chip["value"] = View(value);
    chip["href"] = View(href(language, rest.path()));
    all.push_back(chip);
  };
  if (!asked.type.empty())
    add("organisation.chosen_type", term("organisation_type", asked.type, language), asked.of_type({}));
  if (!asked.country.empty())
    add("organisation.chosen_country", country_name(asked.country, language), asked.anywhere());
  return all;
}

View pager_of(const OrganisationsAsked& asked, std::size_t total, const base::Messages& messages) {
  const auto first = href(messages.language(), asked.on(1).path());
  return pager_view(asked.page, static_cast<std::int64_t>((total + kAPage - 1) / kAPage),
                    first + (first.find('?') == first.npos ? "?page=" : "&page="), messages);
}

}  // namespace

View organisation_rows(const std::vector<registry::OrganisationCard>& cards, const base::Messages& messages) {
  const auto language = messages.language();
  auto rows = list_view();
  for (const auto& card : cards) {
    const auto& organisation = card.organisation;
    View row;
    row["href"] = View(organisation_href(language, organisation.id));
    row["name"] = text_view(organisation.name, language);
    row["id"] = View(organisation.id.str());
    row["type"] = organisation.type == "unknown"
                      ? View(false)
                      : text_or_nothing(term("organisation_type", organisation.type, language));
    row["country"] = text_or_nothing(country_name(organisation.country, language));
    row["partnerships"] = card.partnerships > 0
                              ? View(href(language, "/partnerships?party=" + organisation.id.str()))
                              : View(false);
    row["count"] = View(messages.number(card.partnerships));
    row["partnership_count"] = View(std::to_string(card.partnerships));
    rows.push_back(row);
  }
  return rows;
}

http::Response organisations_page(const Context& context, const http::Request& request,
                                  const http::Captures& captures) {
  if (!base::is_language(captures["lang"])) return error_page(context, request, "", 404);
  const std::string language(captures["lang"]);
  const auto asked = read(request);
  if (!asked) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, language)) return *unchanged;

  const auto found = context.reg.organisations({.text = asked->text,
                                                .type = asked->type,
                                                .country = asked->country,
                                                .offset = static_cast<std::size_t>(asked->page - 1) * kAPage,
                                                .limit = kAPage});
  if (asked->page > 1 && found.cards.empty()) return error_page(context, request, language, 404);

  const auto& messages = base::Messages::in(language);
  auto types = type_links(*asked, found.types, messages);
  auto chips = chip_views(*asked, messages);
  View view;
  view["list"] = View(href(language, "/organisations"));
  view["q"] = View(asked->text);
  view["suggestions"] = View(href(language, "/suggestions?of=organisations"));
  view["type"] = text_or_nothing(asked->type);
  view["country"] = text_or_nothing(asked->country);
  view["filtered"] = View(!asked->plain());
  view["chosen"] = View(chips.is_non_empty_list());
  view["chips"] = std::move(chips);
  view["has_types"] = View(types.is_non_empty_list());
  view["types"] = std::move(types);
  view["heading"] = View(heading(*asked, found.total, messages));
  view["rows"] = organisation_rows(found.cards, messages);
  view["some"] = View(!found.cards.empty());
  view["pager"] = pager_of(*asked, found.total, messages);
  http::Parameters words;
  if (!asked->text.empty()) words.emplace_back("q", asked->text);
  // The API finds by words alone: its link is left out where more was asked.
  view["json"] = asked->type.empty() && asked->country.empty()
                     ? View("/api/v1/organisations" + (words.empty() ? "" : "?" + http::write_query(words)))
                     : View(false);

  Frame frame{.language = language, .title = messages.get("organisation.organisations")};
  frame.path = asked->path();
  frame.section = "organisations";
  frame.etag = etag;
  frame.index = asked->text.empty();
  return page(context, request, frame, "organisations", view);
}

}  // namespace entente::pages
