// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/csv/csv_writer.hpp"

#include <ostream>

#include "base/error.hpp"

namespace entente::exchange::csv {

namespace {

/// An optional sign, digits, perhaps a point and more digits: what a spreadsheet takes for a number.
bool is_number(std::string_view s) {
  if (s.starts_with('-') || s.starts_with('+')) s.remove_prefix(1);
  const auto point = s.find('.');
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return digits(s.substr(0, point)) && (point == std::string_view::npos || digits(s.substr(point + 1)));
}

}  // namespace

std::string cell(std::string_view text) {
  std::string out;
  // Tab and carriage return too: spreadsheets skip them and then see the sign.
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
      !is_number(text))
    out += '\'';
  out += text;
  if (out.find_first_of(",\"\r\n") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

CsvWriter::CsvWriter(std::ostream& out, const std::vector<std::string>& columns)
    : out_(out), columns_(columns.size()) {
  write(columns);
}

void CsvWriter::row(const std::vector<std::string>& cells) {
  if (cells.size() != columns_)
    throw base::Error("table",
                      "has a row of " + std::to_string(cells.size()) + " cells under " +
                          std::to_string(columns_) + " columns",
                      "Report this as a fault of the register");
  write(cells);
}

void CsvWriter::write(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    line += cell(cells[i]);
  }
  out_ << line << "\r\n";
}

}  // namespace entente::exchange::csv
