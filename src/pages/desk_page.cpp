// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "model/vocabulary.hpp"
#include "pages/desk_form.hpp"
#include "pages/desk_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/published_page.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

http::Response desk_page(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto* country = model::find_country(captures["code"]);
  if (!country) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const registry::Desk desk(context.reg);
  // Asks the table of permissions for this country.
  const auto drafts = desk.drafts(visitor_of(context, request).actor, country->code);
  const auto published = desk.published(country->code);
  const auto name = std::string(country->name.str(language));
  View view;
  view["country"] = View(name);
  view["public_page"] = View(href(language, "/countries/" + country->code));
  search::Query soil;
  soil.filters = {{search::Facet::country, country->code}};
  soil.limit = 0;
  view["soil"] = View(href(language, "/partnerships?country=" + country->code));
  view["soil_total"] = View(messages.get(
      "country.total", {{"count", static_cast<std::int64_t>(context.reg.list(soil).answer.total)}}));
  view["new_plan"] = View(desk_href(language, country->code, "plan"));
  view["new_guidance"] = View(desk_href(language, country->code, "guidance"));
  view["new_capacity"] = View(desk_href(language, country->code, "capacity"));
  view["drafts"] = desk_groups(drafts, messages, true);
  view["some_drafts"] = View(!drafts.empty());
  view["published"] = desk_groups(published, messages, true);
  view["some_published"] = View(!published.empty());
  const auto done = request.parameter("done");
  view["done"] = done == "draft" || done == "published" || done == "withdrawn" || done == "discarded"
                     ? View(messages.get("desk.done." + std::string(done)))
                     : View(false);
  return page(context, request,
              private_frame(language, messages.get("desk.of", {{"country", std::string_view(name)}}),
                            "/desk/" + country->code),
              "desk", view);
}

}  // namespace

std::vector<http::Route> desk_routes(const Context& context) {
  return {
      {"GET", "/{lang}/desk/{code}", "A government's desk: what it publishes, and its drafts.",
       in_language(context, desk_page)},
      {"GET", "/{lang}/desk/{code}/{kind}", "A form for a new plan, guidance, need or offer.",
       in_language(context, desk_form)},
      {"POST", "/{lang}/desk/{code}/{kind}", "Saves it as a draft, or publishes it.",
       in_language(context, desk_sent)},
      {"GET", "/{lang}/desk/{code}/{kind}/{id}", "The same form for one that is there.",
       in_language(context, desk_form)},
      {"POST", "/{lang}/desk/{code}/{kind}/{id}", "Saves, publishes or withdraws it.",
       in_language(context, desk_sent)},
  };
}

}  // namespace entente::pages
