// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The JSON form of records, written: a value at the end of a text. An empty one is absent: false, and nothing
// was written.
#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "model/record.hpp"
#include "model/visit.hpp"

namespace entente::model {

namespace {

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
/// What has no letter that JSON would have to write otherwise.
void write_plain(std::string& out, std::string_view s) {
  out.append("\"").append(s).append("\"");
}
bool write(std::string& out, const base::Uuid& id) {
  if (id.is_nil()) return false;
  write_plain(out, id.str());
  return true;
}
bool write(std::string& out, const base::PartialDate& d) {
  write_plain(out, d.str());
  return true;
}
bool write(std::string& out, const base::Decimal& d) {
  write_plain(out, d.str());
  return true;
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

bool write(std::string& out, const base::Money& m) {
  out += R"({"amount":)";
  write(out, m.amount);
  if (!m.currency.empty()) {
    out += R"(,"currency":)";
    write(out, m.currency);
  }
  if (m.value_date) {
    out += R"(,"value_date":)";
    write(out, *m.value_date);
  }
  out += '}';
  return true;
}

/// Whether nothing will be written of it, where that can be told at once.
template <class T>
bool is_nothing(const T& value) {
  if constexpr (requires { value.has_value(); })
    return !value.has_value();
  else if constexpr (requires { value.empty(); })
    return value.empty();
  else
    return false;
}

/// The fields of a value in the order in which they are visited, each with how it is written.
struct FieldsToWrite {
  struct Field {
    const char* name;
    const void* value;  ///< null: nothing
    bool (*write)(std::string&, const void*);
  };
  static constexpr std::size_t kMost = 48;
  std::array<Field, kMost> all;
  std::size_t count = 0;

  template <class T>
  void operator()(const char* name, const T& value, const Rule&) {
    all.at(count++) = {name, is_nothing(value) ? nullptr : &value,
                       [](std::string& out, const void* v) { return write(out, *static_cast<const T*>(v)); }};
  }
};

/// The place of a field among those of its type, and its name as JSON has it, a colon behind.
struct FieldName {
  std::size_t at;
  std::string written;
};

/// In the order of RFC 8785. The names are of ASCII: their bytes sort as their UTF-16 does.
std::vector<FieldName> in_order(const FieldsToWrite& fields) {
  std::vector<FieldName> names;
  for (std::size_t i = 0; i < fields.count; ++i) {
    std::string written;
    base::append_canonical(written, fields.all[i].name);
    names.push_back({i, written + ":"});
  }
  std::ranges::sort(names, {}, [&](const FieldName& n) { return std::string_view(fields.all[n.at].name); });
  return names;
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
  FieldsToWrite fields;
  T::fields(value, fields);
  static const auto names = in_order(fields);
  const auto start = out.size();
  for (const auto& name : names) {
    const auto& field = fields.all[name.at];
    if (field.value == nullptr) continue;
    const auto before = out.size();
    out += before == start ? '{' : ',';
    out += name.written;
    if (!field.write(out, field.value)) out.resize(before);
  }
  if (out.size() == start) return false;
  out += '}';
  return true;
}

}  // namespace

std::string body_of(const Record& record) {
  std::string body;
  constexpr std::size_t kUsual = 1'000;
  body.reserve(kUsual);
  if (!std::visit([&](const auto& r) { return write_fields(body, r); }, record)) body = "{}";
  return body;
}

}  // namespace entente::model
