// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/ftm_entity.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "model/vocabulary.hpp"
#include "screening/list_reading.hpp"

namespace entente::screening {

namespace {

constexpr std::array<std::pair<std::string_view, Kind>, 9> kPartySchemata{{
    {"Person", Kind::person},
    {"Organization", Kind::organisation},
    {"Company", Kind::organisation},
    {"PublicBody", Kind::organisation},
    {"Vessel", Kind::vessel},
    {"Airplane", Kind::aircraft},
    {"LegalEntity", Kind::unknown},
    {"Vehicle", Kind::unknown},
    {"Thing", Kind::unknown},
}};

/// Properties that hold a number by which a party is known, and what the number is called here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 27> kNumbers{{
    {"passportNumber", "passport"},
    {"idNumber", "identity"},
    {"socialSecurityNumber", "social security"},
    {"taxNumber", "tax"},
    {"vatCode", "vat"},
    {"innCode", "inn"},
    {"ogrnCode", "ogrn"},
    {"okpoCode", "okpo"},
    {"voenCode", "voen"},
    {"leiCode", "lei"},
    {"registrationNumber", "registration"},
    {"dunsCode", "duns"},
    {"uniqueEntityId", "uei"},
    {"cageCode", "cage"},
    {"uscCode", "usc"},
    {"npiCode", "npi"},
    {"permId", "permid"},
    {"swiftBic", "bic"},
    {"bikCode", "bik"},
    {"giiNumber", "giin"},
    {"isin", "isin"},
    {"wikidataId", "wikidata"},
    {"imoNumber", "imo"},
    {"mmsi", "mmsi"},
    {"callSign", "call sign"},
    {"serialNumber", "serial"},
    {"icaoCode", "icao"},
}};

constexpr std::array<std::string_view, 6> kCountries{"nationality",  "citizenship", "country",
                                                     "jurisdiction", "mainCountry", "flag"};
constexpr std::size_t kJoinedNames = 16;

void add_name(Party& party, std::string_view text, NameQuality quality) {
  // One more than an entry may have is enough for it to be refused.
  if (party.names.size() > kEntryNames) return;
  const auto name = base::trimmed(text);
  if (name.empty() || std::ranges::find(party.names, name, &PartyName::text) != party.names.end()) return;
  party.names.push_back({std::string(name), quality, false});
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string name;
  for (const auto part : parts) {
    if (part.empty()) continue;
    if (!name.empty()) name += ' ';
    name += part;
  }
  return name;
}

/// Each value in turn; one empty text where there are none.
std::vector<std::string> or_nothing(const std::vector<std::string>& values) {
  return values.empty() ? std::vector<std::string>{""} : values;
}

void add_joined_names(Party& party, const FtmEntity& entity) {
  std::vector<std::string> middle;
  for (const auto property : {"secondName", "middleName", "fatherName"})
    middle.insert(middle.end(), entity.values(property).begin(), entity.values(property).end());
  for (const auto& last : or_nothing(entity.values("lastName")))
    for (const auto& first : or_nothing(entity.values("firstName")))
      for (const auto& second : or_nothing(middle)) {
        if (party.names.size() == kJoinedNames) return;
        add_name(party, joined({first, second, last}), NameQuality::primary);
      }
}

void add_names(Party& party, const FtmEntity& entity) {
  const auto& names = entity.values("name");
  // The list's own choice of a name to show goes first.
  if (std::ranges::find(names, entity.caption) != names.end())
    add_name(party, entity.caption, NameQuality::primary);
  for (const auto& name : names) add_name(party, name, NameQuality::primary);
  for (const auto property : {"alias", "previousName", "abbreviation"})
    for (const auto& name : entity.values(property)) add_name(party, name, NameQuality::good);
  for (const auto& name : entity.values("weakAlias")) add_name(party, name, NameQuality::low);
  if (party.names.empty()) add_joined_names(party, entity);
}

void add_born(Party& party, const FtmEntity& entity) {
  for (const auto property : {"birthDate", "incorporationDate", "buildDate"})
    for (const auto& text : entity.values(property))
      if (const auto day = base::PartialDate::parse(text)) {
        const DateSpan span{*day, *day, false};
        if (party.born.size() > kEntryValues) return;
        if (std::ranges::find(party.born, span) == party.born.end()) party.born.push_back(span);
      }
}

