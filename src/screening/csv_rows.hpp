// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// CSV (RFC 4180), read row by row.
namespace entente::screening {

class CsvRows {
 public:
  /// Both outlive it. A byte order mark is passed over, ends of lines are LF or CRLF, and the control-Z that
  /// old files end with ends the text. Throws BadInput where the text is not UTF-8.
  CsvRows(std::string_view text, std::string_view file);

  /// The next row that is not blank; false at the end. Cells are as written, without their quotes. Throws
  /// BadInput naming the line where a quote is not closed or stands in the middle of a bare cell.
  bool next(std::vector<std::string>& cells);
  /// The line on which the row read last begins, from 1.
  std::size_t line() const { return row_line_; }
  /// Throws BadInput naming file and line of the row read last.
  [[noreturn]] void refuse(const std::string& cause, const std::string& next) const;

 private:
  bool cell(std::string& into);

  std::string_view text_, file_;
  std::size_t at_ = 0, line_ = 1, row_line_ = 1;
};

/// The cells of the first line, by which files are told apart; none where it is no row of CSV.
std::vector<std::string> first_row(std::string_view text);

}  // namespace entente::screening
