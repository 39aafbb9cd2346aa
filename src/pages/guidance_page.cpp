// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/desk_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/published_page.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/desk.hpp"

namespace entente::pages {

namespace {

/// The organisations that somebody represents, and what of this guidance each has acknowledged.
View organisation_choices(const Context& context, const access::Actor& actor, const base::Uuid& guidance,
                          const base::Messages& messages) {
  const auto said = registry::Desk(context.reg).acknowledgements(guidance);
  auto all = list_view();
  for (const auto& grant : actor.grants) {
    const auto id = base::Uuid::parse(grant.of);
    if (grant.role != access::Role::representative || !id) continue;
    const auto name = context.reg.organisation_name(*id);
    const auto known = std::ranges::find(said, *id, &registry::AcknowledgementLine::organisation);
    View one;
    one["id"] = View(grant.of);
    one["name"] = name ? text_view(*name, messages.language()) : View(false);
    one["known"] = known == said.end()
                       ? View(false)
                       : View(messages.get("desk.acknowledged_before", {{"number", known->version}}));
    all.push_back(std::move(one));
  }
  return all;
}

std::optional<registry::DeskRecord> guidance_of(const Context& context, const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  auto record = id ? registry::Desk(context.reg).record(*id) : std::nullopt;
  if (!record || kind_of(record->held.value) != "guidance" ||
      record->state != registry::DeskRecord::State::published)
    return std::nullopt;
  return record;
}

http::Response acknowledge_form(const Context& context, const http::Request& request,
                                std::string_view language, const http::Captures& captures) {
  const auto record = guidance_of(context, captures);
  if (!record) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const auto visitor = visitor_of(context, request);
  const auto id = record->held.id.str();
  View view;
  view["row"] = desk_row(record->held, messages);
  view["country"] = View(country_name(record->country, language));
  view["version"] = View(std::to_string(record->held.version));
  view["organisations"] = organisation_choices(context, visitor.actor, record->held.id, messages);
  view["action"] = View(href(language, "/account/guidance/" + id));
  view["account"] = View(href(language, "/account"));
  view["key"] = View(key_of_forms(context, request));
  view["done"] = View(request.parameter("done") == "acknowledged");
  return page(context, request,
              private_frame(language, messages.get("desk.acknowledge"), "/account/guidance/" + id),
              "acknowledge", view);
}

http::Response acknowledgement_sent(const Context& context, const http::Request& request,
                                    std::string_view language, const http::Captures& captures) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto record = guidance_of(context, captures);
  const auto organisation = base::Uuid::parse(http::value_of(*fields, "organisation"));
  if (!record || !organisation) return error_page(context, request, language, 404);
  registry::Desk(context.reg)
      .acknowledge(visitor_of(context, request).actor, record->held.id,
                   positive_number(http::value_of(*fields, "version")).value_or(0), *organisation);
  return see(language, "/account/guidance/" + record->held.id.str() + "?done=acknowledged");
}

}  // namespace

std::vector<http::Route> guidance_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/guidance/{id}",
       "A government's guidance, to be acknowledged for an organisation.",
       in_language(context, acknowledge_form)},
      {"POST", "/{lang}/account/guidance/{id}", "Acknowledges it.",
       in_language(context, acknowledgement_sent)},
  };
}

}  // namespace entente::pages
