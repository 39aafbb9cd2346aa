// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/published_page.hpp"
#include "pages/in_language.hpp"

#include <utility>

#include "pages/desk_views.hpp"
#include "pages/format.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "registry/desk.hpp"

namespace entente::pages {

namespace {

/// 0 where none is asked for, -1 for what is no version.
std::int64_t version_asked(const http::Request& request) {
  const auto text = request.parameter("version");
  return text.empty() ? 0 : positive_number(text).value_or(-1);
}

View version_rows(const registry::DeskRecord& record, const std::string& path,
                  const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& line : record.versions) {
    View row;
    row["href"] = View(href(messages.language(), path + "?version=" + std::to_string(line.version)));
    row["label"] = View(messages.get("desk.version", {{"number", line.version}}));
    row["time"] = View(messages.moment(line.time));
    row["shown"] = View(line.version == record.held.version);
    rows.push_back(std::move(row));
  }
  return rows;
}

View acknowledgement_rows(const std::vector<registry::AcknowledgementLine>& lines,
                          const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& line : lines) {
    View row;
    row["href"] = View(organisation_href(messages.language(), line.organisation));
    row["name"] = text_view(line.name, messages.language());
    row["id"] = View(line.organisation.str());
    row["version"] = View(messages.get("desk.version", {{"number", line.version}}));
    row["time"] = View(messages.moment(line.at));
    rows.push_back(std::move(row));
  }
  return rows;
}

http::Response published_page(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  const registry::Desk desk(context.reg);
  const auto record = id ? desk.record(*id, version_asked(request)) : std::nullopt;
  if (!record || record->country != captures["code"]) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  const auto path = published_path(record->country, *id);
  const bool latest = record->held.version == record->versions.front().version;
  View view;
  view["row"] = desk_row(record->held, messages);
  view["country"] = View(country_name(record->country, language));
  view["country_href"] = View(href(language, "/countries/" + record->country));
  view["withdrawn"] = View(record->state == registry::DeskRecord::State::withdrawn);
  view["earlier"] = latest ? View(false) : View(href(language, path));
  view["versions"] = version_rows(*record, path, messages);
  const bool guidance = kind_of(record->held.value) == "guidance";
  view["guidance"] = View(guidance);
  view["acknowledge"] = View(href(language, "/account/guidance/" + id->str()));
  auto said = guidance ? acknowledgement_rows(desk.acknowledgements(*id), messages) : list_view();
  view["said_by_some"] = View(said.is_non_empty_list());
  view["said"] = std::move(said);

  const auto* title = view["row"].get("title");
  const auto* value = title && title->is_object() ? title->get("value") : nullptr;
  Frame frame{.language = language, .title = value ? value->string_value() : messages.get("desk.title")};
  frame.path = path;
  frame.section = "countries";
  frame.etag = etag;
  frame.index = latest;
  return page(context, request, frame, "published", view);
}

}  // namespace

std::vector<http::Route> published_routes(const Context& context) {
  auto all = capacity_routes(context);
  all.push_back(
      {"GET", "/{lang}/countries/{code}/published/{id}",
       "What a government publishes: a plan, a guidance, a need or an offer, in each of its versions.",
       in_language(context, published_page)});
  return all;
}

}  // namespace entente::pages
