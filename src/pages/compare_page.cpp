// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/compare_page.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "pages/compare_rows.hpp"
#include "pages/format.hpp"
#include "pages/freshness_views.hpp"
#include "pages/list_query.hpp"
#include "pages/partnership_view.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostCompared = 4, kSuggested = 10, kComparedTitleBytes = 160, kValueBytes = 100;

/// What an address asks for, and what of it cannot be.
struct Comparison {
  std::vector<registry::PartnershipView> views;
  std::vector<std::string> unknown;  ///< values that name no partnership
  std::size_t beyond = 0;            ///< how many more than kMostCompared were named
  std::string text;                  ///< of the search for another one
};

std::string address_of(const std::vector<base::Uuid>& ids, const std::string& text) {
  http::Parameters all;
  for (const auto& id : ids) all.emplace_back("id", id.str());
  if (!text.empty()) all.emplace_back("q", text);
  return "/compare" + (all.empty() ? std::string{} : "?" + http::write_query(all));
}

std::vector<base::Uuid> ids_of(const Comparison& comparison) {
  std::vector<base::Uuid> ids;
  for (const auto& view : comparison.views) ids.push_back(view.partnership.id);
  return ids;
}

Comparison read(const Context& context, const http::Request& request) {
  Comparison comparison;
  comparison.text = ListQuery({{"q", std::string(request.parameter("q"))}}).text();
  for (const auto& [name, value] : request.query) {
    if (name != "id" || value.empty()) continue;
    const auto id = base::Uuid::parse(value);
    const auto known = ids_of(comparison);
    if (id && std::ranges::find(known, *id) != known.end()) continue;
    // What would be too many is not read either: an address can name two hundred.
    if (comparison.views.size() == kMostCompared) {
      ++comparison.beyond;
      continue;
    }
    auto view = id ? context.reg.partnership(*id) : std::nullopt;
    if (view)
      comparison.views.push_back(std::move(*view));
    else if (comparison.unknown.size() < kMostCompared)
      comparison.unknown.emplace_back(base::clip_utf8(value, kValueBytes));
  }
  return comparison;
}

View note_views(const Comparison& comparison, const base::Messages& messages) {
  auto notes = list_view();
  for (const auto& value : comparison.unknown)
    notes.push_back(View(messages.get("compare.unknown", {{"value", std::string_view(value)}})));
  if (comparison.beyond > 0)
    notes.push_back(
        View(messages.get("compare.beyond", {{"count", static_cast<std::int64_t>(comparison.beyond)}})));
  if (comparison.views.size() < 2)
    notes.push_back(View(messages.get(comparison.views.empty() ? "compare.none" : "compare.one_only")));
  return notes;
}

View column_views(const Comparison& comparison, const base::Messages& messages) {
  const auto language = messages.language();
  const auto ids = ids_of(comparison);
  auto columns = list_view();
  for (std::size_t i = 0; i < comparison.views.size(); ++i) {
    const auto& view = comparison.views[i];
    auto others = ids;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    View one;
    one["number"] = View(messages.number(static_cast<std::int64_t>(i + 1)));
    one["title"] = text_view(view.partnership.value.title, language, kComparedTitleBytes);
    one["id"] = View(view.partnership.id.str());
    one["href"] = View(partnership_href(language, view.partnership.id));
    one["without"] = View(href(language, address_of(others, {})));
    columns.push_back(std::move(one));
  }
  return columns;
}

View row_views(const Comparison& comparison, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& row : compared_rows(comparison.views, messages)) {
    auto cells = list_view();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      auto lines = list_view();
      for (const auto& line : row.cells[i]) {
        View one;
        one["text"] = View(line.text);
        one["freshness"] = line.light ? freshness_view(*line.light, messages) : View(false);
        one["language"] = text_or_nothing(line.language);
        one["dir"] = View(std::string(direction_of(line.language)));
        lines.push_back(std::move(one));
      }
      View cell;
      cell["number"] = View(messages.number(static_cast<std::int64_t>(i + 1)));
      cell["stated"] = View(!row.cells[i].empty());
      cell["lines"] = std::move(lines);
      cells.push_back(std::move(cell));
    }
    View one;
    one["label"] = View(row.label);
    const bool silent = std::ranges::all_of(row.cells, &ComparedCell::empty);
    one["differs"] = View(row.differs());
    one["silent"] = View(silent);
    one["same"] = View(!silent && !row.differs());
    one["cells"] = std::move(cells);
    rows.push_back(std::move(one));
  }
  return rows;
}

/// Partnerships that the words find, each with the address that adds it.
View offered_views(const Context& context, const Comparison& comparison, const base::Messages& messages) {
  auto all = list_view();
  if (comparison.text.empty()) return all;
  search::Query query;
  query.text = comparison.text;
  query.limit = kSuggested + kMostCompared;
  const auto chosen = ids_of(comparison);
  std::size_t shown = 0;
  for (const auto& card : context.reg.list(query).cards) {
    if (shown == kSuggested || std::ranges::find(chosen, card.id) != chosen.end()) continue;
    ++shown;
    auto more = chosen;
    more.push_back(card.id);
    View one;
    one["title"] = text_view(card.partnership->title, messages.language(), kComparedTitleBytes);
    one["id"] = View(card.id.str());
    one["href"] = View(href(messages.language(), address_of(more, {})));
    all.push_back(std::move(one));
  }
  return all;
}

View compare_content(const Context& context, const Comparison& comparison, const base::Messages& messages) {
  const auto language = messages.language();
  auto hidden = list_view();
  for (const auto& id : ids_of(comparison)) hidden.push_back(View(id.str()));
  auto offered = offered_views(context, comparison, messages);
  View view;
  view["notes"] = note_views(comparison, messages);
  view["columns"] = column_views(comparison, messages);
  view["some"] = View(!comparison.views.empty());
  view["rows"] = row_views(comparison, messages);
  view["room"] = View(comparison.views.size() < kMostCompared);
  view["action"] = View(href(language, "/compare"));
  view["hidden"] = std::move(hidden);
  view["q"] = View(comparison.text);
  view["asked"] = View(!comparison.text.empty());
  view["has_offered"] = View(offered.is_non_empty_list());
  view["offered"] = std::move(offered);
  view["list"] = View(href(language, "/partnerships"));
  return view;
}

}  // namespace

std::string compare_href(std::string_view language, const base::Uuid& id) {
  return href(language, address_of({id}, {}));
}

http::Response compare_page(const Context& context, const http::Request& request, std::string_view language) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  const auto comparison = read(context, request);
  Frame frame{.language = language, .title = messages.get("compare.title")};
  frame.path = address_of(ids_of(comparison), comparison.text);
  frame.section = "partnerships";
  frame.etag = etag;
  frame.index = false;
  return page(context, request, frame, "compare", compare_content(context, comparison, messages));
}

}  // namespace entente::pages
