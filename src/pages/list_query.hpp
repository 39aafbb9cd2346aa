// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.hpp"
#include "search/index.hpp"

namespace entente::pages {

/// What the address of the list asks for: read from its parameters, and written back into links.
/// A link holds only what is set, in one order, so that the same list has one address.
class ListQuery {
 public:
  using Filter = std::pair<search::Facet, std::string>;
  static constexpr std::size_t kPageSize = 20;
  static constexpr std::size_t kLongestText = 500;   ///< bytes; more is cut off
  static constexpr std::size_t kLongestValue = 100;  ///< bytes; a longer filter is passed over
  static constexpr std::size_t kMostFilters = 60;    ///< further ones are passed over

  ListQuery() = default;
  /// Reads any parameters: what is unknown, empty or repeated is passed over, an odd page is the first.
  explicit ListQuery(const http::Parameters&);

  const std::string& text() const { return text_; }
  const std::vector<Filter>& filters() const { return filters_; }
  std::size_t page() const { return page_; }
  /// The facet of which all values are shown, and what their names are to hold.
  std::optional<search::Facet> unfolded() const { return unfolded_; }
  const std::string& within() const { return within_; }
  /// Each result says what it has its place from.
  bool explained() const { return explained_; }
  bool clipped() const { return clipped_; }  ///< the text was too long
  bool has(search::Facet, std::string_view value) const;
  /// The order chosen, else that of the text's presence.
  search::Order order() const;
  bool plain() const { return text_.empty() && filters_.empty(); }

  ListQuery with(search::Facet, std::string value) const;  ///< each of these begins at the first page again
  ListQuery without(search::Facet, std::string_view value) const;
  ListQuery without_text() const;
  ListQuery with_text(std::string_view) const;
  ListQuery sorted(search::Order) const;
  ListQuery on_page(std::size_t page) const;
  ListQuery unfolding(search::Facet) const;
  ListQuery explaining(bool) const;

  /// q, the facets by name, sort, all, in, why, page: those that are set.
  http::Parameters parameters() const;
  /// q, the facets, sort: what a download of all pages takes.
  http::Parameters filter_parameters() const;
  /// "?goal=6&page=2", or "" where nothing is set.
  std::string suffix() const;
  std::string filter_suffix() const;

  search::Query query() const;

 private:
  ListQuery restarted() const;

  std::string text_, within_;
  std::vector<Filter> filters_;
  std::optional<search::Order> order_;
  std::optional<search::Facet> unfolded_;
  std::size_t page_ = 1;
  bool clipped_ = false, explained_ = false;
};

/// The name of an order in an address: "relevance", "title", "newest", "updated".
std::string_view name_of(search::Order);

}  // namespace entente::pages
