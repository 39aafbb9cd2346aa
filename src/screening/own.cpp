// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/own.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

#include "base/error.hpp"
#include "screening/country_names.hpp"
#include "screening/csv_rows.hpp"
#include "screening/date_spans.hpp"
#include "screening/list_entry.hpp"

namespace entente::screening {

namespace {

/// One row on its way to an entry.
struct OwnRow {
  EntryMaker& entry;
  const CsvRows& rows;

  [[noreturn]] void refuse(std::string_view column, const std::string& value, const std::string& next) const {
    rows.refuse("\"" + value + "\" is no " + std::string(column), next);
  }
};

/// Calls `take` with each of the values in a cell.
template <class Take>
void each_value_of(const std::string& cell, Take take) {
  for (const auto& value : split_list(cell, ";")) take(value);
}

constexpr std::string_view kDateForms = "Write a day as 2026-02-27, a month as 2026-02, a year as 2026";

void take_birth(const OwnRow& row, const std::string& cell) {
  each_value_of(cell, [&](const std::string& value) {
    const auto span = read_date_span(value);
    if (!span)
      row.refuse("date or span of dates", value,
                 "Write 1970-05-31, 1970-05, 1970, \"circa 1970\" or \"1970 to 1972\"");
    row.entry.born(*span);
  });
}

void take_countries(const OwnRow& row, const std::string& cell) {
  each_value_of(cell, [&](const std::string& value) {
    if (country_code(value).empty())
      row.refuse("country", value, "Write its code of two letters (ISO 3166-1)");
    row.entry.country(value);
  });
}

/// "type:number" or "type:number:CC".
void take_documents(const OwnRow& row, const std::string& cell) {
  each_value_of(cell, [&](const std::string& value) {
    const auto parts = split_list(value, ":");
    constexpr std::size_t kWithCountry = 3;
    if (parts.size() < 2 || parts.size() > kWithCountry)
      row.refuse("document", value,
                 "Write its type and number as passport:A1234567, or passport:A1234567:KE");
    const auto country = parts.size() == kWithCountry ? parts.back() : std::string();
    if (!country.empty() && country_code(country).empty())
      row.refuse("country", country, "Write its code of two letters (ISO 3166-1)");
    row.entry.document(parts[0], parts[1], country);
  });
}

std::string require_day(const OwnRow& row, const std::string& value) {
  if (!base::PartialDate::parse(value)) row.refuse("date", value, std::string(kDateForms));
  return value;
}

struct OwnColumn {
  std::string_view name;
  void (*take)(const OwnRow&, const std::string& cell);
};

constexpr std::array kColumns{
    OwnColumn{"id", nullptr},  // these three make the entry
    OwnColumn{"name", nullptr},
    OwnColumn{"kind", nullptr},
    OwnColumn{"aliases",
              [](const OwnRow& row, const std::string& cell) {
                each_value_of(cell, [&](const auto& name) { row.entry.name(name, NameQuality::good); });
              }},
    OwnColumn{"weak_aliases",
              [](const OwnRow& row, const std::string& cell) {
                each_value_of(cell, [&](const auto& name) { row.entry.name(name, NameQuality::low); });
              }},
    OwnColumn{"original_names",
              [](const OwnRow& row, const std::string& cell) {
                each_value_of(cell,
                              [&](const auto& name) { row.entry.name(name, NameQuality::primary, true); });
              }},
    OwnColumn{"born", take_birth},
    OwnColumn{"gender",
              [](const OwnRow& row, const std::string& cell) {
                if (!cell.empty() && !same_word(cell, "male") && !same_word(cell, "female"))
                  row.refuse("gender that lists know", cell, "Write male or female, or leave it empty");
                row.entry.gender(cell);
              }},
    OwnColumn{"countries", take_countries},
    OwnColumn{"documents", take_documents},
    OwnColumn{"addresses",
              [](const OwnRow& row, const std::string& cell) {
                each_value_of(cell, [&](const auto& line) { row.entry.address(line); });
              }},
    OwnColumn{"programmes",
              [](const OwnRow& row, const std::string& cell) {
                each_value_of(cell, [&](const auto& line) { row.entry.programme(line); });
              }},
    OwnColumn{"notes", [](const OwnRow& row, const std::string& cell) { row.entry.note(cell); }},
    OwnColumn{"listed_on",
              [](const OwnRow& row, const std::string& cell) {
                if (!cell.empty()) row.entry.listed_on(require_day(row, cell));
              }},
    OwnColumn{"updated_on",
              [](const OwnRow& row, const std::string& cell) {
                each_value_of(cell, [&](const auto& day) { row.entry.updated_on(require_day(row, day)); });
              }},
};

std::string names_of_columns() {
  std::string all;
  for (const auto& column : kColumns) {
    if (!all.empty()) all += ", ";
    all += column.name;
  }
  return all;
}

/// Which column each cell of the header names.
std::vector<const OwnColumn*> read_header(const CsvRows& rows, const std::vector<std::string>& cells) {
  std::vector<const OwnColumn*> columns;
  for (const auto& cell : cells) {
    const auto* column = std::ranges::find(kColumns, std::string_view(cell), &OwnColumn::name);
    if (column == kColumns.end())
      rows.refuse("the column \"" + cell + "\" is not known",
                  "Name columns from these: " + names_of_columns());
    if (std::ranges::find(columns, column) != columns.end())
      rows.refuse("the column \"" + cell + "\" stands twice", "Leave one of them out");
    columns.push_back(column);
  }
  return columns;
}

Kind require_kind(const CsvRows& rows, const std::string& word) {
  if (word.empty()) return Kind::unknown;
  const auto kind = kind_named(word);
  if (!kind)
    rows.refuse("\"" + word + "\" is no kind", "Write person, organisation, vessel, aircraft or unknown");
  return *kind;
}

class OwnReader {
 public:
  explicit OwnReader(const ListFile& file) : file_(file), rows_(file.bytes, file.name) {}

