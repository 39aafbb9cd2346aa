// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Entries of lists as entities of Follow the Money.
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "api/yente.hpp"
#include "screening/ftm_entity.hpp"
#include "screening/list_facets.hpp"

namespace entente::api {

namespace {

using screening::Kind;
using screening::NameQuality;

/// What a document's type is called among the model's properties.
constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kNumberProperties{{
    {"passport", "passportNumber"},
    {"identity", "idNumber"},
    {"social security", "socialSecurityNumber"},
    {"tax", "taxNumber"},
    {"vat", "vatCode"},
    {"inn", "innCode"},
    {"ogrn", "ogrnCode"},
    {"okpo", "okpoCode"},
    {"voen", "voenCode"},
    {"lei", "leiCode"},
    {"registration", "registrationNumber"},
    {"duns", "dunsCode"},
    {"uei", "uniqueEntityId"},
    {"cage", "cageCode"},
    {"usc", "uscCode"},
    {"npi", "npiCode"},
    {"permid", "permId"},
    {"bic", "swiftBic"},
    {"bik", "bikCode"},
    {"giin", "giiNumber"},
    {"isin", "isin"},
    {"wikidata", "wikidataId"},
    {"imo", "imoNumber"},
    {"mmsi", "mmsi"},
    {"call sign", "callSign"},
    {"serial", "serialNumber"},
}};

void put(boost::json::object& properties, std::string_view name, std::string_view value) {
  auto& values = properties[name];
  if (!values.is_array()) values = boost::json::array();
  auto& all = values.as_array();
  if (std::ranges::find(all, boost::json::value(value)) == all.end()) all.emplace_back(value);
}

std::string lower(std::string_view capitals) {
  std::string code(capitals);
  for (auto& c : code)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return code;
}

std::string_view name_property(NameQuality quality) {
  switch (quality) {
    case NameQuality::primary:
      return "name";
    case NameQuality::good:
      return "alias";
    case NameQuality::low:
      break;
  }
  return "weakAlias";
}

std::string_view number_property(std::string_view type) {
  const auto found = std::ranges::find(kNumberProperties, lower(type),
                                       [](const auto& row) { return std::string(row.first); });
  return found == kNumberProperties.end() ? "idNumber" : found->second;
}

/// A span is its ends, and each year between them where they are few.
void put_born(boost::json::object& properties, Kind kind, const screening::DateSpan& span) {
  constexpr int kFew = 10;
  const auto name = kind == Kind::organisation                       ? "incorporationDate"
                    : kind == Kind::vessel || kind == Kind::aircraft ? "buildDate"
                                                                     : "birthDate";
  put(properties, name, span.from.str());
  for (int year = span.from.year() + 1; year < span.to.year() && span.to.year() - span.from.year() < kFew;
       ++year)
    put(properties, name, std::to_string(year));
  put(properties, name, span.to.str());
}

boost::json::object properties_of(const screening::List& list, const screening::Listed& entry) {
  const auto& party = entry.party;
  boost::json::object all;
  for (const auto& name : party.names) put(all, name_property(name.quality), name.text);
  for (const auto& span : party.born) put_born(all, party.kind, span);
  if (party.gender != screening::Gender::unknown)
    put(all, "gender", party.gender == screening::Gender::female ? "female" : "male");
  for (const auto& country : party.countries)
    put(all,
        party.kind == Kind::person   ? "nationality"
        : party.kind == Kind::vessel ? "flag"
                                     : "country",
        lower(country));
  for (const auto& document : party.documents) put(all, number_property(document.type), document.number);
  for (const auto& address : entry.addresses) put(all, "address", address);
  for (const auto& topic : screening::topics_of(list, entry)) put(all, "topics", topic);
  for (const auto& programme : entry.programmes)
    if (list.format != "ftm" || !screening::is_topic(programme)) put(all, "programId", programme);
  for (const auto& note : entry.notes) put(all, "notes", note);
  if (entry.listed_on) put(all, "createdAt", entry.listed_on->str());
  for (const auto& day : entry.updated_on) put(all, "modifiedAt", day.str());
  return all;
}

/// A day as the time at which it begins; null where it is not known to the day.
boost::json::value time_of(const std::optional<base::PartialDate>& day) {
  if (!day || day->precision() != base::PartialDate::Precision::day) return nullptr;
  return boost::json::string(day->str() + "T00:00:00");
}

std::optional<base::PartialDate> last_change(const screening::Listed& entry) {
  if (entry.updated_on.empty()) return entry.listed_on;
  return *std::ranges::max_element(entry.updated_on);
}

template <class Texts>
bool share_one(const Texts& some, const std::vector<std::string>& others) {
  return std::ranges::any_of(some,
                             [&](const auto& one) { return std::ranges::find(others, one) != others.end(); });
}

}  // namespace

std::string yente_id(const screening::List& list, const screening::Listed& entry) {
  return list.format == "ftm" ? entry.id : list.dataset + "-" + entry.id;
}

YenteEntry yente_entry(const registry::LoadedLists& loaded, std::string_view id) {
  for (std::size_t i = 0; i < loaded.lists.size(); ++i) {
    const auto& list = loaded.lists[i];
    auto reference = id;
    if (list.format != "ftm") {
      if (!id.starts_with(list.dataset) || !id.substr(list.dataset.size()).starts_with('-')) continue;
      reference.remove_prefix(list.dataset.size() + 1);
    }
    if (const auto* entry = loaded.find(i, reference)) return {i, entry};
  }
  return {};
}

boost::json::object yente_entity(const screening::List& list, const screening::Listed& entry) {
  boost::json::array referents;
  if (list.format != "ftm") referents.emplace_back(entry.id);
  return {{"id", yente_id(list, entry)},
          {"caption", entry.party.names.empty() ? entry.id : entry.party.names.front().text},
          {"schema", screening::schema_of(entry.party.kind)},
          {"properties", properties_of(list, entry)},
          {"datasets", boost::json::array{boost::json::string(list.dataset)}},
          {"referents", std::move(referents)},
          {"target", true},
          {"first_seen", time_of(entry.listed_on)},
          {"last_seen", time_of(list.dated)},
          {"last_change", time_of(last_change(entry))}};
}

std::optional<bool> is_of_schema(Kind kind, std::string_view schema) {
  const auto asked = screening::kind_of_schema(schema);
  if (!asked) return std::nullopt;
  if (schema == "Thing") return true;
  const bool vehicle = kind == Kind::vessel || kind == Kind::aircraft;
  if (schema == "LegalEntity") return !vehicle;
  if (schema == "Vehicle") return vehicle;
  return kind == *asked;
}

bool YenteFilter::takes_all() const {
  return schema.empty() && changed_since.empty() && topics.empty() && countries.empty() &&
         excluded_schemata.empty() && excluded_ids.empty();
}

bool YenteFilter::takes(const registry::LoadedLists& loaded, std::size_t list,
                        const screening::Listed& entry) const {
  if (!lists.at(list)) return false;
  const auto kind = entry.party.kind;
  if (!schema.empty() && !is_of_schema(kind, schema).value_or(false)) return false;
  if (std::ranges::any_of(excluded_schemata,
                          [&](const std::string& one) { return screening::schema_of(kind) == one; }))
    return false;
  if (!topics.empty() && !share_one(screening::topics_of(loaded.lists[list], entry), topics)) return false;
  if (!countries.empty() && !share_one(entry.party.countries, countries)) return false;
  if (!excluded_ids.empty() &&
      share_one(std::array{yente_id(loaded.lists[list], entry), entry.id}, excluded_ids))
    return false;
  if (changed_since.empty()) return true;
  const auto changed = last_change(entry);
  return changed && changed->str() >= changed_since;
}

}  // namespace entente::api
