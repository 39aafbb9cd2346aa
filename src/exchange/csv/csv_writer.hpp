// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace entente::exchange::csv {

/// Writes a table as RFC 4180 asks: UTF-8, a header line, CRLF, quotes where a cell needs them. A cell that a
/// spreadsheet would run as a formula gets a leading apostrophe; a plain number does not.
class CsvWriter {
 public:
  /// Writes the header at once.
  CsvWriter(std::ostream& out, const std::vector<std::string>& columns);
  /// One row. Throws base::Error where it has not as many cells as the header: a shifted table is worse
  /// than none.
  void row(const std::vector<std::string>& cells);

 private:
  void write(const std::vector<std::string>& cells);

  std::ostream& out_;
  std::size_t columns_;
};

/// One cell as it stands in the file.
std::string cell(std::string_view text);

}  // namespace entente::exchange::csv
