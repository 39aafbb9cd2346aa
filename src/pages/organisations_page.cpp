// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/organisations_page.hpp"

#include <optional>
#include <utility>

#include "base/text.hpp"
#include "pages/format.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kAPage = 50, kLongestQuery = 500;
constexpr std::int64_t kMostPages = 1'000'000;

std::string heading(const std::string& text, std::size_t total, const base::Messages& messages) {
  const auto count = static_cast<std::int64_t>(total);
  if (text.empty()) return messages.get("organisation.listed", {{"count", count}});
  return messages.get("organisation.found", {{"count", count}, {"text", std::string_view(text)}});
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
  const auto parameter = request.parameter("page");
  const auto number = parameter.empty() ? std::optional<std::int64_t>(1) : positive_number(parameter);
  if (!number || *number > kMostPages) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, language)) return *unchanged;

  const std::string text(base::clip_utf8(request.parameter("q"), kLongestQuery));
  std::size_t total = 0;
  const auto offset = static_cast<std::size_t>(*number - 1) * kAPage;
  const auto cards = context.reg.organisations(text, offset, kAPage, total);
  if (*number > 1 && cards.empty()) return error_page(context, request, language, 404);

  const auto& messages = base::Messages::in(language);
  http::Parameters query;
  if (!text.empty()) query.emplace_back("q", text);
  const auto filter = http::write_query(query);
  const auto base = "/organisations?" + filter + (filter.empty() ? "" : "&") + "page=";

  View view;
  view["list"] = View(href(language, "/organisations"));
  view["q"] = View(text);
  view["suggestions"] = View(href(language, "/suggestions?of=organisations"));
  view["filtered"] = View(!text.empty());
  view["heading"] = View(heading(text, total, messages));
  view["rows"] = organisation_rows(cards, messages);
  view["some"] = View(!cards.empty());
  view["pager"] = pager_view(*number, static_cast<std::int64_t>((total + kAPage - 1) / kAPage),
                             href(language, base), messages);
  view["json"] = View("/api/v1/organisations" + (filter.empty() ? "" : "?" + filter));

  Frame frame{.language = language, .title = messages.get("organisation.organisations")};
  frame.path = "/organisations";
  if (!filter.empty() || *number > 1)
    frame.path = *number > 1 ? base + std::to_string(*number) : "/organisations?" + filter;
  frame.section = "organisations";
  frame.etag = etag;
  frame.index = text.empty();
  return page(context, request, frame, "organisations", std::move(view));
}

}  // namespace entente::pages
