// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/map_page.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "exchange/csv/csv_writer.hpp"
#include "model/vocabulary.hpp"
#include "pages/entrance_views.hpp"
#include "pages/facet_views.hpp"
#include "pages/format.hpp"
#include "pages/list_query.hpp"
#include "pages/record_views.hpp"
#include "pages/world.hpp"

namespace entente::pages {

namespace {

using search::Facet;

constexpr double kLargestDot = 9, kSmallestDot = 1.7;  ///< radius
constexpr double kDotOfOne = 2.8;                      ///< where no country has so many that it must shrink
constexpr std::size_t kLabelled = 3;

/// What a map shows: the counts by country of what is asked, whatever countries are chosen in it.
struct Figures {
  registry::ListAnswer list;
  std::vector<search::Count> countries;  ///< largest first
  std::size_t placed = 0;                ///< partnerships with a country among them
};

ListQuery without_countries(ListQuery asked) {
  const auto filters = asked.filters();
  for (const auto& [facet, value] : filters)
    if (facet == Facet::country) asked = asked.without(facet, value);
  return asked;
}

Figures figures_of(const Context& context, const ListQuery& asked) {
  auto query = without_countries(asked).query();
  query.offset = query.limit = 0;
  Figures figures;
  figures.list = context.reg.list(query);
  for (const auto& count : figures.list.answer.of(Facet::country))
    if (count.count > 0 && model::find_country(count.value)) figures.countries.push_back(count);
  for (const auto& [code, count] : figures.countries) query.filters.emplace_back(Facet::country, code);
  if (!figures.countries.empty()) figures.placed = context.reg.list(query).answer.total;
  return figures;
}

/// Area stands for the number, so that the radius is its root.
double radius_of(std::uint32_t count, std::uint32_t most) {
  const auto one = std::min(kDotOfOne, kLargestDot / std::sqrt(static_cast<double>(most)));
  return std::max(kSmallestDot, one * std::sqrt(static_cast<double>(count)));
}

View dot_views(const Figures& figures, const ListQuery& asked, const base::Messages& messages) {
  auto dots = list_view();
  for (const auto& [code, count] : figures.countries) {
    const auto middle = middle_of(code);
    if (!middle) continue;
    View dot;
    dot["x"] = View(tenth(middle->x));
    dot["y"] = View(tenth(middle->y));
    dot["r"] = View(tenth(radius_of(count, figures.countries.front().count)));
    dot["name"] = View(country_name(code, messages.language()));
    dot["count"] = View(messages.number(count));
    dot["chosen"] = View(asked.has(Facet::country, code));
    dots.push_back(std::move(dot));
  }
  return dots;
}

/// Names of the largest, above their dots; none over another.
View label_views(const Figures& figures, const base::Messages& messages) {
  constexpr double kWide = 70, kHigh = 12, kMargin = 34;
  auto labels = list_view();
  std::vector<MapPoint> set;
  for (std::size_t i = 0; i < std::min(kLabelled, figures.countries.size()); ++i) {
    const auto& [code, count] = figures.countries[i];
    auto at = middle_of(code).value_or(MapPoint{});
    at.x = std::clamp(at.x, kMargin, kMapWidth - kMargin);
    at.y -= radius_of(count, figures.countries.front().count) + 1.5;
    if (std::ranges::any_of(set, [&](const MapPoint& other) {
          return std::abs(other.x - at.x) < kWide && std::abs(other.y - at.y) < kHigh;
        }))
      continue;
    set.push_back(at);
    View label;
    label["x"] = View(tenth(at.x));
    label["y"] = View(tenth(at.y));
    label["name"] = View(country_name(code, messages.language()));
    label["count"] = View(messages.number(count));
    labels.push_back(std::move(label));
  }
  return labels;
}

/// A speck for each country without a partnership: one path of lines that have no length.
std::string specks(const Figures& figures) {
  std::string d;
  for (const auto& country : model::countries())
    if (std::ranges::find(figures.countries, country.code, &search::Count::value) == figures.countries.end())
      if (const auto middle = middle_of(country.code))
        d += "M" + tenth(middle->x) + " " + tenth(middle->y) + "h.01";
  return d;
}

View row_views(const Figures& figures, const ListQuery& asked, const base::Messages& messages) {
  const auto everywhere = without_countries(asked);
  auto rows = list_view();
  for (const auto& [code, count] : figures.countries) {
    View row;
    row["name"] = View(country_name(code, messages.language()));
    row["href"] = View(href(messages.language(), "/countries/" + code));
    row["list"] = View(list_href(everywhere.with(Facet::country, code), messages.language()));
    row["count"] = View(messages.number(count));
    row["chosen"] = View(asked.has(Facet::country, code));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// One sentence: how many countries, and which most.
std::string finding_of(const Figures& figures, const base::Messages& messages) {
  std::vector<std::string> most;
  for (std::size_t i = 0; i < std::min(kLabelled, figures.countries.size()); ++i) {
    const auto& [code, count] = figures.countries[i];
    most.push_back(messages.get(
        "map.named",
        {{"name", std::string_view(country_name(code, messages.language()))}, {"count", count}}));
  }
  return messages.get("map.finding", {{"count", static_cast<std::int64_t>(figures.countries.size())},
                                      {"total", static_cast<std::int64_t>(model::countries().size())},
                                      {"most", std::string_view(messages.list(most))}});
}

std::string boundaries_address(const Context& context) {
  return "/boundaries.svg?v=" + base::hex(base::sha256(context.boundaries)).substr(0, 8);
}

View map_content(const Context& context, const ListQuery& asked, const Figures& figures,
                 const base::Messages& messages) {
  const auto language = messages.language();
  const auto unplaced = figures.list.answer.total - figures.placed;
  const auto finding = finding_of(figures, messages);
  const auto total = static_cast<std::int64_t>(figures.list.answer.total);
  View view;
  view["total"] = View(messages.get(asked.plain() ? "list.total" : "list.found", {{"count", total}}));
  auto notes = unknown_values(asked, messages);
  add_complaints(notes, figures.list.answer, messages);
  view["notes"] = std::move(notes);
  view["chosen"] = View(!asked.plain());
  view["chips"] = chip_views(asked, figures.list, messages, "/map");
  view["clear"] = View(href(language, "/map"));
  view["open_countries"] = View(std::ranges::any_of(
      asked.filters(), [](const auto& filter) { return filter.first == Facet::country; }));
  view["list"] = View(list_href(asked, language));
  view["finding"] = View(finding);
  view["unplaced"] = View(messages.get("map.unplaced", {{"count", static_cast<std::int64_t>(unplaced)}}));
  view["edge"] = View(world_edge());
  view["circles"] = View(world_circles());
  view["boundaries"] = context.boundaries.empty() ? View(false) : View(boundaries_address(context));
  view["specks"] = View(specks(figures));
  view["dots"] = dot_views(figures, asked, messages);
  view["labels"] = label_views(figures, messages);
  view["some"] = View(!figures.countries.empty());
  view["rows"] = row_views(figures, asked, messages);
  view["csv"] = View(href(language, "/map.csv" + asked.filter_suffix()));
  return view;
}

}  // namespace

http::Response map_page(const Context& context, const http::Request& request, std::string_view language) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  const auto asked = ListQuery(request.query).on_page(1);
  Frame frame{.language = language, .title = messages.get("map.title")};
  frame.description = messages.get("map.description");
  frame.path = "/map" + asked.filter_suffix();
  frame.section = "partnerships";
  frame.etag = etag;
  frame.index = asked.plain();
  return page(context, request, frame, "map",
              map_content(context, asked, figures_of(context, asked), messages));
}

http::Response map_download(const Context& context, const http::Request& request, std::string_view language) {
  const auto figures = figures_of(context, ListQuery(request.query));
  std::ostringstream out;
  exchange::csv::CsvWriter writer(out, {"country", "iso3", "m49", "name", "partnerships"});
  for (const auto& [code, count] : figures.countries)
    if (const auto* country = model::find_country(code))
      writer.row({code, country->iso3, country->m49, std::string(country->name.str(language)),
                  std::to_string(count)});
  return download(out.str(), "text/csv; charset=utf-8; header=present", "map.csv", language);
}

http::Response boundaries_file(const Context& context, const http::Request& request) {
  if (context.boundaries.empty()) return error_page(context, request, {}, 404);
  auto response = http::text(200, context.boundaries, "image/svg+xml");
  response.set("Cache-Control", "public, max-age=86400")
      .set("Content-Security-Policy", "default-src 'none'")
      .set("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace entente::pages
