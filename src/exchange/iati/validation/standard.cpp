// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/standard.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "embedded/iati_standard.hpp"
#include "exchange/iati/validation/lines.hpp"
#include "exchange/iati/validation/ruleset_reader.hpp"
#include "exchange/iati/validation/values.hpp"

namespace entente::exchange::iati::validation {

namespace {

constexpr std::array<std::string_view, 4> kSeverities{"critical", "error", "warning", "advisory"};

/// "[Name]" begins a list; `add` is given each of its codes.
template <class Begin, class Add>
void read_lists(std::string_view text, const char* file, const Begin& begin, const Add& add) {
  Lines lines(text, file);
  bool begun = false;
  for (lines.next(); !lines.ended(); lines.next()) {
    const auto words = lines.words();
    if (words[0].starts_with('[')) {
      begin(words[0].substr(1, words[0].size() - 2));
      begun = true;
      continue;
    }
    if (!begun) lines.fail("codes stand before the name of a list");
    for (const auto word : words) add(word);
  }
}

std::map<std::string, CodeList, std::less<>> read_codelists(std::string_view text) {
  std::map<std::string, CodeList, std::less<>> lists;
  CodeList* list = nullptr;
  read_lists(
      text, "codelists.txt",
      [&](std::string_view name) {
        list = &lists[std::string(name)];
        list->name = name;
      },
      [&](std::string_view code) {
        const bool withdrawn = code.starts_with('~');
        if (withdrawn) code.remove_prefix(1);
        list->codes.emplace(code);
        if (withdrawn) list->withdrawn.emplace(code);
        list->table.add(code, list->withdrawn.contains(code) ? Standing::withdrawn : Standing::known);
      });
  return lists;
}

}  // namespace

std::string_view name_of(Severity severity) {
  return kSeverities.at(static_cast<std::size_t>(severity));
}

Severity severity_of(std::string_view word) {
  for (std::size_t i = 0; i < kSeverities.size(); ++i)
    if (kSeverities.at(i) == word) return static_cast<Severity>(i);
  throw base::BadInput("'" + std::string(word) + "'", "is no severity",
                       "Write critical, error, warning or advisory");
}

Standard::Standard(const Tables& tables)
    : lists(read_codelists(tables.codelists)), schema(tables.schema, names) {
  const auto no_list = [](std::string_view) {};
  read_lists(tables.agencies, "agencies.txt", no_list,
             [&](std::string_view code) { agencies.emplace(code); });
  read_lists(embedded::iati_standard("data/iati/publishers.txt"), "publishers.txt", no_list,
             [&](std::string_view code) { publishers.emplace(code); });
  language = names.find("xml:lang");
  ruleset = std::make_unique<Ruleset>(names);
  read_ruleset(tables.rules, "rules.txt", *this);
  read_ruleset(embedded::iati_standard("data/iati/own_rules.txt"), "own_rules.txt", *this);
  for (std::size_t id = 1; id < schema.size(); ++id)
    for (auto& attribute : schema.place(static_cast<PlaceId>(id)).attributes)
      if (attribute.codes.size() == 1 && attribute.codes[0].where == 0 &&
          std::ranges::all_of(attribute.codes[0].list->codes,
                              [&](const auto& code) { return is_value(attribute.type, code); }))
        attribute.all = &attribute.codes[0].list->table;
}

Standard::~Standard() = default;

namespace {

std::unique_ptr<const Standard>& chosen_standard() {
  static std::unique_ptr<const Standard> chosen;
  return chosen;
}

}  // namespace

const Standard& Standard::current() {
  if (const auto& chosen = chosen_standard()) return *chosen;
  static const Standard standard(compiled_in());
  return standard;
}

void Standard::use(std::unique_ptr<const Standard> standard) {
  chosen_standard() = std::move(standard);
}

}  // namespace entente::exchange::iati::validation
