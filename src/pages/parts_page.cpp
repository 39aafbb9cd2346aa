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

std::vector<base::Uuid> represented(const access::Actor& actor) {
  std::vector<base::Uuid> all;
  for (const auto& grant : actor.grants)
    if (const auto id = base::Uuid::parse(grant.of); id && grant.role == access::Role::representative)
      all.push_back(*id);
  return all;
}

std::string path_of_parts(const base::Uuid& organisation) {
  return "/account/parts?organisation=" + organisation.str();
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

http::Response parts_page(const Context& context, const http::Request& request, std::string_view language) {
  const auto& messages = base::Messages::in(language);
  const auto visitor = visitor_of(context, request);
  const auto all = represented(visitor.actor);
  const auto asked = base::Uuid::parse(request.parameter("organisation"));
  if (all.empty() || (!asked && !request.parameter("organisation").empty()))
    return error_page(context, request, language, 404);
  const auto organisation = asked.value_or(all.front());
  const auto number = std::min(positive_number(request.parameter("page")).value_or(1), kLastPartsPage);
  const auto parts = registry::Confirming(context.reg)
                         .parts(visitor.actor, organisation,
                                static_cast<std::size_t>((number - 1) * kPartsAPage), kPartsAPage);
  View view;
  view["account"] = View(href(language, "/account"));
  view["organisations"] = organisation_links(context, all, organisation, language);
  view["some"] = View(parts.total > 0);
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

std::vector<http::Route> parts_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/parts",
       "The parts that the organisations one speaks for have in partnerships, those that wait first.",
       in_language(context, parts_page)},
  };
}

}  // namespace entente::pages
