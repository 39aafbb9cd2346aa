// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/governing_fields.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "model/identifier.hpp"
#include "model/vocabulary.hpp"
#include "pages/desk_fields.hpp"
#include "pages/governing_rows.hpp"
#include "pages/typed_number.hpp"
#include "pages/typed_text.hpp"

namespace entente::pages {

namespace {

using Group = std::pair<std::string_view, std::string_view>;  // first field, what the group is called
constexpr std::array<Group, 11> kGoverningGroups = {{{"goals", "aims"},
                                                     {"contribution", "shares"},
                                                     {"conflict", "conflicts"},
                                                     {"employment_policy", "work"},
                                                     {"seats", "power"},
                                                     {"earmarked", "money"},
                                                     {"exit_plan", "end"},
                                                     {"objectives", "ownership"},
                                                     {"negative_effects", "effects"},
                                                     {"recommended", "recommendations"},
                                                     {"gender_marker", "gender"}}};
constexpr std::array<std::string_view, 4> kShares = {"contribution", "benefit", "earmarked",
                                                     "local_recurrent"};
constexpr std::size_t kMostSaid = 12'000, kLongestUrl = 2'000;  // bytes

/// Fields whose fault has words of its own.
constexpr std::array<std::string_view, 5> kFaultsOfTheirOwn = {"quota", "national_objectives", "emblem_until",
                                                               "serves", "recommended"};

/// The fields of a record that are one value, as a form shows them. What is a list has rows of its own.
struct SaidFields {
  TypedGoverning& typed;
  std::string_view language;
  void operator()(const char* name, const std::string& value, const model::Rule&) { typed[name] = value; }
  void operator()(const char* name, const base::Text& value, const model::Rule&) {
    typed[name] = value_in(value, language);
  }
  void operator()(const char* name, const std::optional<base::Decimal>& value, const model::Rule&) {
    typed[name] = value ? number_to_type(*value, language) : std::string();
  }
  void operator()(const char* name, const std::optional<base::PartialDate>& value, const model::Rule&) {
    typed[name] = value ? value->str() : std::string();
  }
  template <class T>
  void operator()(const char*, const T&, const model::Rule&) {}
};

/// Reads them back, until one cannot be read.
struct ReadFields {
  const TypedGoverning& typed;
  const base::Messages& messages;
  std::string fault = {};

  void wrong(std::string_view field, const std::string& key) {
    if (fault.empty()) fault = fault_at(field, key, messages);
  }
  void operator()(const char* name, std::string& value, const model::Rule& rule) {
    value = typed_at(typed, name);
    if (value.empty()) return;
    if (!rule.vocabulary.empty()) {
      if (!model::vocabulary(rule.vocabulary).find(value)) wrong(name, "desk.fault.choice");
    } else if (value.size() > kLongestUrl || !model::is_linkable(value) || value.starts_with("mailto:")) {
      wrong(name, "governing.fault.url");
    }
  }
  void operator()(const char* name, base::Text& value, const model::Rule&) {
    const auto text = typed_at(typed, name);
    if (text.size() > kMostSaid) return wrong(name, "part.fault.long");
    value = with_value(value, messages.language(), text);
  }
  void operator()(const char* name, std::optional<base::Decimal>& value, const model::Rule&) {
    if (!read_number(value, typed_at(typed, name), messages.language()))
      wrong(name, "governing.fault.number");
  }
  void operator()(const char* name, std::optional<base::PartialDate>& value, const model::Rule&) {
    const auto day = typed_at(typed, name);
    value = base::PartialDate::parse(day);
    if (!day.empty() && !value) wrong(name, "report.fault.day");
  }
  template <class T>
  void operator()(const char*, T&, const model::Rule&) {}
};

template <class Record>
TypedGoverning single_fields(const Record& record, const base::Messages& messages) {
  TypedGoverning typed;
  SaidFields said{typed, messages.language()};
  Record::fields(record, said);
  return typed;
}

template <class Record>
std::string read_single_fields(Record& record, const TypedGoverning& typed, const base::Messages& messages) {
  for (const auto& [name, value] : typed)
    if (!base::is_utf8(value)) return messages.get("desk.fault.choice");
  ReadFields in{typed, messages};
  Record::fields(record, in);
  return in.fault;
}

/// One field of a form: {name, label, value, select, area, line, number, day, url, rows: {…}}.
struct FormFields {
  const TypedGoverning& typed;
  const registry::OwnGovernance& own;
  const base::Messages& messages;
  View groups = list_view();
  std::optional<View> current = {};

  void operator()(const char* name, const std::string&, const model::Rule& rule) {
    if (rule.vocabulary.empty()) return add(name, "url");
    auto field = begun(name);
    auto options = list_view();
    for (const auto& each : model::vocabulary(rule.vocabulary).terms)
      options.push_back(chosen_option(each.code, std::string(each.label.str(messages.language())),
                                      each.code == typed_at(typed, name)));
    field["options"] = std::move(options);
    field["select"] = View(true);
    put(std::move(field));
  }
  void operator()(const char* name, const base::Text&, const model::Rule&) { add(name, "area"); }
  void operator()(const char* name, const std::optional<base::Decimal>&, const model::Rule&) {
    add(name, "number");
  }
  void operator()(const char* name, const std::optional<base::PartialDate>&, const model::Rule&) {
    add(name, "day");
  }
  void operator()(const char*, const base::Uuid&, const model::Rule&) {}
  template <class T>
  void operator()(const char* name, const std::vector<T>&, const model::Rule&) {
    auto field = begun(name);
    set_rows(field, name, typed, own, messages);
    put(std::move(field));
  }

