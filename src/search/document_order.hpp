// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "search/segment_writer.hpp"

namespace entente::search {

/// The documents of several pieces in the order of a base: the last change first.
class DocumentOrder {
 public:
  explicit DocumentOrder(std::span<const Source>);

  struct Entry {
    base::Uuid id;
    std::int64_t updated = 0;
    std::int64_t start = 0;
    std::string title;
    Doc doc = 0;  ///< its number in the source
    std::uint32_t source = 0;
  };
  std::size_t size() const { return entries_.size(); }
  const Entry& operator[](Doc doc) const { return entries_[doc]; }
  /// With their numbers, and the piece they are in.
  template <class Visit>
  void each(const Visit& visit) const {
    Doc doc = 0;
    for (const auto& entry : entries_) visit(doc++, entry, *sources_[entry.source].piece);
  }
  /// By number in a source: the number of before, kGone for what is removed.
  std::vector<Doc> new_numbers(std::size_t source) const;
  static constexpr Doc kGone = UINT32_MAX;

 private:
  std::span<const Source> sources_;
  std::vector<Entry> entries_;
};

class SectionWriter;
/// What results are ordered by: ids, times, titles.
void write_cards(SectionWriter&, const DocumentOrder&);

}  // namespace entente::search
