// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/asked.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <istream>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "screening/country_names.hpp"
#include "screening/csv_rows.hpp"

namespace entente::cli {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kRowBytes = 1U << 20U;

constexpr std::array<std::string_view, 8> kColumns{"id",   "name",   "aliases", "kind",
                                                   "born", "gender", "country", "document"};

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    if (const auto part = base::trimmed(text.substr(0, end)); !part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

[[noreturn]] void refuse(std::string_view field, std::string_view value, const char* cause,
                         const char* next) {
  throw base::BadInput(std::string(field) + " '" + std::string(base::clip_utf8(value, 60)) + "'", cause,
                       next);
}

screening::Gender gender_of(std::string_view text) {
  if (text.empty()) return screening::Gender::unknown;
  if (text == "female") return screening::Gender::female;
  if (text == "male") return screening::Gender::male;
  refuse("gender", text, "is not known", "Write female or male, or nothing.");
}

/// "type:number", or the number alone.
screening::Document document_of(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == text.npos) return {{}, text, {}};
  return {std::string(base::trimmed(std::string_view(text).substr(0, colon))),
          std::string(base::trimmed(std::string_view(text).substr(colon + 1))),
          {}};
}

}  // namespace

screening::Party asked_party(std::string_view name, const AskedFields& fields) {
  screening::Party party;
  const auto add = [&](std::string_view text, screening::NameQuality quality) {
    party.names.push_back({std::string(text), quality, false});
  };
  if (!base::is_utf8(name)) throw base::BadInput("the name", "is not UTF-8", "Convert the file to UTF-8.");
  if (base::trimmed(name).empty())
    throw base::BadInput("the name", "is empty", "Leave the row out, or give its name.");
  add(base::trimmed(name), screening::NameQuality::primary);
  for (const auto& alias : parts_of(fields.aliases)) add(alias, screening::NameQuality::good);
  if (!fields.kind.empty()) {
    const auto kind = screening::kind_named(fields.kind);
    if (!kind)
      refuse("kind", fields.kind, "is not known", "Write person, organisation, vessel, aircraft or unknown.");
    party.kind = *kind;
  }
  for (const auto& text : parts_of(fields.born)) {
    const auto day = base::PartialDate::parse(text);
    if (!day) refuse("born", text, "is no date", "Write it as 1970-05-31, 1970-05 or 1970.");
    party.born.push_back({*day, *day, false});
  }
  party.gender = gender_of(fields.gender);
  for (const auto& text : parts_of(fields.countries)) {
    auto code = screening::country_code(text);
    if (code.empty()) refuse("country", text, "is not known", "Write its code (KE) or its name.");
    party.countries.push_back(std::move(code));
  }
  for (const auto& text : parts_of(fields.documents)) party.documents.push_back(document_of(text));
  return party;
}

AskedReader::AskedReader(std::istream& in, std::string_view file) : in_(in), file_(file) {
  std::string first;
  if (!read_row(first)) return;
  if (first.starts_with(kByteOrderMark)) first.erase(0, kByteOrderMark.size());
  std::vector<std::string> cells;
  try {
    screening::CsvRows(first, file_).next(cells);
  } catch (const base::BadInput&) {
    cells.clear();  // a name with a quote in it
  }
  for (auto& cell : cells) cell = base::trimmed(cell);
  if (std::ranges::find(cells, "name") == cells.end()) {
    waiting_ = std::move(first);
    return;
  }
  for (const auto& cell : cells)
    if (std::ranges::find(kColumns, cell) == kColumns.end() || std::ranges::count(cells, cell) > 1)
      throw base::BadInput(std::string(file_) + ", column '" + std::string(base::clip_utf8(cell, 40)) + "'",
                           std::ranges::count(cells, cell) > 1 ? "stands twice" : "is not known",
                           "The columns are id, name, aliases, kind, born, gender, country and document.");
  columns_ = std::move(cells);
}

/// A line without its end, cut where it is too long for a row.
bool AskedReader::read_line(std::string& text) {
  constexpr auto kEnd = std::char_traits<char>::eof();
  text.clear();
  auto* const bytes = in_.rdbuf();
  auto c = bytes->sbumpc();
  if (c == kEnd) return false;
  ++line_;
  for (; c != kEnd && c != '\n'; c = bytes->sbumpc())
    if (text.size() <= kRowBytes) text += static_cast<char>(c);
  return true;
}

/// Lines up to the end of one row: a cell in quotes may hold ends of lines. Blank ones are passed over.
bool AskedReader::read_row(std::string& text) {
  text.clear();
  std::ptrdiff_t quotes = 0;
  for (std::string line; text.size() <= kRowBytes && read_line(line);) {
    if (text.empty()) row_line_ = line_;
    text += line;
    quotes += std::ranges::count(line, '"');
    if (!columns_.empty() && quotes % 2 == 1) {
      text += '\n';
      continue;
    }
    if (!base::trimmed(text).empty()) return true;
    text.clear();
  }
  return !text.empty();
}

void AskedReader::read_cells(std::string_view row, Asked& asked) const {
  std::vector<std::string> cells;
  screening::CsvRows rows(row, "the row");
  try {
    rows.next(cells);
  } catch (const base::BadInput&) {  // which would count lines from the row's own first
    throw base::BadInput("the row", "has a quotation mark that is never closed, or text behind a closed cell",
                         "Put the whole cell in quotation marks, and write each inside it twice.");
  }
  if (cells.size() > columns_.size())
    throw base::BadInput("the row", "has more cells than there are columns",
                         "Put a cell that holds a comma in quotes.");
  AskedFields fields;
  std::string name;
  const std::array<std::string*, kColumns.size()> values{
      &asked.id,    &name,          &fields.aliases,   &fields.kind,
      &fields.born, &fields.gender, &fields.countries, &fields.documents};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto column = std::ranges::find(kColumns, columns_[i]) - kColumns.begin();
    *values.at(static_cast<std::size_t>(column)) = base::trimmed(cells[i]);
  }
  asked.party = asked_party(name, fields);
}

bool AskedReader::next(Asked& asked) {
  std::string text = std::exchange(waiting_, {});
  if (text.empty() && !read_row(text)) return false;
  asked = {};
  asked.line = row_line_;
  try {
    if (text.size() > kRowBytes)
      throw base::BadInput("the row", "is longer than 1 MB", "Is a quotation mark missing?");
    if (columns_.empty())
      asked.party = asked_party(text, {});
    else
      read_cells(text, asked);
  } catch (const base::BadInput& fault) {
    asked.fault = std::string(file_) + ":" + std::to_string(asked.line) + ": " + fault.what();
  }
  return true;
}

}  // namespace entente::cli
