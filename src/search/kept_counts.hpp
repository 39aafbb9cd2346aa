// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "search/piece.hpp"
#include "search/section_writer.hpp"

namespace entente::search {

/// The values of the documents of a base that is being made, one row after the other.
struct Rows {
  Code codes = 0, narrow_codes = 0;  ///< codes below the latter are in the narrow rows
  std::vector<std::uint16_t> narrow;
  std::vector<Code> wide;
  std::vector<std::uint8_t> frequent;  ///< places in the following
  std::vector<Code> frequent_codes;
  std::vector<std::uint32_t> narrow_starts = {0}, wide_starts = {0},
                             frequent_starts = {0};  ///< by document, and the end

  Doc documents() const { return static_cast<Doc>(narrow_starts.size() - 1); }
  /// The next document has these, ascending.
  void add(std::span<const Code> row);
  template <class Visit>
  void each(Doc doc, const Visit& visit) const {
    for (auto i = narrow_starts[doc]; i < narrow_starts[doc + 1]; ++i) visit(Code{narrow[i]});
    for (auto i = frequent_starts[doc]; i < frequent_starts[doc + 1]; ++i) visit(frequent_codes[frequent[i]]);
    for (auto i = wide_starts[doc]; i < wide_starts[doc + 1]; ++i) visit(wide[i]);
  }
  void write(SectionWriter&) const;
};

/// Counts the values of the documents of one list after the other, and writes what it counted.
class KeptCounts {
 public:
  explicit KeptCounts(const Rows& rows) : rows_(rows), counts_(rows.codes) {}
  void add(std::span<const Posting> list);
  void write(SectionWriter&);

 private:
  const Rows& rows_;
  std::vector<std::uint32_t> counts_;  // between two lists: nothing but 0
  std::string bytes_;
  std::vector<std::uint64_t> starts_;
};

}  // namespace entente::search
