// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The JSON form of records, described: JSON Schema 2020-12.
#include <boost/json.hpp>
#include <map>

#include "model/record.hpp"
#include "model/visit.hpp"
#include "model/vocabulary.hpp"

namespace entente::model {

namespace json = boost::json;

namespace {

struct Schemas {
  std::map<std::string, json::object> all;
  std::vector<std::string> order;
};

template <class T>
json::value schema_of(Schemas&, const Rule&);
template <class T>
void describe(Schemas&, const char* name);

template <class T>
constexpr const char* schema_name() {
  if constexpr (std::is_same_v<T, Identifier>)
    return "Identifier";
  else if constexpr (std::is_same_v<T, Reference>)
    return "Reference";
  else if constexpr (std::is_same_v<T, Note>)
    return "Note";
  else if constexpr (std::is_same_v<T, PostalAddress>)
    return "PostalAddress";
  else if constexpr (std::is_same_v<T, Source>)
    return "Source";
  else if constexpr (std::is_same_v<T, Place>)
    return "Place";
  else if constexpr (std::is_same_v<T, Goal>)
    return "Goal";
  else if constexpr (std::is_same_v<T, Field>)
    return "Field";
  else if constexpr (std::is_same_v<T, Budget>)
    return "Budget";
  else if constexpr (std::is_same_v<T, BudgetLine>)
    return "BudgetLine";
  else if constexpr (std::is_same_v<T, OrganisationBudget>)
    return "OrganisationBudget";
  else if constexpr (std::is_same_v<T, PlannedPayment>)
    return "PlannedPayment";
  else if constexpr (std::is_same_v<T, Classification>)
    return "Classification";
  else if constexpr (std::is_same_v<T, Condition>)
    return "Condition";
  else if constexpr (std::is_same_v<T, Contact>)
    return "Contact";
  else if constexpr (std::is_same_v<T, Link>)
    return "Link";
  else if constexpr (std::is_same_v<T, Document>)
    return "Document";
  else if constexpr (std::is_same_v<T, Quantity>)
    return "Quantity";
  else if constexpr (std::is_same_v<T, PriceReduction>)
    return "PriceReduction";
  else if constexpr (std::is_same_v<T, Evidence>)
    return "Evidence";
  else if constexpr (std::is_same_v<T, Kept>)
    return "Kept";
  else if constexpr (std::is_same_v<T, PartyRef>)
    return "PartyRef";
  else if constexpr (std::is_same_v<T, Dimension>)
    return "Dimension";
  else if constexpr (std::is_same_v<T, Figure>)
    return "Figure";
  else if constexpr (std::is_same_v<T, Period>)
    return "Period";
  else if constexpr (std::is_same_v<T, Baseline>)
    return "Baseline";
  else if constexpr (std::is_same_v<T, Indicator>)
    return "Indicator";
  else if constexpr (std::is_same_v<T, ReportedResult>)
    return "ReportedResult";
  else if constexpr (std::is_same_v<T, AgreedFile>)
    return "AgreedFile";
  else if constexpr (std::is_same_v<T, PostsByLevel>)
    return "PostsByLevel";
  else if constexpr (std::is_same_v<T, Seat>)
    return "Seat";
  else if constexpr (std::is_same_v<T, Recommendation>)
    return "Recommendation";
  else if constexpr (std::is_same_v<T, AgreedParty>)
    return "AgreedParty";
  else
    return nullptr;
}

template <class T>
json::value schema_of(Schemas& schemas, const Rule& rule) {
  const auto reference = [](const char* name) {
    return json::object{{"$ref", std::string("#/components/schemas/") + name}};
  };
  if constexpr (IsOptional<T>::value) {
    return schema_of<typename IsOptional<T>::Item>(schemas, rule);
  } else if constexpr (IsList<T>::value) {
    return json::object{{"type", "array"},
                        {"maxItems", static_cast<std::int64_t>(rule.items)},
                        {"items", schema_of<typename IsList<T>::Item>(schemas, rule)}};
  } else if constexpr (std::is_same_v<T, std::string>) {
    json::object o{{"type", "string"}};
    if (!rule.vocabulary.empty()) {
      json::array codes;
      for (const auto& term : vocabulary(rule.vocabulary).terms) codes.emplace_back(term.code);
      o.emplace("enum", std::move(codes));
    } else {
      o.emplace("maxLength", static_cast<std::int64_t>(rule.max));
    }
    return o;
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return json::object{{"type", "integer"}, {"minimum", 0}};
  } else if constexpr (std::is_same_v<T, base::Uuid>) {
    return json::object{{"type", "string"}, {"format", "uuid"}};
  } else if constexpr (std::is_same_v<T, base::PartialDate>) {
    return reference("PartialDate");
  } else if constexpr (std::is_same_v<T, base::Decimal>) {
    return reference("Decimal");
  } else if constexpr (std::is_same_v<T, base::Text>) {
    return reference("Text");
  } else if constexpr (std::is_same_v<T, base::Money>) {
    return reference("Money");
  } else {
    describe<T>(schemas, schema_name<T>());
    return reference(schema_name<T>());
  }
}

struct SchemaWriter {
  Schemas& schemas;
  json::object properties;
  json::array required;
  template <class T>
  void operator()(const char* name, T&, const Rule& rule) {
    auto schema = schema_of<std::remove_const_t<T>>(schemas, rule).as_object();
    schema.emplace("description", rule.about);
    properties.emplace(name, std::move(schema));
    if (rule.required) required.emplace_back(name);
  }
};

template <class T>
void describe(Schemas& schemas, const char* name) {
  if (schemas.all.contains(name)) return;
  schemas.all.emplace(name, json::object{});  // a place of its own before its members', and no endless round
  schemas.order.emplace_back(name);
  SchemaWriter writer{schemas, {}, {}};
  T value;
  T::fields(value, writer);
  json::object o{
      {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(writer.properties)}};
  if (!writer.required.empty()) o.emplace("required", std::move(writer.required));
  schemas.all[name] = std::move(o);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> json_schemas() {
  Schemas schemas;
  const auto simple = [&](const char* name, json::object schema) {
    schemas.order.emplace_back(name);
    schemas.all.emplace(name, std::move(schema));
  };
  simple("Text", {{"type", "object"},
                  {"description", "The same text by language (BCP 47 tag in lower case; und = not said)"},
                  {"additionalProperties", {{"type", "string"}}}});
  simple("PartialDate", {{"type", "string"},
                         {"description", "A day, a month or a year: never more precise than what was said"},
                         {"pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}});
  simple("Decimal", {{"type", "string"},
                     {"description", "A decimal number with at most four places"},
                     {"pattern", "^-?[0-9]+(\\.[0-9]{1,4})?$"}});
  simple("Money", {{"type", "object"},
                   {"description", "An amount in a currency (ISO 4217), with the day whose rate applies"},
                   {"additionalProperties", false},
                   {"properties",
                    {{"amount", {{"$ref", "#/components/schemas/Decimal"}}},
                     {"currency", {{"type", "string"}}},
                     {"value_date", {{"$ref", "#/components/schemas/PartialDate"}}}}},
                   {"required", json::array{"amount"}}});
  describe<Organisation>(schemas, "Organisation");
  describe<Partnership>(schemas, "Partnership");
  describe<Participation>(schemas, "Participation");
  describe<Confirmation>(schemas, "Confirmation");
  describe<Commitment>(schemas, "Commitment");
  describe<Delivery>(schemas, "Delivery");
  describe<Attestation>(schemas, "Attestation");
  describe<Result>(schemas, "Result");
  describe<Finances>(schemas, "Finances");
  describe<NationalPlan>(schemas, "NationalPlan");
  describe<Guidance>(schemas, "Guidance");
  describe<Capacity>(schemas, "Capacity");
  describe<Report>(schemas, "Report");
  describe<ReportingRhythm>(schemas, "ReportingRhythm");
  describe<Appeal>(schemas, "Appeal");
  describe<HostAnswer>(schemas, "HostAnswer");
  describe<Agreement>(schemas, "Agreement");
  describe<Signature>(schemas, "Signature");
  describe<SigningKey>(schemas, "SigningKey");
  describe<PartyStatement>(schemas, "PartyStatement");
  describe<Governance>(schemas, "Governance");
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& name : schemas.order) all.emplace_back(name, json::serialize(schemas.all[name]));
  return all;
}

}  // namespace entente::model
