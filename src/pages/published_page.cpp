// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/published_page.hpp"
#include "pages/in_language.hpp"

#include <utility>

#include "pages/concern_views.hpp"
#include "pages/desk_views.hpp"
#include "pages/format.hpp"
#include "pages/page.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"
#include "pages/revision_page.hpp"
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
    row["receipt"] = View(receipt_href(messages.language(), record.held.id, line.version));
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
    row["receipt"] = receipt_link(line.id, line.revision, line.name.str(messages.language()), messages);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// What the page of differences needs to know of it, under the country that the address names.
std::optional<RevisedRecord> revised_published(const Context& context, std::string_view country,
                                               const base::Uuid& id, std::string_view language) {
  const auto record = registry::Desk(context.reg).record(id);
  if (!record || record->country != country) return std::nullopt;
  const auto path = published_path(record->country, id);
  return RevisedRecord{.section = "countries",
                       .type = model::type_of(record->held.value),
                       .id = id,
                       .address = path,
                       .page = path,
                       .all = path + "#versions",
                       .title = desk_title(record->held.value, language),
                       .head_version = record->versions.front().version,
                       .revisions = record->versions,
                       .reports = {}};
}

http::Response published_differences(const Context& context, const http::Request& request,
                                     const http::Captures& captures) {
  return differences_page(
      context, request, captures,
      [code = captures["code"]](const Context& within, const base::Uuid& id, std::string_view language) {
        return revised_published(within, code, id, language);
      },
      [](const Context& within, const base::Uuid& id, std::int64_t from, std::int64_t to) {
        return registry::Desk(within.reg).difference(id, from, to);
      });
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
  const auto& versions = record->versions;
  const bool several = versions.size() > 1;
  view["several"] = View(several);
  offer_comparison(view, path, versions, several ? versions[1].version : 0, versions.front().version,
                   messages);
  view["json"] = View("/api/v1" + path);
  view["concerns"] = latest ? concern_link(context, *id, messages) : View(false);
  const bool guidance = kind_of(record->held.value) == "guidance";
  view["guidance"] = View(guidance);
  view["acknowledge"] = View(href(language, "/account/guidance/" + id->str()));
  auto said = guidance ? acknowledgement_rows(desk.acknowledgements(*id), messages) : list_view();
  view["said_by_some"] = View(said.is_non_empty_list());
  view["said"] = std::move(said);

  Frame frame{.language = language, .title = desk_title(record->held.value, language)};
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
  all.push_back({"GET", "/{lang}/countries/{code}/published/{id}/differences",
                 "What changed from one version of it to another.",
                 [context](const http::Request& request, const http::Captures& captures) {
                   return published_differences(context, request, captures);
                 }});
  return all;
}

}  // namespace entente::pages
