// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/account_views.hpp"

#include <algorithm>

#include "access/route_permissions.hpp"
#include "base/text.hpp"
#include "pages/format.hpp"

namespace entente::pages {

View language_options(std::string_view chosen) {
  auto views = list_view();
  for (const auto code : base::kLanguages) {
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

std::string role_label(const access::Grant& grant, const base::Messages& messages) {
  const auto name = messages.get(role_key(grant.role));
  if (grant.of.empty()) return name;
  const bool country = access::reach_of(grant.role) == access::Reach::country;
  return name + " · " + (country ? country_name(grant.of, messages.language()) : grant.of);
}

View role_views(const std::vector<store::AccountRole>& roles, const access::Actor& actor,
                const base::Messages& messages) {
  auto views = list_view();
  for (const auto& each : roles) {
    const auto role = access::role_of(each.role);
    if (!role) continue;
    View one;
    one["label"] = View(role_label({*role, each.of}, messages));
    one["grant"] = View(access::text_of(access::Grant{*role, each.of}));
    one["may_withdraw"] = View(access::may(actor, access::appointing(*role),
                                           {.place = each.of, .sight = access::Sight::confidential}));
    views.push_back(std::move(one));
  }
  return views;
}

View role_options(const access::Actor& actor, const base::Messages& messages) {
  auto views = list_view();
  for (const auto role : access::kRoles) {
    if (!access::might(actor, access::appointing(role))) continue;
    View one;
    one["role"] = View(access::name_of(role));
    one["label"] = View(messages.get(role_key(role)));
    views.push_back(std::move(one));
  }
  return views;
}

}  // namespace entente::pages
