// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/extension.hpp"
#include "exchange/iati/xml_text.hpp"
#include "model/visit.hpp"

namespace entente::exchange::iati {

namespace {

/// Writes the fields of a value as elements of their names; an empty field is absent.
struct FieldWriter {
  XmlText& xml;

  template <class T>
  void operator()(const char* name, const T& value, const model::Rule&) {
    put(name, value);
  }

  void put(const char* name, const std::string& value) {
    if (!value.empty()) xml.element(name, value);
  }
  void put(const char* name, const base::Text& text) { xml.each_language(name, text); }
  void put(const char* name, const base::PartialDate& date) { xml.element(name, date.str()); }
  void put(const char* name, base::Decimal number) { xml.element(name, number.str()); }
  void put(const char* name, const base::Money& money) {
    xml.element(name, money.amount.str(),
                {{"currency", money.currency},
                 {"value-date", money.value_date ? money.value_date->str() : std::string()}});
  }
  // What others call a record is said by its number; the kept original is another file's.
  void put(const char*, const base::Uuid&) {}
  void put(const char*, const model::Kept&) {}
  // Only what hangs on no partnership has whole numbers.
  void put(const char*, std::int64_t) {}
  template <class T>
  void put(const char* name, const std::optional<T>& value) {
    if (value) put(name, *value);
  }
  template <class T>
  void put(const char* name, const std::vector<T>& list) {
    for (const auto& item : list) put(name, item);
  }
  template <model::HasFields T>
  void put(const char* name, const T& value) {
    xml.open(name);
    T::fields(value, *this);
    xml.close();
  }
};

/// Numbers of things in the extension count from 1.
std::string number(int place) {
  return place < 0 ? std::string() : std::to_string(place + 1);
}

}  // namespace

void write_extension(const Born& born, std::string_view publisher, std::string& out) {
  XmlText xml(out);
  FieldWriter fields{xml};
  const auto& bundle = born.bundle;
  xml.open("record", {{"xmlns", kExtension}, {"id", born.id}, {"publisher", publisher}});
  xml.open("partnership");
  model::Partnership::fields(bundle.partnership, fields);
  xml.close();
  for (const auto& link : bundle.links)
    xml.empty("link", {{"link", number(static_cast<int>(link.link))}, {"key", link.key}});
  for (const auto& named : bundle.organisations) {
    xml.open("organisation", {{"key", named.key}, {"own_key", named.own_key}});
    model::Organisation::fields(named.organisation, fields);
    xml.close();
  }
  std::size_t participations = 0;
  for (const auto& part : bundle.parts) {
    std::string state;
    if (std::holds_alternative<model::Participation>(part.record) && participations < born.states.size())
      state = born.states[participations++];
    xml.open(model::type_of(part.record), {{"organisation", number(part.organisation)},
                                           {"giver", number(part.giver)},
                                           {"receiver", number(part.receiver)},
                                           {"commitment", number(part.commitment)},
                                           {"state", state}});
    std::visit([&](const auto& record) { std::decay_t<decltype(record)>::fields(record, fields); },
               part.record);
    xml.close();
  }
  xml.close();
}

}  // namespace entente::exchange::iati
