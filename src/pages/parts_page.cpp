// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The parts of the organisations that somebody speaks for: what waits for their word comes first.
#include <algorithm>
#include <utility>

#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/part_pages.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/confirming.hpp"

namespace entente::pages {

namespace {

constexpr std::int64_t kPartsAPage = 50, kLastPartsPage = 10'000;

/// The organisations that somebody speaks for, or prepares what they say.
std::vector<base::Uuid> represented(const access::Actor& actor) {
  std::vector<base::Uuid> all;
  for (const auto& grant : actor.grants)
    if (const auto id = base::Uuid::parse(grant.of);
        id && (grant.role == access::Role::representative || grant.role == access::Role::contributor) &&
        std::ranges::find(all, *id) == all.end())
      all.push_back(*id);
  return all;
}

View organisation_links(const Context& context, const std::vector<base::Uuid>& all, const base::Uuid& chosen,
                        std::string_view language) {
  auto links = list_view();
  for (const auto& id : all) {
    const auto name = context.reg.organisation_name(id);
    View one;
    one["href"] = View(href(language, path_of_parts(id)));
    one["name"] = name ? text_view(*name, language) : View(false);
    one["id"] = View(id.str());
    one["chosen"] = View(id == chosen);
    links.push_back(std::move(one));
  }
  return links;
}

View part_row(const registry::OwnPart& own, std::string_view language) {
  View row;
  row["href"] = View(href(language, "/account/parts/" + own.part.id.str()));
  row["title"] = text_view(own.partnership, language);
  row["role"] = View(term("role", own.part.value.role, language));
  row["state"] = state_view(own.state, language);
  return row;
}

/// The parts that somebody was invited to answer for, as far as they stand.
View invited_rows(const Context& context, const access::Actor& actor, std::string_view language) {
  auto rows = list_view();
  for (const auto& grant : actor.grants) {
    const auto id = base::Uuid::parse(grant.of);
    if (grant.role != access::Role::invited_party || !id) continue;
    const auto own = registry::Confirming(context.reg).published_part(*id);
    if (!own) continue;
    auto row = part_row(*own, language);
    const auto name = context.reg.organisation_name(own->part.value.organisation);
    row["organisation"] = name ? text_view(*name, language) : View(false);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Of somebody who speaks for no organisation.
http::Response invited_parts_page(const Context& context, const http::Request& request,
                                  std::string_view language) {
  View view;
  view["account"] = View(href(language, "/account"));
  view["organisations"] = list_view();
  view["listed"] = View(false);
  view["invited"] = invited_rows(context, visitor_of(context, request).actor, language);
  view["some_invited"] = View(true);
  view["pager"] = View(false);
  return page(context, request,
              private_frame(language, base::Messages::in(language).get("parts.title"), "/account/parts"),
              "parts", view);
}

http::Response parts_page(const Context& context, const http::Request& request, std::string_view language) {
  const auto& messages = base::Messages::in(language);
  const auto visitor = visitor_of(context, request);
  const auto all = represented(visitor.actor);
  const auto asked = base::Uuid::parse(request.parameter("organisation"));
  const bool invited = visitor.actor.holds(access::Role::invited_party);
  if ((all.empty() && !invited) || (!asked && !request.parameter("organisation").empty()))
    return error_page(context, request, language, 404);
  if (all.empty() && !asked) return invited_parts_page(context, request, language);
  const auto organisation = asked.value_or(all.empty() ? base::Uuid() : all.front());
  const auto number = std::min(positive_number(request.parameter("page")).value_or(1), kLastPartsPage);
  const auto parts = registry::Confirming(context.reg)
                         .parts(visitor.actor, organisation,
                                static_cast<std::size_t>((number - 1) * kPartsAPage), kPartsAPage);
  View view;
  view["account"] = View(href(language, "/account"));
  view["organisations"] = organisation_links(context, all, organisation, language);
  view["listed"] = View(true);
  view["some"] = View(parts.total > 0);
  view["invited"] = invited_rows(context, visitor.actor, language);
  view["some_invited"] = View(view["invited"].is_non_empty_list());
  view["waiting"] = View(messages.get("parts.waiting", {{"waiting", static_cast<std::int64_t>(parts.waiting)},
                                                        {"count", static_cast<std::int64_t>(parts.total)}}));
  view["rows"] = list_view();
  for (const auto& own : parts.rows) view["rows"].push_back(part_row(own, language));
  const auto pages = (static_cast<std::int64_t>(parts.total) + kPartsAPage - 1) / kPartsAPage;
  view["pager"] = pager_view(number, pages, href(language, path_of_parts(organisation)) + "&page=", messages);
  return page(context, request,
              private_frame(language, messages.get("parts.title"), path_of_parts(organisation)), "parts",
              view);
}

}  // namespace

std::string path_of_parts(const base::Uuid& organisation) {
  return "/account/parts?organisation=" + organisation.str();
}

std::vector<http::Route> parts_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/parts",
       "The parts that the organisations one speaks for have in partnerships, those that wait first.",
       in_language(context, parts_page)},
  };
}

}  // namespace entente::pages