  ListReading read() {
    std::vector<std::string> cells;
    if (!rows_.next(cells))
      throw base::BadInput(file_.name, "it is empty", "Write a header line and an entry a line");
    columns_ = read_header(rows_, cells);
    for (const std::string_view needed : {"id", "name"})
      if (std::ranges::none_of(columns_, [&](const auto* column) { return column->name == needed; }))
        rows_.refuse("there is no column \"" + std::string(needed) + "\"",
                     "Every entry needs an id and a name");
    while (rows_.next(cells)) read_row(cells);
    finish_list(reading_, file_.name);
    return std::move(reading_);
  }

 private:
  std::string in_column(const std::vector<std::string>& cells, std::string_view name) const {
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i]->name == name) return squeezed(cells[i]);
    return {};
  }

  void read_row(const std::vector<std::string>& cells) {
    if (cells.size() != columns_.size())
      rows_.refuse("it has " + std::to_string(cells.size()) + " cells, the header has " +
                       std::to_string(columns_.size()),
                   "Put a cell that holds a comma in quotes");
    auto id = in_column(cells, "id");
    if (id.empty()) rows_.refuse("it has no id", "Give each entry one that it keeps");
    if (const auto cause = fault_of_id(id); !cause.empty())
      rows_.refuse(cause, "Give it a shorter, plain one");
    if (!seen_.insert(id).second)
      rows_.refuse("the id \"" + id + "\" stands twice", "Give each entry its own");
    const auto name = in_column(cells, "name");
    if (name.empty()) rows_.refuse("it has no name", "Give each entry one");
    EntryMaker entry(reading_, std::move(id), require_kind(rows_, in_column(cells, "kind")));
    entry.name(name, NameQuality::primary);
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i]->take != nullptr) columns_[i]->take({entry, rows_}, squeezed(cells[i]));
    entry.finish();
  }

  const ListFile& file_;
  CsvRows rows_;
  ListReading reading_;
  std::vector<const OwnColumn*> columns_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

bool looks_like_own(std::string_view bytes) {
  const auto cells = first_row(bytes);
  return std::ranges::find(cells, "id") != cells.end() && std::ranges::find(cells, "name") != cells.end();
}

ListReading read_own(const ListFile& file) {
  return OwnReader(file).read();
}

}  // namespace entente::screening
