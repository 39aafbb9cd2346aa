// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// One's own roles and claims.
#include <algorithm>
#include <array>

#include "http/form.hpp"
#include "pages/account_views.hpp"
#include "pages/claim_pages.hpp"
#include "pages/claim_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/place_views.hpp"
#include "pages/visitor.hpp"
#include "registry/colleagues.hpp"

namespace entente::pages {

namespace {

bool has_colleagues(const access::Grant& grant) {
  const auto reach = access::reach_of(grant.role);
  return reach == access::Reach::organisation || reach == access::Reach::country;
}

View held_roles(const Context& context, const registry::Visitor& visitor, const base::Messages& messages) {
  const auto language = messages.language();
  auto rows = list_view();
  for (const auto& grant : visitor.actor.grants) {
    const auto place = place_of(context, grant, language);
    View row;
    row["label"] = View(messages.get(role_key(grant.role)));
    row["name"] = grant.of.empty() ? View(false) : View(place.name);
    row["href"] = place.path.empty() ? View(false) : View(href(language, place.path));
    row["grant"] = View(access::text_of(grant));
    row["colleagues"] = has_colleagues(grant) ? View(href(language, place.people)) : View(false);
    rows.push_back(std::move(row));
  }
  return rows;
}

View claim_rows(const Context& context, const access::Actor& actor, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& line : context.claims->own(actor)) {
    View row;
    row["href"] = View(href(messages.language(), "/account/claims/" + line.claim.id.str()));
    row["label"] = View(named_role(context, line.grant, messages));
    row["state"] = View(claim_state_label(line.claim.state, messages));
    row["when"] = View(messages.moment(line.claim.changed));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// `leaving`: the role of which this account is the last holder, to be asked about.
http::Response roles_shown(const Context& context, const http::Request& request, std::string_view language,
                           const std::optional<access::Grant>& leaving) {
  const auto& messages = base::Messages::in(language);
  const auto visitor = visitor_of(context, request);
  View view;
  view["action"] = View(href(language, "/account/roles"));
  view["account"] = View(href(language, "/account"));
  view["organisations"] = View(href(language, "/organisations"));
  view["countries"] = View(href(language, "/countries"));
  view["key"] = View(key_of_forms(context, request));
  view["roles"] = held_roles(context, visitor, messages);
  view["some_roles"] = View(!visitor.actor.grants.empty());
  view["claims"] = claim_rows(context, visitor.actor, messages);
  view["some_claims"] = View(view["claims"].is_non_empty_list());
  view["left"] = View(request.parameter("done") == "left");
  view["leaving"] = View(false);
  if (leaving) {
    View ask;
    ask["text"] = View(messages.get("roles.last", {{"name", place_of(context, *leaving, language).name}}));
    ask["grant"] = View(access::text_of(*leaving));
    view["leaving"] = std::move(ask);
  }
  return page(context, request, private_frame(language, messages.get("roles.title"), "/account/roles"),
              "roles", view);
}

http::Response roles_page(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures&) {
  return roles_shown(context, request, language, {});
}

http::Response roles_sent(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures&) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto grant = access::read_grant(http::value_of(*fields, "grant"));
  const bool sure = http::value_of(*fields, "sure") == "yes";
  if (!context.delegation->leave(visitor_of(context, request), grant, sure))
    return roles_shown(context, request, language, grant);
  return see(language, "/account/roles?done=left");
}

}  // namespace

std::vector<http::Route> roles_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/roles", "One's own roles and claims.", in_language(context, roles_page)},
      {"POST", "/{lang}/account/roles", "Gives up a role; who is the last to hold it is asked once more.",
       in_language(context, roles_sent)},
  };
}

}  // namespace entente::pages
