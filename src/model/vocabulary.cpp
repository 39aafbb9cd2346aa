// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>

#include "base/error.hpp"
#include "base/json.hpp"
#include "embedded/data.hpp"

namespace entente::model {

namespace json = boost::json;

namespace {

json::value read(const std::string& path) {
  const auto bytes = embedded::data(path);
  if (bytes.empty()) throw base::NotFound(path, "is not among the register's tables");
  return base::parse_json(bytes, path);
}

base::Text text_of(const json::object& o, std::string_view member) {
  base::Text text;
  if (const auto* value = o.if_contains(member))
    for (const auto& [language, words] : value->as_object()) text.add(language, words.as_string());
  return text;
}

std::string string_of(const json::object& o, std::string_view member) {
  const auto* value = o.if_contains(member);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

/// Codes by which terms of ours stand for terms of a standard's.
using Prefixes = std::map<std::string, std::string, std::less<>>;

struct Tables {
  std::map<std::string, Vocabulary, std::less<>> vocabularies;
  std::vector<Country> countries;
  std::map<std::string, std::size_t, std::less<>> country_at;
  std::map<std::string, base::Text, std::less<>> regions;  ///< "m49/002", "dac/298"
  std::map<std::string, std::vector<GoalTerm>, std::less<>> goals;
  std::map<std::string, std::size_t, std::less<>> goal_at;  ///< "sdg/6.1"
  std::map<std::string, std::vector<std::string>, std::less<>> successors;
  Prefixes fields, organisation_types;
};

void read_vocabulary(Tables& t, const std::string& path) {
  const auto file = read(path);
  const auto& root = file.as_object();
  Vocabulary v;
  v.name = string_of(root, "vocabulary");
  for (const auto& item : root.at("terms").as_array()) {
    const auto& o = item.as_object();
    v.terms.push_back({string_of(o, "code"), text_of(o, "label"), text_of(o, "note")});
    for (const auto& [member, into] : {std::pair{"crs", &t.fields}, std::pair{"iati", &t.organisation_types}})
      if (const auto* codes = o.if_contains(member))
        for (const auto& code : codes->as_array()) into->emplace(code.as_string(), v.terms.back().code);
  }
  t.vocabularies.emplace(v.name, std::move(v));
}

/// A flag that was put here by habit would be read by nobody: groups are in data/country_groups.json.
constexpr std::array<std::string_view, 7> kCountryMembers = {"code",      "iso3",         "m49", "region",
                                                             "subregion", "intermediate", "name"};

void read_countries(Tables& t) {
  const auto file = read("data/countries.json");
  const auto& root = file.as_object();
  for (const auto& item : root.at("countries").as_array()) {
    const auto& o = item.as_object();
    Country c;
    c.code = string_of(o, "code");
    for (const auto& [member, value] : o)
      if (std::ranges::find(kCountryMembers, std::string_view(member)) == kCountryMembers.end())
        throw base::BadInput("data/countries.json, country '" + c.code + "'",
                             "has an unknown member '" + std::string(member) + "'",
                             "See docs/reference/countries.md for what belongs where.");
    c.iso3 = string_of(o, "iso3");
    c.m49 = string_of(o, "m49");
    c.region = string_of(o, "region");
    c.subregion = string_of(o, "subregion");
    c.intermediate = string_of(o, "intermediate");
    c.name = text_of(o, "name");
    t.country_at.emplace(c.code, t.countries.size());
    t.countries.push_back(std::move(c));
  }
  for (const auto& [member, vocabulary] : {std::pair{"regions", "m49/"}, std::pair{"dac_regions", "dac/"}})
    for (const auto& item : root.at(member).as_array())
      t.regions.emplace(vocabulary + string_of(item.as_object(), "code"), text_of(item.as_object(), "name"));
}

void read_goals(Tables& t, const std::string& framework) {
  const auto file = read("data/goals/" + framework + ".json");
  auto& all = t.goals[framework];
  const auto add = [&](GoalTerm term) {
    t.goal_at.emplace(framework + "/" + term.code, all.size());
    all.push_back(std::move(term));
  };
  for (const auto& item : file.as_object().at("goals").as_array()) {
    const auto& o = item.as_object();
    const auto code = string_of(o, "code"), official = string_of(o, "official");
    add({framework, code, official, text_of(o, "label"), false, code});
    for (const auto& target : o.at("targets").as_array())
      add({framework, string_of(target.as_object(), "code"), official, text_of(target.as_object(), "label"),
           true, code});
  }
}

Tables read_tables() {
  Tables t;
  for (const auto path : embedded::data_paths())
    if (path.starts_with("data/vocabularies/")) read_vocabulary(t, std::string(path));
  read_countries(t);
  read_goals(t, "sdg");
  read_goals(t, "mdg");
  const auto mapping = read("data/goals/mapping.json");
  for (const auto& item : mapping.as_object().at("mdg_to_sdg").as_array()) {
    auto& targets = t.successors[string_of(item.as_object(), "mdg")];
    for (const auto& code : item.as_object().at("sdg").as_array()) targets.emplace_back(code.as_string());
  }
  return t;
}

const Tables& tables() {
  static const Tables all = read_tables();
  return all;
}

}  // namespace

const Term* Vocabulary::find(std::string_view code) const {
  const auto found = std::ranges::find(terms, code, &Term::code);
  return found == terms.end() ? nullptr : &*found;
}

const Vocabulary& vocabulary(std::string_view name) {
  const auto found = tables().vocabularies.find(name);
  if (found == tables().vocabularies.end())
    throw base::NotFound("vocabulary '" + std::string(name) + "'", "does not exist");
  return found->second;
}

std::string label(std::string_view name, std::string_view code, std::string_view language) {
  const auto* term = vocabulary(name).find(code);
  return term ? std::string(term->label.str(language)) : std::string(code);
}

const std::vector<Country>& countries() {
  return tables().countries;
}

const Country* find_country(std::string_view alpha2) {
  const auto found = tables().country_at.find(alpha2);
  return found == tables().country_at.end() ? nullptr : &tables().countries[found->second];
}

const std::map<std::string, base::Text, std::less<>>& regions() {
  return tables().regions;
}

const base::Text* region_name(std::string_view vocabulary_name, std::string_view code) {
  const auto found = tables().regions.find(std::string(vocabulary_name) + "/" + std::string(code));
  return found == tables().regions.end() ? nullptr : &found->second;
}

const std::vector<GoalTerm>& goals(std::string_view framework) {
  const auto found = tables().goals.find(framework);
  if (found == tables().goals.end())
    throw base::NotFound("goal framework '" + std::string(framework) + "'", "is not known",
                         "Use sdg or mdg.");
  return found->second;
}

const GoalTerm* find_goal(std::string_view framework, std::string_view code) {
  const auto found = tables().goal_at.find(std::string(framework) + "/" + std::string(code));
  return found == tables().goal_at.end() ? nullptr : &tables().goals.find(framework)->second[found->second];
}

const std::vector<std::string>& successors(std::string_view mdg_target) {
  static const std::vector<std::string> none;
  const auto found = tables().successors.find(mdg_target);
  return found == tables().successors.end() ? none : found->second;
}

std::string field_of_sector(std::string_view crs) {
  for (auto n = crs.size(); n >= 2; --n) {
    const auto found = tables().fields.find(crs.substr(0, n));
    if (found != tables().fields.end()) return found->second;
  }
  return "other";
}

std::string organisation_type_of_iati(std::string_view code) {
  const auto found = tables().organisation_types.find(code);
  return found == tables().organisation_types.end() ? "unknown" : found->second;
}

}  // namespace entente::model
