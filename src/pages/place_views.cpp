// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/place_views.hpp"

#include "model/vocabulary.hpp"
#include "pages/account_views.hpp"
#include "pages/format.hpp"
#include "registry/confirming.hpp"

namespace entente::pages {

namespace {

/// A party's part: named by the party and the partnership, open to whoever answers for it.
void set_part(AskedPlace& place, const Context& context, const base::Uuid& id, std::string_view language) {
  const auto own = registry::Confirming(context.reg).published_part(id);
  if (!own) {
    // Roles in a whole partnership could be given once, and say nothing of whose part is meant.
    const auto& messages = base::Messages::in(language);
    const auto whole = context.reg.partnership(id);
    place.name = whole ? messages.get("roles.whole_partnership",
                                      {{"name", std::string(whole->partnership.value.title.str(language))}})
                       : messages.get("roles.gone");
    return;
  }
  const auto organisation = context.reg.organisation_name(own->part.value.organisation);
  place.name = (organisation ? std::string(organisation->str(language)) : std::string()) + " · " +
               std::string(own->partnership.str(language));
  place.path = "/account/parts/" + id.str();
  place.people = "/partnerships/" + own->part.value.partnership.str() + "/invitations/" + id.str();
}

}  // namespace

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
      place.people = place.path + "/people";
      break;
    case access::Reach::organisation:
      if (const auto name = context.reg.organisation_name(id); name && !name->empty())
        place.name = std::string(name->str(language));
      place.path = "/organisations/" + grant.of;
      place.people = place.path + "/people";
      break;
    case access::Reach::record:
      set_part(place, context, id, language);
      break;
  }
  return place;
}

std::string named_role(const Context& context, const access::Grant& grant, const base::Messages& messages) {
  const auto name = messages.get(role_key(grant.role));
  return grant.of.empty() ? name : name + " · " + place_of(context, grant, messages.language()).name;
}

}  // namespace entente::pages
