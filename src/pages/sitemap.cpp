// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/sitemap.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/vocabulary.hpp"
#include "pages/feed.hpp"
#include "pages/format.hpp"
#include "pages/goal_views.hpp"
#include "pages/origin.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

/// Of which each has six addresses with seven links: 6,000 addresses and 5 MB, far below the 50,000 and the
/// 50 MB of the protocol, and quickly made.
constexpr std::size_t kRecordsAPart = 1'000;

/// An address behind the language, and the day of its last change where that is known.
struct Entry {
  std::string path;
  std::string changed = {};
};
using Paths = std::vector<Entry>;

Paths fixed_pages() {
  Paths paths;
  for (const auto path : {"/", "/partnerships", "/organisations", "/goals", "/countries", "/fields", "/map",
                          "/named", "/about"})
    paths.push_back({path});
  for (const auto framework : {"sdg", "mdg"})
    for (const auto& goal : model::goals(framework))
      if (!goal.target) paths.push_back({"/goals/" + value_of(goal)});
  for (const auto& country : model::countries()) paths.push_back({"/countries/" + country.code});
  for (const auto& field : model::vocabulary("field").terms) paths.push_back({"/fields/" + field.code});
  return paths;
}

Paths record_pages(const Context& context, const std::string& kind, const std::vector<base::Uuid>& ids) {
  const auto times = context.reg.changed(ids);
  Paths paths;
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (times[i])
      paths.push_back(
          {"/" + kind + "/" + ids[i].str(), base::PartialDate::from_days(base::day_of(*times[i])).str()});
  return paths;
}

/// The part of that number; ids stand in the order in which they were made, so that a part keeps what it has.
Paths partnership_pages(const Context& context, std::size_t part) {
  auto ids = context.reg.ids({});
  if (part * kRecordsAPart >= ids.size()) return {};
  std::ranges::sort(ids);
  const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(part * kRecordsAPart);
  const auto count = std::min(kRecordsAPart, static_cast<std::size_t>(ids.end() - begin));
  return record_pages(context, "partnerships", {begin, begin + static_cast<std::ptrdiff_t>(count)});
}

Paths organisation_pages(const Context& context, std::size_t part) {
  std::vector<base::Uuid> ids;
  for (const auto& card :
       context.reg.organisations({.offset = part * kRecordsAPart, .limit = kRecordsAPart}).cards)
    ids.push_back(card.organisation.id);
  return record_pages(context, "organisations", ids);
}

std::optional<Paths> pages_of(const Context& context, std::string_view part) {
  if (part == "pages") return fixed_pages();
  const auto dash = part.find('-');
  if (dash == part.npos) return std::nullopt;
  const auto number = positive_number(part.substr(dash + 1));
  if (!number || *number > 1'000'000) return std::nullopt;
  const auto index = static_cast<std::size_t>(*number - 1);
  Paths paths;
  if (part.substr(0, dash) == "partnerships")
    paths = partnership_pages(context, index);
  else if (part.substr(0, dash) == "organisations")
    paths = organisation_pages(context, index);
  return paths.empty() ? std::nullopt : std::optional(std::move(paths));
}

std::string index_of(const Context& context, const std::string& origin) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  const auto add = [&](const std::string& part) {
    xml += "<sitemap><loc>" + xml_text(origin) + "/sitemap.xml?part=" + part + "</loc></sitemap>\n";
  };
  const auto add_all = [&](const std::string& name, std::size_t records) {
    for (std::size_t i = 0; i * kRecordsAPart < records; ++i) add(name + "-" + std::to_string(i + 1));
  };
  add("pages");
  add_all("partnerships", context.reg.ids({}).size());
  add_all("organisations", context.reg.organisations({.limit = 0}).total);
  return xml + "</sitemapindex>\n";
}

std::string part_of(const Context& context, const Paths& paths, const std::string& origin) {
  const auto& languages = context.institution->languages;
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
  const auto base = xml_text(origin);
  for (const auto& [path, changed] : paths) {
    std::string more;
    const auto add = [&](std::string_view code, std::string_view language) {
      more.append("<xhtml:link rel=\"alternate\" hreflang=\"").append(code).append("\" href=\"");
      more.append(base).append(href(language, path)).append("\"/>");
    };
    for (const auto& language : languages) add(language, language);
    add("x-default", stand_in_language(context));
    if (!changed.empty()) more.insert(0, "<lastmod>" + changed + "</lastmod>");
    for (const auto& language : languages)
      xml.append("<url><loc>")
          .append(base)
          .append(href(language, path))
          .append("</loc>")
          .append(more)
          .append("</url>\n");
  }
  return xml + "</urlset>\n";
}

}  // namespace

http::Response sitemap(const Context& context, const http::Request& request) {
  const auto origin = origin_of(context, request);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  std::string xml;
  if (http::etag_matches(request.header("if-none-match"), etag)) {
    http::Response unchanged;
    unchanged.status = 304;
    unchanged.set("ETag", etag);
    return unchanged;
  }
  if (const auto part = request.parameter("part"); part.empty()) {
    xml = index_of(context, origin);
  } else if (const auto paths = pages_of(context, part)) {
    xml = part_of(context, *paths, origin);
  } else {
    return error_page(context, request, {}, 404);
  }
  auto response = http::text(200, std::move(xml), "application/xml; charset=utf-8");
  response.set("ETag", etag).set("Cache-Control", "no-cache").set("X-Content-Type-Options", "nosniff");
  return response;
}

/// Lists, maps and their downloads in every combination of filters are endless, and so are days that have
/// passed: robots get the plain pages.
http::Response robots(const Context& context, const http::Request& request) {
  std::string text = "User-agent: *\nDisallow: /api/\nDisallow: /*?at=\nDisallow: /*&at=\n";
  for (const auto& language : context.institution->languages)
    for (const auto endless : {"/partnerships?", "/partnerships.csv", "/partnerships.atom", "/map?",
                               "/map.csv", "/compare", "/named?", "/organisations?q="})
      text += "Disallow: " + href(language, endless) + "\n";
  if (const auto origin = origin_of(context, request); !origin.empty())
    text += "\nSitemap: " + origin + "/sitemap.xml\n";
  auto response = http::text(200, std::move(text), "text/plain; charset=utf-8");
  response.set("Cache-Control", "public, max-age=86400").set("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace entente::pages