void add_text(std::vector<std::string>& all, std::string_view text) {
  if (std::ranges::find(all, text) == all.end()) all.emplace_back(text);
}

/// Texts of a property: a text, or a list of which texts are taken.
void read_values(base::JsonReader& reader, std::vector<std::string>& values) {
  using enum base::JsonReader::Kind;
  const auto take = [&] {
    if (reader.next() == string)
      values.emplace_back(reader.string());
    else
      reader.skip(16);
  };
  if (reader.next() != array) return take();
  reader.begin();
  while (reader.item()) take();
}

void read_properties(base::JsonReader& reader, FtmEntity& entity, std::string_view thing, std::size_t most) {
  std::size_t count = 0;
  reader.begin();
  for (std::string_view name; reader.member(name);) {
    auto& values = entity.properties[std::string(name)];
    const auto before = values.size();
    read_values(reader, values);
    count += values.size() - before;
    if (count > most || entity.properties.size() > most)
      throw base::BadInput(std::string(thing), "has more than " + std::to_string(most) + " values",
                           "Such an entity is no party of a list: leave it out.");
  }
}

}  // namespace

const std::vector<std::string>& FtmEntity::values(std::string_view property) const {
  static const std::vector<std::string> kNone;
  const auto found = properties.find(property);
  return found == properties.end() ? kNone : found->second;
}

FtmEntity read_ftm_entity(base::JsonReader& reader, std::string_view thing, std::size_t values) {
  using enum base::JsonReader::Kind;
  const auto refuse = [&](const std::string& cause) {
    throw base::BadInput(std::string(thing), cause,
                         "An entity is an object with id, schema and properties (Follow the Money).");
  };
  if (reader.next() != object) refuse("is no object");
  FtmEntity entity;
  reader.begin();
  for (std::string_view name; reader.member(name);) {
    const auto kind = reader.next();
    std::string* const text = name == "id"            ? &entity.id
                              : name == "caption"     ? &entity.caption
                              : name == "schema"      ? &entity.schema
                              : name == "last_seen"   ? &entity.last_seen
                              : name == "last_change" ? &entity.last_change
                                                      : nullptr;
    if (text && kind == string) {
      *text = reader.string();
    } else if (name == "properties") {
      if (kind != object) refuse("has properties that are no object");
      read_properties(reader, entity, thing, values);
    } else if (name == "datasets" && (kind == array || kind == string)) {
      read_values(reader, entity.datasets);
    } else if (name == "target" && kind == literal) {
      const auto begin = reader.at();
      reader.skip();
      entity.target = reader.at() - begin != std::string_view("false").size();
    } else {
      reader.skip(16);
    }
  }
  if (entity.id.empty()) refuse("has no id");
  return entity;
}

std::optional<Kind> kind_of_schema(std::string_view schema) {
  for (const auto& [name, kind] : kPartySchemata)
    if (name == schema) return kind;
  return std::nullopt;
}

std::string_view schema_of(Kind kind) {
  switch (kind) {
    case Kind::person:
      return "Person";
    case Kind::organisation:
      return "Organization";
    case Kind::vessel:
      return "Vessel";
    case Kind::aircraft:
      return "Airplane";
    case Kind::unknown:
      break;
  }
  return "LegalEntity";
}

std::string country_of_ftm(std::string_view code) {
  if (code.size() > 2 && code[2] == '-') code = code.substr(0, 2);
  if (code.size() != 2) return {};
  std::string capitals;
  for (const char c : code) capitals += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return model::find_country(capitals) ? capitals : std::string();
}

Party party_of(const FtmEntity& entity) {
  Party party;
  party.kind = kind_of_schema(entity.schema).value_or(Kind::unknown);
  add_names(party, entity);
  add_born(party, entity);
  for (const auto property : kCountries)
    for (const auto& code : entity.values(property))
      if (const auto country = country_of_ftm(code); !country.empty()) add_text(party.countries, country);
  const auto& gender = entity.values("gender");
  if (gender.size() == 1 && gender.front() == "female") party.gender = Gender::female;
  if (gender.size() == 1 && gender.front() == "male") party.gender = Gender::male;
  for (const auto& [property, type] : kNumbers)
    for (const auto& number : entity.values(property))
      if (!number.empty()) party.documents.push_back({std::string(type), number, {}});
  return party;
}

}  // namespace entente::screening