  View done() {
    if (current) groups.push_back(*std::move(current));
    View view;
    view["groups"] = std::move(groups);
    const auto example = base::Decimal::parse("12.5").value_or(base::Decimal());
    view["number_hint"] = View(
        messages.get("governing.hint.number", {{"example", std::string_view(messages.decimal(example))}}));
    return view;
  }

 private:
  View begun(std::string_view name) {
    if (const auto group = governing_group(name); !group.empty()) {
      if (current) groups.push_back(*std::move(current));
      current.emplace();
      (*current)["title"] = View(messages.get("governing.group." + std::string(group)));
      (*current)["fields"] = list_view();
    }
    View field;
    field["name"] = View(name);
    field["label"] = View(governing_label(name, messages));
    field["value"] = View(typed_at(typed, name));
    set_each(
        field,
        {"select", "area", "number", "day", "url", "goals", "results", "posts", "seats", "recommendations"},
        View(false));
    return field;
  }
  void put(View field) {
    if (current) (*current)["fields"].push_back(std::move(field));
  }
  void add(std::string_view name, View::Name kind) {
    auto field = begun(name);
    field[kind] = View(true);
    put(std::move(field));
  }
};

}  // namespace

std::string typed_at(const TypedGoverning& typed, std::string_view name) {
  const auto found = typed.find(name);
  return found == typed.end() ? std::string() : typed_text(found->second);
}

bool read_number(std::optional<base::Decimal>& number, const std::string& typed, std::string_view language) {
  number.reset();
  if (typed.empty()) return true;
  number = typed_number(typed, language);
  return number.has_value();
}

std::string fault_at(std::string_view field, const std::string& key, const base::Messages& messages) {
  return governing_label(field, messages) + " – " + messages.get(key);
}

View chosen_option(std::string_view code, std::string label, bool chosen) {
  View one;
  one["code"] = View(code);
  one["label"] = View(std::move(label));
  one["chosen"] = View(chosen);
  return one;
}

std::string_view governing_group(std::string_view field) {
  const auto found = std::ranges::find(kGoverningGroups, field, &Group::first);
  return found == kGoverningGroups.end() ? std::string_view() : found->second;
}

std::string governing_label(std::string_view field, const base::Messages& messages) {
  const auto key = "governing.field." + std::string(field);
  return messages.has(key) ? messages.get(key) : std::string(field);
}

TypedGoverning fields_of(const model::PartyStatement& said, const base::Messages& messages) {
  auto typed = single_fields(said, messages);
  put_rows(typed, said, messages);
  return typed;
}

TypedGoverning fields_of(const model::Governance& said, const base::Messages& messages) {
  auto typed = single_fields(said, messages);
  put_rows(typed, said, messages);
  return typed;
}

TypedGoverning governing_fields_of_form(const http::Parameters& form) {
  TypedGoverning typed;
  for (const auto& [name, value] : form) typed.emplace(name, value);
  return typed;
}

std::string put_into(model::PartyStatement& said, const TypedGoverning& typed,
                     const registry::OwnGovernance& own, const base::Messages& messages) {
  auto fault = read_single_fields(said, typed, messages);
  if (fault.empty()) fault = read_rows(said, typed, own, messages);
  return fault;
}

std::string put_into(model::Governance& said, const TypedGoverning& typed, const registry::OwnGovernance& own,
                     const base::Messages& messages) {
  auto fault = read_single_fields(said, typed, messages);
  if (fault.empty()) fault = read_rows(said, typed, own, messages);
  return fault;
}

std::string governing_fault(const base::BadInput& refused, const base::Messages& messages) {
  constexpr std::string_view kField = "field ";
  const std::string_view said = refused.what();
  if (!said.starts_with(kField)) return messages.get("governing.fault.other");
  const auto rest = said.substr(kField.size());
  const auto path = rest.substr(0, rest.find(' '));
  const auto name = path.substr(0, path.find_first_of(".[:"));
  const bool is_share = std::ranges::find(kShares, name) != kShares.end();
  const bool of_rows = path.find(".seats") != path.npos || path.find(".women") != path.npos ||
                       path.find(".men") != path.npos || path == "objectives";
  const bool own_words = std::ranges::find(kFaultsOfTheirOwn, name) != kFaultsOfTheirOwn.end();
  const std::string key = is_share                    ? "percent"
                          : of_rows                   ? "count"
                          : name == "recommendations" ? "recommended"
                          : own_words                 ? std::string(name)
                                                      : "other";
  return fault_at(name, "governing.fault." + key, messages);
}

View statement_form_view(const TypedGoverning& typed, const registry::OwnGovernance& own,
                         const base::Messages& messages) {
  FormFields form{typed, own, messages};
  const model::PartyStatement blank;
  model::PartyStatement::fields(blank, form);
  return form.done();
}

View governance_form_view(const TypedGoverning& typed, const registry::OwnGovernance& own,
                          const base::Messages& messages) {
  FormFields form{typed, own, messages};
  const model::Governance blank;
  model::Governance::fields(blank, form);
  return form.done();
}

}  // namespace entente::pages
