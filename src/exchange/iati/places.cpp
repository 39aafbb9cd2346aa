// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/places.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>

#include "exchange/iati/characters.hpp"
#include "exchange/iati/codes.hpp"
#include "model/published_limits.hpp"

namespace entente::exchange::iati {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Whether a text is decimal degrees between -limit and limit.
bool is_degrees(std::string_view text, std::int32_t limit) {
  const auto n = base::Decimal::parse(text);
  return n && *n <= base::Decimal::from_integer(limit) && -*n <= base::Decimal::from_integer(limit);
}

/// "lat lon" of a <pos>; false where it is something else.
bool read_position(std::string_view text, model::Place& place) {
  text = trimmed(text);
  const auto gap = std::ranges::find_if(text, is_space) - text.begin();
  const auto latitude = text.substr(0, static_cast<std::size_t>(gap));
  const auto longitude = trimmed(text.substr(latitude.size()));
  if (!is_degrees(latitude, 90) || !is_degrees(longitude, 180)) return false;
  place.latitude = latitude;
  place.longitude = longitude;
  return true;
}

constexpr std::string_view kGazetteer = "gazetteer", kAdministrative = "administrative";

/// One of our words for a code; it is taken where there is one.
void read_word(const Element& element, std::span<const Code> table, std::string& into) {
  const auto word = ours(table, element.attribute("code"));
  if (word.empty() || !into.empty()) return;
  element.take();
  into = word;
}

void read_place_code(const Element& element, std::string_view kind, std::vector<model::Reference>& into) {
  model::Reference code;
  code.kind = kind;
  code.vocabulary = element.attribute("vocabulary");
  code.code = element.attribute("code");
  code.level = element.attribute("level");
  if (into.size() >= model::kMostReferences || !model::fits(code)) return;
  element.take();
  into.push_back(std::move(code));
}

/// What a location says beside its name and point.
void more_of_location(const Element& child, model::Place& place) {
  const auto name = child.name();
  const auto words = [&child](base::Text& into) {
    if (!into.empty()) return;
    child.take();
    into = child.narratives();
  };
  if (name == "location-reach") return read_word(child, kPlaceReach, place.reach);
  if (name == "exactness") return read_word(child, kPlaceExactness, place.exactness);
  if (name == "location-class") return read_word(child, kPlaceClass, place.site);
  if (name == "location-id") return read_place_code(child, kGazetteer, place.codes);
  if (name == "administrative") return read_place_code(child, kAdministrative, place.codes);
  if (name == "description") return words(place.description);
  if (name == "activity-description") return words(place.activity_description);
  if (name == "feature-designation" && place.feature.empty()) place.feature = child.code();
}

/// Nothing where it says nothing.
std::optional<model::Place> location(const Element& element, bool whole) {
  model::Place place;
  element.each([&](const Element& child) {
    if (child.name() == "name" && place.name.empty()) {
      child.take();
      place.name = child.narratives();
    } else if (child.name() == "point" && place.latitude.empty()) {
      child.each([&](const Element& pos) {
        if (pos.name() != "pos" || !place.latitude.empty() || !read_position(pos.text(), place)) return;
        child.take();
        pos.take();
      });
    } else if (whole) {
      more_of_location(child, place);
    }
  });
  if (place == model::Place()) return std::nullopt;
  place.kind = "location";
  if (whole) place.reference = element.attribute("ref");
  element.take();
  return place;
}

std::string share(const model::Place& place) {
  return place.percentage ? place.percentage->str() : std::string();
}

}  // namespace

std::optional<model::Place> read_country(const Element& element) {
  model::Place place;
  place.kind = "country";
  place.code = element.attribute("code");
  for (auto& c : place.code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const bool whole = element.percentage(place.percentage);
  if (place.code.empty()) place.name = element.narratives();
  if (place.code.empty() && place.name.empty()) return std::nullopt;
  if (whole) element.take();
  return place;
}

std::optional<model::Place> read_region(const Element& element) {
  model::Place place;
  place.kind = "region";
  place.code = element.attribute("code");
  const auto published = element.attribute("vocabulary");
  const auto known = ours(kRegionVocabulary, published);
  place.vocabulary = known.empty() ? published : known;
  const bool whole = element.percentage(place.percentage);
  // The register knows the names of DAC and UN regions; a publisher's own code says nothing without its name.
  if (place.code.empty() || known.empty()) {
    place.name = element.narratives();
    constexpr std::size_t kLongestUri = 2'000;  // the model's
    place.uri = element.short_attribute("vocabulary-uri", kLongestUri);
  }
  if (place.code.empty() && place.name.empty()) return std::nullopt;
  if (whole) element.take();
  return place;
}

std::optional<model::Place> read_location(const Element& element) {
  auto& taken = element.reading().taken;
  const auto before = taken;
  auto whole = location(element, true);
  if (whole && model::fits(*whole)) return whole;
  taken = before;
  return location(element, false);
}

void write_country(const model::Place& place, XmlText& xml) {
  xml.empty("recipient-country", {{"code", place.code}, {"percentage", share(place)}});
}

void write_region(const model::Place& place, XmlText& xml) {
  const auto known = theirs(kRegionVocabulary, place.vocabulary);
  // The standard knows no other list, and one that is a publisher's own.
  if (known.empty() && place.vocabulary != kOwnVocabulary) return;
  const auto percentage = share(place);
  const auto vocabulary = known.empty() ? std::string_view(place.vocabulary) : known;
  const XmlText::Attributes attributes{{"code", place.code},
                                       {"vocabulary", vocabulary},
                                       {"vocabulary-uri", place.uri},
                                       {"percentage", percentage}};
  if (place.name.empty())
    xml.empty("recipient-region", attributes);
  else
    xml.narratives("recipient-region", place.name, attributes);
}

void write_location(const model::Place& place, XmlText& xml) {
  const auto code = [&xml](std::string_view element, std::string_view value) {
    if (!value.empty()) xml.empty(element, {{"code", value}});
  };
  const auto codes = [&](std::string_view element, std::string_view kind) {
    // The schema wants a vocabulary of each, and a number as the level of an administrative area.
    for (const auto& c : place.codes) {
      if (c.kind != kind || c.vocabulary.empty()) continue;
      const bool levelled = kind == kAdministrative && std::ranges::all_of(c.level, is_digit);
      xml.empty(element, {{"vocabulary", c.vocabulary},
                          {"code", c.code},
                          {"level", levelled ? std::string_view(c.level) : std::string_view()}});
    }
  };
  xml.open("location", {{"ref", place.reference}});
  code("location-reach", theirs(kPlaceReach, place.reach));
  codes("location-id", kGazetteer);
  xml.narratives("name", place.name);
  xml.narratives("description", place.description);
  xml.narratives("activity-description", place.activity_description);
  codes("administrative", kAdministrative);
  if (!place.latitude.empty() && !place.longitude.empty()) {
    xml.open("point", {{"srsName", "http://www.opengis.net/def/crs/EPSG/0/4326"}});
    xml.element("pos", place.latitude + " " + place.longitude);
    xml.close();
  }
  code("exactness", theirs(kPlaceExactness, place.exactness));
  code("location-class", theirs(kPlaceClass, place.site));
  code("feature-designation", place.feature);
  xml.close();
}

}  // namespace entente::exchange::iati
