// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screened_form.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "screening/listed_json.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

constexpr std::string_view kEntryForm = "entry of a list", kReasonsForm = "reasons of a hit";

/// Reads what is kept. A member that is another kind of value is a damaged row; one that is missing says
/// nothing.
class FormReader {
 public:
  FormReader(const json::value& value, std::string_view thing) : thing_(thing) {
    if (!value.is_object()) fail();
    object_ = &value.as_object();
  }
  std::string text(std::string_view name) const {
    const auto* value = object_->if_contains(name);
    if (value == nullptr) return {};
    if (!value->is_string()) fail();
    return std::string(value->as_string());
  }
  std::int64_t number(std::string_view name) const {
    const auto* value = object_->if_contains(name);
    if (value == nullptr || !value->is_int64()) fail();
    return value->as_int64();
  }
  bool flag(std::string_view name) const {
    const auto* value = object_->if_contains(name);
    if (value == nullptr) return false;
    if (!value->is_bool()) fail();
    return value->as_bool();
  }
  base::PartialDate day(std::string_view name) const { return day_of(text(name)); }
  template <class Each>
  void each(std::string_view name, const Each& work) const {
    const auto values = list(name);
    for (const auto& value : values) work(FormReader(value, thing_));
  }
  std::vector<std::string> texts(std::string_view name) const {
    std::vector<std::string> all;
    const auto values = list(name);
    for (const auto& value : values) {
      if (!value.is_string()) fail();
      all.emplace_back(value.as_string());
    }
    return all;
  }
  base::PartialDate day_of(const std::string& text) const {
    const auto day = base::PartialDate::parse(text);
    if (!day) fail();
    return *day;
  }
  [[noreturn]] void fail() const {
    throw base::BadInput(thing_, "does not read as what was kept", "Restore the register from a backup.");
  }

 private:
  json::array list(std::string_view name) const {
    const auto* value = object_->if_contains(name);
    if (value == nullptr) return {};
    if (!value->is_array()) fail();
    return value->as_array();
  }

  std::string thing_;
  const json::object* object_ = nullptr;
};

/// The items in an order of their own, none twice: a list that writes them in another says nothing new.
template <class T, class Make>
json::array sorted_forms(const std::vector<T>& items, Make make) {
  std::vector<std::string> forms;
  for (const auto& item : items) forms.push_back(base::canonical_json(make(item)));
  std::ranges::sort(forms);
  const auto repeated = std::ranges::unique(forms);
  forms.erase(repeated.begin(), repeated.end());
  return json::array(forms.begin(), forms.end());
}

screening::Party party_in(const FormReader& in) {
  screening::Party party;
  party.kind = screening::kind_named(in.text("kind")).value_or(screening::Kind::unknown);
  in.each("names", [&](const FormReader& name) {
    const auto quality = name.text("quality");
    party.names.push_back(
        {name.text("text"),
         quality == screening::name_of(screening::NameQuality::primary) ? screening::NameQuality::primary
         : quality == screening::name_of(screening::NameQuality::good)  ? screening::NameQuality::good
                                                                        : screening::NameQuality::low,
         name.flag("original_script")});
  });
  in.each("born", [&](const FormReader& span) {
    party.born.push_back({span.day("from"), span.day("to"), span.flag("approximate")});
  });
  for (const auto gender : {screening::Gender::female, screening::Gender::male})
    if (in.text("gender") == screening::name_of(gender)) party.gender = gender;
  party.countries = in.texts("countries");
  in.each("documents", [&](const FormReader& document) {
    party.documents.push_back({document.text("type"), document.text("number"), document.text("country")});
  });
  return party;
}

}  // namespace

screening::Party party_of(const model::Organisation& organisation) {
  screening::Party party;
  party.kind = screening::Kind::organisation;
  for (const auto& narrative : organisation.name.narratives)
    if (std::ranges::find(party.names, narrative.value, &screening::PartyName::text) == party.names.end())
      party.names.push_back({narrative.value, screening::NameQuality::primary, false});
  if (!organisation.country.empty()) party.countries.push_back(organisation.country);
  for (const auto& identifier : organisation.identifiers)
    party.documents.push_back({identifier.scheme, identifier.value, {}});
  return party;
}

