// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/places.hpp"

#include <algorithm>
#include <cstdlib>

#include "exchange/iati/characters.hpp"
#include "exchange/iati/codes.hpp"

namespace entente::exchange::iati {

namespace {

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
  if (place.code.empty() || known.empty()) place.name = element.narratives();
  if (place.code.empty() && place.name.empty()) return std::nullopt;
  if (whole) element.take();
  return place;
}

std::optional<model::Place> read_location(const Element& element) {
  model::Place place;
  place.kind = "location";
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
    }
  });
  if (place.name.empty() && place.latitude.empty()) return std::nullopt;
  element.take();
  return place;
}

}  // namespace entente::exchange::iati
