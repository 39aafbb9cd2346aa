// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/suggestions.hpp"

#include <boost/json.hpp>
#include <string>

#include "base/text.hpp"
#include "pages/format.hpp"
#include "pages/page.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kLongestAsked = 200;  // bytes
constexpr std::size_t kSuggestionBytes = 160;
constexpr std::size_t kPartnerships = 5, kOrganisations = 3, kAlone = 8;

/// The word at the end may not be whole yet.
std::string unfinished(std::string text) {
  constexpr std::string_view kEnds = " \t\"*”»」』“„";
  const bool ended = text.empty() || kEnds.find(text.back()) != kEnds.npos;
  return ended ? text : text + '*';
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
  if (!text.empty() && of != "organisations") {
    search::Query query;
    query.text = unfinished(text);
    query.limit = of == "partnerships" ? kAlone : kPartnerships;
    const auto kind = messages.get("suggestions.partnership");
    for (const auto& card : context.reg.list(query).cards)
      add(items, card.partnership->title, partnership_href(language, card.id), kind, language);
  }
  if (!text.empty() && of != "partnerships") {
    const auto kind = messages.get("suggestions.organisation");
    const auto found =
        context.reg.organisations({.text = text, .limit = of == "organisations" ? kAlone : kOrganisations});
    for (const auto& card : found.cards)
      add(items, card.organisation.name, organisation_href(language, card.organisation.id), kind, language);
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
