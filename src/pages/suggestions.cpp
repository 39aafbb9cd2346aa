// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/suggestions.hpp"

#include <boost/json.hpp>
#include <string>

#include "base/text.hpp"
#include "pages/format.hpp"
#include "pages/list_query.hpp"
#include "pages/page.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kLongestAsked = 200;  // bytes
constexpr std::size_t kSuggestionBytes = 160;
constexpr std::size_t kAlone = 8;

registry::SuggestionLimits limits_of(std::string_view of) {
  if (of == "partnerships") return {.partnerships = kAlone, .organisations = 0, .codes = 0};
  if (of == "organisations") return {.partnerships = 0, .organisations = kAlone, .codes = 0};
  return {};
}

/// A goal, country or field has a page of its own; of a region, the list is shown.
std::string href_of_code(search::Facet facet, std::string_view code, std::string_view language) {
  using search::Facet;
  const std::string value(code);
  if (facet == Facet::goal) return href(language, "/goals/" + value);
  if (facet == Facet::country) return href(language, "/countries/" + value);
  if (facet == Facet::field) return href(language, "/fields/" + value);
  return href(language, "/partnerships" + ListQuery().with(facet, value).suffix());
}

void add(boost::json::array& items, const base::Text& name, const std::string& href, std::string_view kind,
         std::string_view language) {
  const auto* narrative = name.pick(language);
  if (!narrative) return;
  const auto text = base::clip_utf8(narrative->value, kSuggestionBytes);
  const bool clipped = text.size() < narrative->value.size();
  items.push_back({{"href", href},
                   {"text", std::string(text) + (clipped ? "…" : "")},
                   {"lang", narrative->language == "und" ? "" : narrative->language},
                   {"dir", direction_of(narrative->language)},
                   {"kind", kind}});
}

}  // namespace

http::Response suggestions(const Context& context, const http::Request& request, std::string_view language) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  const std::string text(base::clip_utf8(request.parameter("q"), kLongestAsked));
  const auto of = request.parameter("of");
  boost::json::array items;
  for (const auto& one : context.reg.suggest(text, limits_of(of))) {
    using Kind = registry::Suggestion::Kind;
    if (one.kind == Kind::partnership)
      add(items, one.name, partnership_href(language, one.id), messages.get("suggestions.partnership"),
          language);
    else if (one.kind == Kind::organisation)
      add(items, one.name, organisation_href(language, one.id), messages.get("suggestions.organisation"),
          language);
    else
      add(items, base::Text(language, facet_label(one.facet, one.code, language, {})),
          href_of_code(one.facet, one.code, language),
          messages.get("facet." + std::string(name_of(one.facet))), language);
  }

  const auto said = messages.get("suggestions.said", {{"count", static_cast<std::int64_t>(items.size())}});
  auto response = http::text(
      200, boost::json::serialize(boost::json::object{{"said", said}, {"items", std::move(items)}}),
      "application/json");
  response.set("Content-Language", std::string(language))
      .set("X-Content-Type-Options", "nosniff")
      .set("Cache-Control", "no-cache")
      .set("ETag", etag);
  return response;
}

}  // namespace entente::pages
