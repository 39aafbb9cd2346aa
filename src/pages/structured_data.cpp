// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/structured_data.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <set>

#include "base/json.hpp"
#include "base/text.hpp"
#include "model/identifier.hpp"
#include "pages/format.hpp"

namespace entente::pages {

namespace {

namespace json = boost::json;

constexpr std::size_t kMostMembers = 100, kMostPlaces = 50, kLongestName = 300, kLongestText = 1'000;

json::string clipped(std::string_view text, std::size_t longest) {
  return json::string(base::clip_utf8(text, longest));
}

/// A text with its language, as JSON-LD writes one.
json::value in_language(const base::Text& text, std::string_view language, std::size_t longest) {
  const auto* narrative = text.pick(language);
  if (!narrative) return nullptr;
  if (narrative->language == "und") return json::value(clipped(narrative->value, longest));
  return json::object{{"@language", narrative->language}, {"@value", clipped(narrative->value, longest)}};
}

void set(json::object& object, std::string_view name, json::value value) {
  if (!value.is_null()) object[name] = std::move(value);
}

std::string_view type_of(std::string_view organisation_type) {
  if (organisation_type == "government" || organisation_type == "local_government" ||
      organisation_type == "other_public")
    return "GovernmentOrganization";
  if (organisation_type.ends_with("_ngo") || organisation_type == "foundation") return "NGO";
  if (organisation_type == "private_sector") return "Corporation";
  if (organisation_type == "academic") return "EducationalOrganization";
  return "Organization";
}

json::array identifiers_of(const std::vector<model::Identifier>& identifiers) {
  json::array all;
  for (const auto& identifier : identifiers)
    all.push_back(json::object{{"@type", "PropertyValue"},
                               {"propertyID", identifier.scheme},
                               {"value", clipped(identifier.value, kLongestName)}});
  return all;
}

/// Safe inside a script element: what could end it or begin another is written as JSON escapes.
std::string embedded(json::object object) {
  std::string out;
  for (const char c : base::canonical_json(json::value(std::move(object)))) switch (c) {
      case '<':
        out += "\\u003c";
        break;
      case '>':
        out += "\\u003e";
        break;
      case '&':
        out += "\\u0026";
        break;
      default:
        out += c;
    }
  return out;
}

json::array places_of(const std::vector<model::Place>& places, std::string_view language) {
  json::array all;
  for (const auto& name : place_names(places, language, kMostPlaces).names)
    all.push_back(json::object{{"@type", "Place"}, {"name", clipped(name, kLongestName)}});
  return all;
}

json::array members_of(const std::vector<registry::Party>& parties, std::string_view language,
                       const std::string& origin) {
  json::array all;
  std::set<base::Uuid> seen;
  for (const auto& party : parties) {
    // Who declined or left is no member, whatever others say.
    if (party.state == "declined" || party.state == "left") continue;
    if (all.size() == kMostMembers || !seen.insert(party.organisation.id).second) continue;
    json::object member{{"@type", type_of(party.organisation.type)},
                        {"url", origin + organisation_href(language, party.organisation.id)}};
    set(member, "name", in_language(party.organisation.name, language, kLongestName));
    all.push_back(std::move(member));
  }
  return all;
}

}  // namespace

std::string structured_data(const registry::PartnershipView& view, std::string_view language,
                            const std::string& origin) {
  const auto& p = view.partnership.value;
  const auto url = origin + partnership_href(language, view.partnership.id);
  json::object object{{"@context", "https://schema.org"}, {"@type", "Project"}, {"@id", url}, {"url", url}};
  set(object, "name", in_language(p.title, language, kLongestName));
  set(object, "description",
      in_language(p.purpose.empty() ? p.description : p.purpose, language, kLongestText));
  if (const auto& start = start_of(p)) object["foundingDate"] = start->str();
  if (p.actual_end) object["dissolutionDate"] = p.actual_end->str();
  if (auto all = identifiers_of(p.identifiers); !all.empty()) object["identifier"] = std::move(all);
  if (auto all = places_of(p.places, language); !all.empty()) object["areaServed"] = std::move(all);
  if (auto all = members_of(view.parties, language, origin); !all.empty()) object["member"] = std::move(all);
  return embedded(std::move(object));
}

std::string structured_data(const registry::OrganisationView& view, std::string_view language,
                            const std::string& origin) {
  const auto& organisation = view.organisation.value;
  const auto url = origin + organisation_href(language, view.organisation.id);
  json::object object{
      {"@context", "https://schema.org"}, {"@type", type_of(organisation.type)}, {"@id", url}, {"url", url}};
  set(object, "name", in_language(organisation.name, language, kLongestName));
  json::array others;
  for (const auto& narrative : organisation.name.narratives) {
    if (narrative.value == organisation.name.str(language)) continue;
    others.push_back(in_language(base::Text(narrative.language, narrative.value), language, kLongestName));
  }
  if (!others.empty()) object["alternateName"] = std::move(others);
  if (!organisation.country.empty())
    object["address"] = json::object{{"@type", "PostalAddress"}, {"addressCountry", organisation.country}};
  if (model::is_linkable(organisation.website)) object["sameAs"] = organisation.website;
  if (auto all = identifiers_of(organisation.identifiers); !all.empty())
    object["identifier"] = std::move(all);
  return embedded(std::move(object));
}

}  // namespace entente::pages
