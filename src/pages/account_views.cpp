// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/account_views.hpp"

#include <algorithm>

#include "access/route_permissions.hpp"
#include "base/text.hpp"
#include "pages/format.hpp"
#include "pages/place_views.hpp"

namespace entente::pages {

View language_options(const Context& context, std::string_view wanted) {
  const auto chosen = context.institution->offers(wanted) ? wanted : stand_in_language(context);
  auto views = list_view();
  for (const auto code : base::kLanguages) {
    if (!context.institution->offers(code)) continue;
    View one;
    one["code"] = View(code);
    one["name"] = View(own_name(code));
    one["chosen"] = View(code == chosen);
    views.push_back(std::move(one));
  }
  return views;
}

std::string role_key(access::Role role) {
  std::string name(access::name_of(role));
  std::ranges::replace(name, ' ', '_');
  return "role." + name;
}

View role_views(const Context& context, const std::vector<store::AccountRole>& roles,
                const access::Actor& actor, const base::Messages& messages) {
  auto views = list_view();
  for (const auto& each : roles) {
    const auto role = access::role_of(each.role);
    if (!role) continue;
    View one;
    one["label"] = View(named_role(context, {*role, each.of}, messages));
    one["grant"] = View(access::text_of(access::Grant{*role, each.of}));
    one["may_withdraw"] = View(access::may(actor, access::appointing(*role),
                                           {.place = each.of, .sight = access::Sight::confidential}));
    views.push_back(std::move(one));
  }
  return views;
}

std::string state_label(store::AccountState state, const base::Messages& messages) {
  return messages.get("accounts.state." + std::string(registry::word_of(state)));
}

View role_options(const access::Actor& actor, const base::Messages& messages) {
  auto views = list_view();
  for (const auto role : access::kRoles) {
    const auto action = access::appointing(role);
    // Whoever may invite to a record of their own does so there; here a role is given in whatever place.
    if (role == access::Role::invited_party
            ? !access::may(actor, action, {.sight = access::Sight::confidential})
            : !access::might(actor, action))
      continue;
    View one;
    one["role"] = View(access::name_of(role));
    one["label"] = View(messages.get(role_key(role)));
    views.push_back(std::move(one));
  }
  return views;
}

}  // namespace entente::pages
