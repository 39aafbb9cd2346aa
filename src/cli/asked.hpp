// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "screening/listed.hpp"

/// Who a screening asks about, by the words of a person or the rows of a file.
namespace entente::cli {

struct Asked {
  std::string id;        ///< what whoever asks calls it; may be empty
  std::size_t line = 0;  ///< of the file; 0 for what stands in the command line
  screening::Party party;
  std::string fault;  ///< why the row could not be read, with file and line; empty where it could
};

/// What is said of a party beside its name, as written. Several values of one are divided by ";".
struct AskedFields {
  std::string aliases, kind, born, gender, countries, documents;
};

/// Throws base::BadInput naming the field that cannot be read.
screening::Party asked_party(std::string_view name, const AskedFields&);

/// Reads a file row by row: CSV whose first line names its columns, "name" among them, or one name a line.
class AskedReader {
 public:
  /// Both outlive it. Throws base::BadInput for a column that is not known.
  AskedReader(std::istream& in, std::string_view file);

  /// The next one, or the fault of its row; false at the end. Throws base::BadInput where the file cannot be
  /// read any further.
  bool next(Asked& asked);

 private:
  bool read_line(std::string& text);
  bool read_row(std::string& text);
  void read_cells(std::string_view row, Asked& asked) const;

  std::istream& in_;
  std::string_view file_;
  std::vector<std::string> columns_;  ///< empty: each line is a name
  std::string waiting_;               ///< the first line, where it is a name
  std::size_t line_ = 0, row_line_ = 0;
};

}  // namespace entente::cli
