// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/figures.hpp"

#include <algorithm>
#include <span>

namespace entente::search {
namespace {

/// The part of `all` that ends at `end` of the row and begins where the row before ends.
template <class T, class Rows, class End>
std::span<const T> part_of(const std::vector<T>& all, const Rows& rows, Doc doc, End end) {
  const auto begin = doc == 0 ? 0 : rows[doc - 1].*end;
  return std::span(all).subspan(begin, rows[doc].*end - begin);
}

}  // namespace

void Figures::add(const Document& document) {
  for (const auto& [currency, whole] : document.amounts) amounts_.push_back({currency_of(currency), whole});
  for (const auto& [day, light] : document.lights) turns_.push_back({day, light});
  rows_.push_back({document.start, document.changed, amounts_.size(), turns_.size()});
}

/// A register knows some hundred currencies; what a stranger makes up beyond that is one of no name.
std::uint16_t Figures::currency_of(std::string_view code) {
  constexpr std::size_t kMostCurrencies = 1'000;
  if (currencies_.empty()) currencies_.emplace_back();
  const auto at = std::ranges::find(currencies_, code);
  if (at != currencies_.end()) return static_cast<std::uint16_t>(at - currencies_.begin());
  if (currencies_.size() == kMostCurrencies) return 0;
  currencies_.emplace_back(code);
  return static_cast<std::uint16_t>(currencies_.size() - 1);
}

void Figures::compact(const std::vector<bool>& alive) {
  std::vector<Row> rows;
  std::vector<Amount> amounts;
  std::vector<Turn> turns;
  for (Doc doc = 0; doc < alive.size(); ++doc) {
    if (!alive[doc]) continue;
    for (const auto& amount : part_of(amounts_, rows_, doc, &Row::amounts)) amounts.push_back(amount);
    for (const auto& turn : part_of(turns_, rows_, doc, &Row::turns)) turns.push_back(turn);
    rows.push_back({rows_[doc].start, rows_[doc].changed, amounts.size(), turns.size()});
  }
  rows_ = std::move(rows);
  amounts_ = std::move(amounts);
  turns_ = std::move(turns);
}

bool Figures::in(const Range& range, Doc doc) const {
  const auto within = [&](std::int64_t figure) { return range.least <= figure && figure <= range.most; };
  switch (range.figure) {
    case Figure::start:
      return rows_[doc].start != 0 && within(rows_[doc].start);
    case Figure::changed:
      return rows_[doc].changed != 0 && within(rows_[doc].changed);
    case Figure::amount:
      return std::ranges::any_of(part_of(amounts_, rows_, doc, &Row::amounts), [&](const Amount& amount) {
        return within(amount.whole) &&
               (range.currency.empty() || currencies_[amount.currency] == range.currency);
      });
  }
  return false;
}

bool Figures::shows(Lights lights, Doc doc, std::int64_t today) const {
  const auto turns = part_of(turns_, rows_, doc, &Row::turns);
  const auto next = std::ranges::find_if(turns, [&](const Turn& turn) { return turn.day > today; });
  return next != turns.begin() && (lights.any >> std::prev(next)->light & 1U) != 0;
}

}  // namespace entente::search
