// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/listed_json.hpp"

#include <array>
#include <boost/json.hpp>

namespace entente::screening {

namespace {

namespace json = boost::json;

void put_texts(json::object& into, std::string_view name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  json::array all;
  for (const auto& text : texts) all.emplace_back(text);
  into.emplace(name, std::move(all));
}

template <class T, class Make>
void put_objects(json::object& into, std::string_view name, const std::vector<T>& items, Make make) {
  if (items.empty()) return;
  json::array all;
  for (const auto& item : items) all.emplace_back(make(item));
  into.emplace(name, std::move(all));
}

}  // namespace

std::string_view name_of(NameQuality quality) {
  constexpr std::array<std::string_view, 3> kQualities{"primary", "good", "low"};
  return kQualities.at(static_cast<std::size_t>(quality));
}

std::string_view name_of(Gender gender) {
  constexpr std::array<std::string_view, 3> kGenders{"unknown", "female", "male"};
  return kGenders.at(static_cast<std::size_t>(gender));
}

json::object to_json(const Listed& listed) {
  const auto& party = listed.party;
  json::object out{{"id", listed.id}, {"kind", name_of(party.kind)}};
  put_objects(out, "names", party.names, [](const PartyName& name) {
    json::object one{{"text", name.text}, {"quality", name_of(name.quality)}};
    if (name.original_script) one.emplace("original_script", true);
    return one;
  });
  put_objects(out, "born", party.born, [](const DateSpan& span) {
    json::object one{{"from", span.from.str()}, {"to", span.to.str()}};
    if (span.approximate) one.emplace("approximate", true);
    return one;
  });
  if (party.gender != Gender::unknown) out.emplace("gender", name_of(party.gender));
  put_texts(out, "countries", party.countries);
  put_objects(out, "documents", party.documents, [](const Document& document) {
    json::object one{{"type", document.type}, {"number", document.number}};
    if (!document.country.empty()) one.emplace("country", document.country);
    return one;
  });
  put_texts(out, "addresses", listed.addresses);
  put_texts(out, "programmes", listed.programmes);
  put_texts(out, "notes", listed.notes);
  if (listed.listed_on) out.emplace("listed_on", listed.listed_on->str());
  put_objects(out, "updated_on", listed.updated_on,
              [](const base::PartialDate& day) { return json::string(day.str()); });
  return out;
}

}  // namespace entente::screening
