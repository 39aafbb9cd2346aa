// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>

#include "search/segment.hpp"

namespace entente::search {

/// The numbers of the facets' values: those of a base as it numbers them, then the new ones as they come.
class ValueTable {
 public:
  explicit ValueTable(std::shared_ptr<const Segment> base) : base_(std::move(base)) {}

  Code size() const { return base_->codes() + static_cast<Code>(added_.size()); }
  std::optional<Code> find(Facet, std::string_view value) const;
  Code code_of(Facet, std::string_view value);  ///< a new one where there is none
  std::string_view value(Code) const;
  Facet facet(Code) const;
  /// Of two of one facet, the order of their values.
  bool before(Code a, Code b) const {
    return a < base_->codes() && b < base_->codes() ? a < b : value(a) < value(b);
  }
  /// With the same numbers.
  ValueTable copy() const;
  /// Every value of a facet, those of the base first.
  template <class Visit>
  void each(Facet facet, const Visit& visit) const {
    for (auto [code, end] = base_->codes_of(facet); code < end; ++code) visit(code);
    for (const auto& [value, code] : codes_[static_cast<std::size_t>(facet)]) visit(code);
  }

 private:
  struct Added {
    std::string value;
    Facet facet;
  };
  std::shared_ptr<const Segment> base_;
  std::deque<Added> added_;  // does not move its strings
  std::array<std::map<std::string_view, Code>, kFacets> codes_;
};

}  // namespace entente::search
