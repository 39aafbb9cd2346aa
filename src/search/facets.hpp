// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/index.hpp"
#include "search/words.hpp"

namespace entente::search {

using Filters = std::vector<std::pair<Facet, std::string>>;
using Counts = std::array<std::vector<Count>, kFacets>;

/// The facet values of the documents, one packed row each. Counting walks the rows.
class FacetColumns {
 public:
  /// The row of the next document; a value named twice counts once.
  void add(const Filters& values);
  void remove(Doc);
  /// To be called when documents have been added: puts their new values in order.
  void settle();
  /// Keeps the rows for which `alive` says so, in their order.
  void compact(const std::vector<bool>& alive);

  /// The counts over all documents.
  Counts counts() const { return listed(live_); }
  /// Keeps the hits that meet the filters. Each facet is counted over the hits that meet the others.
  Counts narrow(std::vector<Hit>& hits, const Filters&) const;

  /// Some values of one facet, made ready for being looked for in many documents.
  class Chosen {
   public:
    Chosen(const FacetColumns&, Facet, const std::vector<std::string>& values);
    bool in(Doc doc) const {
      const auto row = columns_->row(doc);
      return std::any_of(row.begin(), row.end(), [this](Code code) { return wanted_[code]; });
    }

   private:
    const FacetColumns* columns_;
    std::vector<bool> wanted_;  // by code
  };

 private:
  /// One number for each value of each facet.
  using Code = std::uint32_t;
  std::span<const Code> row(Doc doc) const {
    return std::span(codes_).subspan(starts_[doc], starts_[doc + 1] - starts_[doc]);
  }
  Code code_of(Facet, const std::string& value);
  Counts listed(const std::vector<std::uint32_t>& counts) const;

  std::array<std::unordered_map<std::string, Code>, kFacets> codes_of_;  // does not move its strings
  std::vector<const std::string*> values_;                               // by code
  std::vector<std::uint8_t> facets_;                                     // by code
  std::array<std::vector<Code>, kFacets> sorted_;                        // in the order of the values
  std::size_t settled_ = 0;                                              // codes that are in sorted_
  std::vector<std::uint32_t> live_;                                      // by code: documents that have it
  std::vector<Code> codes_;                                              // all rows, one after the other
  std::vector<std::size_t> starts_ = {0};                                // where each begins, and the end
};

}  // namespace entente::search
