// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/place_views.hpp"

#include "model/vocabulary.hpp"
#include "pages/account_views.hpp"
#include "pages/format.hpp"

namespace entente::pages {

access::Grant AskedPlace::speaker() const {
  return {reach == access::Reach::country ? access::Role::focal_point : access::Role::representative, of};
}

std::optional<AskedPlace> asked_place(const Context& context, const http::Captures& captures,
                                      std::string_view language) {
  if (const auto code = captures["code"]; !code.empty()) {
    const auto* country = model::find_country(code);
    if (country == nullptr) return std::nullopt;
    return place_of(context, {access::Role::focal_point, country->code}, language);
  }
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id || !context.reg.organisation_name(*id)) return std::nullopt;
  return place_of(context, {access::Role::representative, id->str()}, language);
}

AskedPlace place_of(const Context& context, const access::Grant& grant, std::string_view language) {
  AskedPlace place{.reach = access::reach_of(grant.role), .of = grant.of, .name = grant.of, .path = {}};
  const auto id = base::Uuid::parse(grant.of).value_or(base::Uuid());
  switch (place.reach) {
    case access::Reach::whole_register:
      break;
    case access::Reach::country:
      place.name = country_name(grant.of, language);
      place.path = "/countries/" + grant.of;
      break;
    case access::Reach::organisation:
      if (const auto name = context.reg.organisation_name(id); name && !name->empty())
        place.name = std::string(name->str(language));
      place.path = "/organisations/" + grant.of;
      break;
    case access::Reach::record:
      if (const auto view = context.reg.partnership(id); view && !view->partnership.value.title.empty())
        place.name = std::string(view->partnership.value.title.str(language));
      place.path = "/partnerships/" + grant.of;
      break;
  }
  return place;
}

std::string named_role(const Context& context, const access::Grant& grant, const base::Messages& messages) {
  const auto name = messages.get(role_key(grant.role));
  return grant.of.empty() ? name : name + " · " + place_of(context, grant, messages.language()).name;
}

}  // namespace entente::pages