base::Sha256 hash_of_fields(const screening::Party& party) {
  // Whoever changes what stands here, or how, changes the number: every decision that rests on the fields is
  // then open again.
  constexpr int kForm = 1;
  json::object fields{{"form", kForm},
                      {"kind", screening::name_of(party.kind)},
                      {"gender", screening::name_of(party.gender)}};
  fields["names"] = sorted_forms(party.names, [](const screening::PartyName& name) {
    return json::value{name.text, name.quality == screening::NameQuality::low};
  });
  fields["born"] = sorted_forms(party.born, [](const screening::DateSpan& span) {
    return json::value{span.from.str(), span.to.str(), span.approximate};
  });
  fields["countries"] =
      sorted_forms(party.countries, [](const std::string& country) { return json::value(country); });
  fields["documents"] = sorted_forms(party.documents, [](const screening::Document& document) {
    return json::value{document.type, document.number, document.country};
  });
  return base::sha256(base::canonical_json(fields));
}

std::int64_t ten_thousandths(double number) {
  return std::llround(number * 10'000);
}

std::string form_of(const screening::Listed& entry) {
  return base::canonical_json(screening::to_json(entry));
}

screening::Listed read_entry_form(std::string_view form) {
  const auto value = base::parse_json(form, kEntryForm);
  const FormReader in(value, kEntryForm);
  screening::Listed entry;
  entry.id = in.text("id");
  entry.party = party_in(in);
  entry.addresses = in.texts("addresses");
  entry.programmes = in.texts("programmes");
  entry.notes = in.texts("notes");
  if (const auto day = in.text("listed_on"); !day.empty()) entry.listed_on = in.day_of(day);
  for (const auto& day : in.texts("updated_on")) entry.updated_on.push_back(in.day_of(day));
  return entry;
}

std::string form_of(const screening::Hit& hit) {
  json::array pairs, fields;
  for (const auto& pair : hit.pairs)
    pairs.push_back(json::object{{"asked", pair.asked},
                                 {"listed", pair.listed},
                                 {"likeness", screening::name_of(pair.likeness)},
                                 {"similarity", ten_thousandths(pair.similarity)},
                                 {"weight", ten_thousandths(pair.weight)}});
  for (const auto& field : hit.qualifiers)
    fields.push_back(json::object{{"field", screening::name_of(field.field)},
                                  {"verdict", screening::name_of(field.verdict)},
                                  {"asked", field.asked},
                                  {"listed", field.listed},
                                  {"effect", ten_thousandths(field.effect)}});
  return base::canonical_json(json::object{{"asked_name", hit.asked_name},
                                           {"listed_name", hit.listed_name},
                                           {"name_score", ten_thousandths(hit.name_score)},
                                           {"pairs", std::move(pairs)},
                                           {"fields", std::move(fields)}});
}

ReasonsForHit read_reasons(std::string_view form) {
  const auto value = base::parse_json(form, kReasonsForm);
  const FormReader in(value, kReasonsForm);
  ReasonsForHit reasons;
  reasons.asked_name = in.text("asked_name");
  reasons.listed_name = in.text("listed_name");
  reasons.name_score = in.number("name_score");
  in.each("pairs", [&](const FormReader& pair) {
    reasons.pairs.push_back({pair.text("asked"), pair.text("listed"), pair.text("likeness"),
                             pair.number("similarity"), pair.number("weight")});
  });
  in.each("fields", [&](const FormReader& field) {
    reasons.fields.push_back({field.text("field"), field.text("verdict"), field.text("asked"),
                              field.text("listed"), field.number("effect")});
  });
  return reasons;
}

std::string form_of(const screening::Settings& settings) {
  return base::canonical_json(json::object{{"threshold", ten_thousandths(settings.threshold)},
                                           {"limit", static_cast<std::int64_t>(settings.limit)}});
}

}  // namespace entente::registry
