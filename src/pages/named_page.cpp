// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/named_page.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "model/identifier.hpp"
#include "pages/format.hpp"
#include "pages/list_query.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

/// Bounds on what one page reads: organisations in full, parts of each, names that are only similar.
constexpr std::size_t kInFull = 5, kParts = 20, kSimilar = 10;
constexpr std::size_t kFullNameBytes = 300;

/// Who bears the name or identifier, and who has one like it.
struct Found {
  std::vector<base::Uuid> bearers;  ///< by identifier first; at most kInFull
  std::size_t total = 0;
  std::vector<registry::OrganisationCard> similar;
};

void add(std::vector<base::Uuid>& ids, const base::Uuid& id) {
  if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

Found find(const registry::Register& reg, const std::string& text) {
  constexpr std::array kSchemes = {model::kIatiOrganisation, model::kOrgId, model::kLei, model::kRor,
                                   model::kIsin};
  Found found;
  for (const auto scheme : kSchemes)
    if (const auto id = reg.find(scheme, text); id && reg.organisation(*id, 0, 0)) add(found.bearers, *id);
  const auto identified = found.bearers.size();
  const auto named = reg.organisations({.text = text, .limit = kInFull});
  for (const auto& card : named.cards) add(found.bearers, card.organisation.id);
  found.total = std::max(found.bearers.size(), named.total + (named.total == 0 ? identified : 0));
  if (found.bearers.size() > kInFull) found.bearers.resize(kInFull);
  for (auto& card : reg.similar_organisations(text, kSimilar + kInFull))
    if (std::ranges::find(found.bearers, card.organisation.id) == found.bearers.end() &&
        found.similar.size() < kSimilar)
      found.similar.push_back(std::move(card));
  return found;
}

View part_view(const registry::Engagement& part, const base::Messages& messages) {
  const auto language = messages.language();
  View row;
  row["href"] = View(partnership_href(language, part.partnership));
  row["title"] = text_view(part.title, language, kFullNameBytes);
  row["id"] = View(part.partnership.str());
  row["role"] = View(term("role", part.role, language));
  row["state"] = state_view(part.state, language);
  return row;
}

View organisation_view(const registry::OrganisationView& view, const base::Messages& messages) {
  const auto language = messages.language();
  const auto& organisation = view.organisation.value;
  auto parts = list_view();
  for (const auto& part : view.engagements) parts.push_back(part_view(part, messages));
  const auto more = view.engagements_total - static_cast<std::int64_t>(view.engagements.size());
  const auto type =
      organisation.type == "unknown" ? std::string{} : term("organisation_type", organisation.type, language);
  const auto country = country_name(organisation.country, language);
  View one;
  one["id"] = View(view.organisation.id.str());
  one["href"] = View(organisation_href(language, view.organisation.id));
  one["name"] = text_view(organisation.name, language, kFullNameBytes);
  one["kicker"] = text_or_nothing(type + (type.empty() || country.empty() ? "" : " · ") + country);
  one["identifiers"] = identifier_table(organisation.identifiers, messages);
  one["counted"] = View(messages.get("organisation.engagements", {{"count", view.engagements_total}}));
  one["has_parts"] = View(!view.engagements.empty());
  one["parts"] = std::move(parts);
  one["more"] = more > 0 ? View(messages.get("named.more", {{"count", more}})) : View(false);
  return one;
}

View similar_view(const registry::OrganisationCard& card, const base::Messages& messages) {
  const auto language = messages.language();
  View one;
  one["href"] = View(organisation_href(language, card.organisation.id));
  one["name"] = text_view(card.organisation.name, language, kFullNameBytes);
  one["id"] = View(card.organisation.id.str());
  one["count"] = View(messages.get("home.goal_count", {{"count", card.partnerships}}));
  return one;
}

void set_found(View& view, const registry::Register& reg, const std::string& text,
               const base::Messages& messages) {
  const auto found = find(reg, text);
  auto organisations = list_view();
  for (const auto& id : found.bearers)
    if (const auto one = reg.organisation(id, 0, kParts))
      organisations.push_back(organisation_view(*one, messages));
  auto similar = list_view();
  for (const auto& card : found.similar) similar.push_back(similar_view(card, messages));
  const auto shown = static_cast<std::int64_t>(found.bearers.size());
  view["found"] = View(messages.get("named.found", {{"count", static_cast<std::int64_t>(found.total)}}));
  view["shown_first"] = found.total > found.bearers.size()
                            ? View(messages.get("named.shown_first", {{"count", shown}}))
                            : View(false);
  view["organisations"] = std::move(organisations);
  view["has_similar"] = View(similar.is_non_empty_list());
  view["similar"] = std::move(similar);
}

}  // namespace

http::Response named_page(const Context& context, const http::Request& request, std::string_view language) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  const auto text = ListQuery({{"q", std::string(request.parameter("q"))}}).text();
  View view;
  view["action"] = View(href(language, "/named"));
  view["about"] = View(href(language, "/about"));
  view["q"] = View(text);
  view["asked"] = View(!text.empty());
  if (!text.empty()) set_found(view, context.reg, text, messages);

  Frame frame{.language = language, .title = messages.get("named.title")};
  frame.description = messages.get("named.lede");
  frame.path = "/named";
  if (!text.empty()) frame.path += "?" + http::write_query({{"q", text}});
  frame.section = "organisations";
  frame.etag = etag;
  frame.index = text.empty();
  return page(context, request, frame, "named", view);
}

}  // namespace entente::pages
