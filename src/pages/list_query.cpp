// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/list_query.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kLastPage = 1'000'000;

/// A page number of plain digits; 1 for anything else.
std::size_t read_page(std::string_view value) {
  std::size_t page = 0;
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), page);
  if (fault == std::errc::result_out_of_range) return kLastPage;
  if (fault != std::errc{} || end != value.data() + value.size()) return 1;
  return std::clamp<std::size_t>(page, 1, kLastPage);
}

std::string with_mark(const http::Parameters& parameters) {
  return parameters.empty() ? std::string{} : "?" + http::write_query(parameters);
}

}  // namespace

ListQuery::ListQuery(const http::Parameters& parameters) {
  std::set<std::string, std::less<>> seen;  // of what may come once, the first counts
  for (const auto& [name, value] : parameters) {
    const auto clean = base::trimmed(value);
    if (clean.empty()) continue;
    if (const auto facet = search::facet_named(name)) {
      if (clean.size() <= kLongestValue && filters_.size() < kMostFilters && !has(*facet, clean))
        filters_.emplace_back(*facet, clean);
    } else if (!seen.insert(name).second) {
      continue;
    } else if (name == "q") {
      text_ = base::clip_utf8(clean, kLongestText);
      clipped_ = text_.size() < clean.size();
    } else if (name == "sort") {
      order_ = search::order_named(clean);
    } else if (name == "all") {
      unfolded_ = search::facet_named(clean);
    } else if (name == "in") {
      within_ = base::clip_utf8(clean, kLongestValue);
    } else if (name == "why") {
      explained_ = clean == "1";
    } else if (name == "page") {
      page_ = read_page(clean);
    }
  }
  std::ranges::sort(filters_);
}

bool ListQuery::has(search::Facet facet, std::string_view value) const {
  return std::ranges::any_of(filters_,
                             [&](const Filter& f) { return f.first == facet && f.second == value; });
}

search::Order ListQuery::order() const {
  const auto natural = text_.empty() ? search::Order::updated : search::Order::relevance;
  return order_ && (*order_ != search::Order::relevance || !text_.empty()) ? *order_ : natural;
}

ListQuery ListQuery::restarted() const {
  auto copy = *this;
  copy.page_ = 1;
  return copy;
}

ListQuery ListQuery::with(search::Facet facet, std::string value) const {
  auto copy = restarted();
  if (!has(facet, value)) copy.filters_.emplace_back(facet, std::move(value));
  std::ranges::sort(copy.filters_);
  return copy;
}

ListQuery ListQuery::without(search::Facet facet, std::string_view value) const {
  auto copy = restarted();
  std::erase_if(copy.filters_, [&](const Filter& f) { return f.first == facet && f.second == value; });
  return copy;
}

ListQuery ListQuery::without_text() const {
  auto copy = restarted();
  copy.text_.clear();
  return copy;
}

ListQuery ListQuery::with_text(std::string_view text) const {
  auto copy = restarted();
  copy.text_ = base::clip_utf8(text, kLongestText);
  return copy;
}

ListQuery ListQuery::sorted(search::Order order) const {
  auto copy = restarted();
  copy.order_ = order;
  return copy;
}

ListQuery ListQuery::on_page(std::size_t page) const {
  auto copy = *this;
  copy.page_ = page;
  return copy;
}

ListQuery ListQuery::unfolding(search::Facet facet) const {
  auto copy = *this;
  copy.unfolded_ = facet;
  copy.within_.clear();
  return copy;
}

ListQuery ListQuery::explaining(bool yes) const {
  auto copy = *this;
  copy.explained_ = yes;
  return copy;
}

http::Parameters ListQuery::filter_parameters() const {
  http::Parameters all;
  if (!text_.empty()) all.emplace_back("q", text_);
  for (const auto& [facet, value] : filters_) all.emplace_back(search::name_of(facet), value);
  const auto natural = text_.empty() ? search::Order::updated : search::Order::relevance;
  if (order() != natural) all.emplace_back("sort", name_of(order()));
  return all;
}

http::Parameters ListQuery::parameters() const {
  auto all = filter_parameters();
  if (unfolded_) all.emplace_back("all", search::name_of(*unfolded_));
  if (unfolded_ && !within_.empty()) all.emplace_back("in", within_);
  if (explained_) all.emplace_back("why", "1");
  if (page_ > 1) all.emplace_back("page", std::to_string(page_));
  return all;
}

std::string ListQuery::suffix() const {
  return with_mark(parameters());
}
std::string ListQuery::filter_suffix() const {
  return with_mark(filter_parameters());
}

search::Query ListQuery::query() const {
  search::Query query;
  query.text = text_;
  query.filters = filters_;
  query.order = order();
  query.explain = explained_;
  query.offset = (page_ - 1) * kPageSize;
  query.limit = kPageSize;
  return query;
}

std::string_view name_of(search::Order order) {
  switch (order) {
    case search::Order::relevance:
      return "relevance";
    case search::Order::title:
      return "title";
    case search::Order::newest:
      return "newest";
    case search::Order::updated:
      return "updated";
  }
  return "relevance";
}

}  // namespace entente::pages
