// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "model/vocabulary.hpp"
#include "pages/desk_views.hpp"
#include "pages/feed.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/origin.hpp"
#include "pages/page.hpp"
#include "pages/published_page.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kRowsAPage = 50;
constexpr std::int64_t kLastPageShown = 10'000;

/// What an address asks for; nothing where it names a code that does not exist.
std::optional<registry::CapacityQuery> capacity_query(const http::Request& request) {
  registry::CapacityQuery query;
  query.country = request.parameter("country");
  query.field = request.parameter("field");
  query.kind = request.parameter("kind");
  query.state = request.parameter("state");
  const auto known = [](std::string_view vocabulary, const std::string& code) {
    return code.empty() || model::vocabulary(vocabulary).find(code);
  };
  if ((!query.country.empty() && !model::find_country(query.country)) || !known("field", query.field) ||
      !known("capacity_kind", query.kind) || !known("capacity_state", query.state))
    return std::nullopt;
  query.limit = kRowsAPage;
  return query;
}

/// Behind "/capacity": "?country=KE&kind=need".
std::string suffix_of(const registry::CapacityQuery& query, std::size_t page = 1) {
  http::Parameters parameters;
  for (const auto& [name, value] : {std::pair{"country", &query.country}, std::pair{"field", &query.field},
                                    std::pair{"kind", &query.kind}, std::pair{"state", &query.state}})
    if (!value->empty()) parameters.emplace_back(name, *value);
  if (page > 1) parameters.emplace_back("page", std::to_string(page));
  return parameters.empty() ? std::string() : "?" + http::write_query(parameters);
}

View option(const std::string& code, const std::string& label, const std::string& chosen) {
  View one;
  one["code"] = View(code);
  one["label"] = View(label);
  one["chosen"] = View(code == chosen);
  return one;
}

View term_options(std::string_view vocabulary, const std::string& chosen, const base::Messages& messages) {
  auto all = list_view();
  all.push_back(option("", messages.get("desk.any"), chosen));
  for (const auto& each : model::vocabulary(vocabulary).terms)
    all.push_back(option(each.code, std::string(each.label.str(messages.language())), chosen));
  return all;
}

View country_options(const std::string& chosen, const base::Messages& messages) {
  auto all = list_view();
  all.push_back(option("", messages.get("desk.any"), chosen));
  for (const auto& each : model::countries())
    all.push_back(option(each.code, std::string(each.name.str(messages.language())), chosen));
  return all;
}

http::Response capacity_page(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures&) {
  auto query = capacity_query(request);
  if (!query) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;
  const auto number = static_cast<std::size_t>(
      std::min<std::int64_t>(positive_number(request.parameter("page")).value_or(1), kLastPageShown));
  query->offset = (number - 1) * kRowsAPage;

  const auto& messages = base::Messages::in(language);
  const auto list = registry::Desk(context.reg).capacity(*query);
  View view;
  view["action"] = View(href(language, "/capacity"));
  view["countries"] = country_options(query->country, messages);
  view["kinds"] = term_options("capacity_kind", query->kind, messages);
  view["fields"] = term_options("field", query->field, messages);
  view["states"] = term_options("capacity_state", query->state, messages);
  view["total"] = View(messages.get("capacity.total", {{"count", static_cast<std::int64_t>(list.total)}}));
  view["rows"] = capacity_rows(list.rows, messages);
  view["next"] = query->offset + list.rows.size() < list.total
                     ? View(href(language, "/capacity" + suffix_of(*query, number + 1)))
                     : View(false);
  view["feed"] = View(href(language, "/capacity.atom" + suffix_of(*query)));
  Frame frame{.language = language, .title = messages.get("capacity.title")};
  frame.description = messages.get("capacity.lede");
  frame.path = "/capacity" + suffix_of(*query, number);
  frame.section = "countries";
  frame.feed = "/capacity.atom" + suffix_of(*query);
  frame.etag = etag;
  return page(context, request, frame, "capacity", view);
}

http::Response capacity_feed(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures&) {
  const auto query = capacity_query(request);
  if (!query) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const auto origin = origin_of(context, request);
  const auto list = registry::Desk(context.reg).capacity(*query);
  std::vector<FeedEntry> entries;
  for (const auto& held : list.rows) {
    FeedEntry entry{
        .id = held.id, .title = held.value.title, .summary = held.value.text, .updated = held.time};
    entry.path = href(language, published_path(held.value.country, held.id));
    entry.categories = {"kind:" + held.value.kind, "state:" + held.value.state,
                        "country:" + held.value.country};
    entries.push_back(std::move(entry));
  }
  return feed_of(context, request, language, "/capacity", suffix_of(*query), messages.get("capacity.title"),
                 entries);
}

}  // namespace

std::vector<http::Route> capacity_routes(const Context& context) {
  return {
      {"GET", "/{lang}/capacity", "What governments need, or offer, to strengthen capacity.",
       in_language(context, capacity_page)},
      {"GET", "/{lang}/capacity.atom", "What the same address finds, changed last, as an Atom feed.",
       in_language(context, capacity_feed)},
  };
}

}  // namespace entente::pages
