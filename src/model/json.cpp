// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The JSON form of records: written, read and described by one visitor each.
#include <boost/json.hpp>
#include <map>

#include "base/error.hpp"
#include "base/json.hpp"
#include "model/record.hpp"
#include "model/visit.hpp"
#include "model/vocabulary.hpp"

namespace entente::model {

namespace json = boost::json;

namespace {

// Writing: a value at the end of a text. An empty one is absent: false, and nothing was written. --

template <class T>
bool write_fields(std::string& out, const T& value);
template <class T>
bool write(std::string& out, const std::vector<T>& list);
bool write(std::string& out, const base::Money& m);

bool write(std::string& out, const std::string& s) {
  if (s.empty()) return false;
  base::append_canonical(out, s);
  return true;
}
bool write(std::string& out, std::int64_t n) {
  if (n == 0) return false;
  base::append_canonical(out, n);
  return true;
}
bool write(std::string& out, const base::Uuid& id) {
  return !id.is_nil() && write(out, id.str());
}
bool write(std::string& out, const base::PartialDate& d) {
  return write(out, d.str());
}
bool write(std::string& out, const base::Decimal& d) {
  return write(out, d.str());
}

bool write(std::string& out, const base::Text& t) {
  if (t.empty()) return false;
  base::CanonicalObject object(out);
  for (const auto& n : t.narratives) {
    object.begin(n.language);
    base::append_canonical(out, n.value);
  }
  object.end();
  return true;
}

template <HasFields T>
bool write(std::string& out, const T& value) {
  return write_fields(out, value);
}

template <class T>
bool write(std::string& out, const std::optional<T>& value) {
  return value && write(out, *value);
}

struct Writer {
  std::string& out;
  base::CanonicalObject object{out};
  template <class T>
  void operator()(const char* name, const T& value, const Rule& = {}) {
    object.begin(name);
    if (!write(out, value)) object.drop();
  }
};

bool write(std::string& out, const base::Money& m) {
  Writer writer{out};
  writer("amount", m.amount);
  writer("currency", m.currency);
  writer("value_date", m.value_date);
  writer.object.end();
  return true;
}

/// What is empty keeps its place in a list.
void write_item(std::string& out, const std::string& s) {
  base::append_canonical(out, s);
}
template <class T>
void write_item(std::string& out, const T& item) {
  if (!write(out, item)) out += "{}";
}

template <class T>
bool write(std::string& out, const std::vector<T>& list) {
  if (list.empty()) return false;
  char before = '[';
  for (const auto& item : list) {
    out += before;
    write_item(out, item);
    before = ',';
  }
  out += ']';
  return true;
}

template <class T>
bool write_fields(std::string& out, const T& value) {
  Writer writer{out};
  T::fields(value, writer);
  if (writer.object.empty()) return false;
  writer.object.end();
  return true;
}

// Reading: what the form does not allow is refused with its path. -------------------------------

struct Path {
  const Path* parent = nullptr;
  std::string_view name;
  std::ptrdiff_t index = -1;
  std::string str() const {
    std::string s = parent ? parent->str() : std::string();
    if (index >= 0) return s + "[" + std::to_string(index) + "]";
    if (!s.empty()) s += '.';
    return s.append(name);
  }
};

[[noreturn]] void refuse(const Path& path, std::string_view wanted) {
  throw base::BadInput("field '" + path.str() + "'", "is not " + std::string(wanted));
}

std::string_view string_at(const json::value& v, const Path& path) {
  if (!v.is_string()) refuse(path, "a string");
  return v.get_string();
}

void read(const json::value& v, std::string& into, const Path& path) {
  into = string_at(v, path);
}

void read(const json::value& v, std::int64_t& into, const Path& path) {
  if (!v.is_int64()) refuse(path, "an integer");
  into = v.get_int64();
}

void read(const json::value& v, base::Uuid& into, const Path& path) {
  const auto id = base::Uuid::parse(string_at(v, path));
  if (!id) refuse(path, "a UUID");
  into = *id;
}

void read(const json::value& v, base::PartialDate& into, const Path& path) {
  const auto date = base::PartialDate::parse(string_at(v, path));
  if (!date) refuse(path, "a date such as 2019, 2019-05 or 2019-05-03");
  into = *date;
}

void read(const json::value& v, base::Decimal& into, const Path& path) {
  const auto number = base::Decimal::parse(string_at(v, path));
  if (!number) refuse(path, "a decimal number written as a string");
  into = *number;
}

void read(const json::value& v, base::Text& into, const Path& path) {
  if (!v.is_object()) refuse(path, "an object of texts by language");
  for (const auto& [language, words] : v.get_object())
    into.add(language, string_at(words, Path{&path, language}));
}

void read(const json::value& v, base::Money& into, const Path& path) {
  if (!v.is_object()) refuse(path, "an amount with a currency");
  bool amount = false;
  for (const auto& [name, value] : v.get_object()) {
    const Path here{&path, name};
    if (name == "amount") {
      read(value, into.amount, here);
      amount = true;
    } else if (name == "currency") {
      read(value, into.currency, here);
    } else if (name == "value_date") {
      read(value, into.value_date.emplace(), here);
    } else {
      refuse(here, "a member of an amount");
    }
  }
  if (!amount) refuse(Path{&path, "amount"}, "there");
}

template <HasFields T>
void read(const json::value& v, T& into, const Path& path);

template <class T>
void read(const json::value& v, std::optional<T>& into, const Path& path) {
  read(v, into.emplace(), path);
}

template <class T>
void read(const json::value& v, std::vector<T>& into, const Path& path) {
  if (!v.is_array()) refuse(path, "a list");
  into.reserve(v.get_array().size());
  std::ptrdiff_t i = 0;
  for (const auto& item : v.get_array()) read(item, into.emplace_back(), Path{&path, {}, i++});
}

struct FieldReader {
  const json::object& from;
  const Path& path;
  std::size_t known = 0;
  template <class T>
  void operator()(const char* name, T& into, const Rule&) {
    const auto* value = from.if_contains(name);
    if (!value) return;
    ++known;
    // Absence is told by absence: an empty string says nothing, and the default stays, as it does where the
    // member is missing. Writing leaves both out.
    if constexpr (std::is_same_v<T, std::string>)
      if (value->is_string() && value->get_string().empty()) return;
    into = T{};
    read(*value, into, Path{&path, name});
  }
};

struct NameCollector {
  std::vector<std::string_view> names;
  template <class T>
  void operator()(const char* name, T&, const Rule&) {
    names.emplace_back(name);
  }
};

template <HasFields T>
void read(const json::value& v, T& into, const Path& path) {
  if (!v.is_object()) refuse(path, "an object");
  FieldReader reader{v.get_object(), path};
  T::fields(into, reader);
  if (reader.known == v.get_object().size()) return;
  NameCollector known;
  T::fields(into, known);
  for (const auto& [name, value] : v.get_object())
    if (std::find(known.names.begin(), known.names.end(), std::string_view(name)) == known.names.end())
      refuse(Path{&path, name}, "a member the register knows");
}

template <class T>
Record read_as(std::string_view type, std::string_view body) {
  const auto value = base::parse_json(body, type);
  T record;
  const Path root;
  read(value, record, root);
  return record;
}

// Describing: JSON Schema 2020-12. ----------------------------------------------------------------

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
  else if constexpr (std::is_same_v<T, OrganisationBudget>)
    return "OrganisationBudget";
  else if constexpr (std::is_same_v<T, Link>)
    return "Link";
  else if constexpr (std::is_same_v<T, Document>)
    return "Document";
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

std::string body_of(const Record& record) {
  std::string body;
  if (!std::visit([&](const auto& r) { return write_fields(body, r); }, record)) body = "{}";
  return body;
}

Record read_body(std::string_view type, std::string_view body) {
  if (type == Organisation::kType) return read_as<Organisation>(type, body);
  if (type == Partnership::kType) return read_as<Partnership>(type, body);
  if (type == Participation::kType) return read_as<Participation>(type, body);
  if (type == Confirmation::kType) return read_as<Confirmation>(type, body);
  if (type == Commitment::kType) return read_as<Commitment>(type, body);
  if (type == Delivery::kType) return read_as<Delivery>(type, body);
  if (type == Result::kType) return read_as<Result>(type, body);
  if (type == Finances::kType) return read_as<Finances>(type, body);
  throw base::BadInput("record type '" + std::string(type) + "'", "is not one this version knows",
                       "Use the version of Entente that wrote it, or a newer one.");
}

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
  describe<Result>(schemas, "Result");
  describe<Finances>(schemas, "Finances");
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& name : schemas.order) all.emplace_back(name, json::serialize(schemas.all[name]));
  return all;
}

}  // namespace entente::model
