// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/sums.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace entente::registry {

namespace {

bool is_government(const model::PartyRef& giver, const PartnershipView& view) {
  constexpr std::array<std::string_view, 3> kPublic = {"government", "local_government", "other_public"};
  if (!giver.organisation) return false;
  const auto line = view.organisations.find(*giver.organisation);
  return line != view.organisations.end() && std::ranges::find(kPublic, line->second.type) != kPublic.end();
}

class Adder {
 public:
  explicit Adder(const Rates& rates) : rates_(rates) {}

  void add(bool government, const base::Money& money, base::Decimal MoneySum::*sum,
           std::int64_t MoneySum::*count, const std::optional<base::PartialDate>& date) {
    put(original_[{!government, money.currency}], government, money.currency, money.amount, sum, count);
    if (rates_.common().empty()) return;
    const auto& day = money.value_date ? money.value_date : date;
    const auto converted =
        day ? rates_.converted(money.amount, money.currency, day->last_day()) : std::nullopt;
    if (!converted) {
      ++unconverted_;
      return;
    }
    put(common_[!government], government, rates_.common(), *converted, sum, count);
  }

  MoneySums take() {
    MoneySums sums;
    for (auto& [key, sum] : original_) sums.original.push_back(std::move(sum));
    for (auto& [key, sum] : common_) sums.common.push_back(std::move(sum));
    sums.unconverted = unconverted_;
    return sums;
  }

 private:
  static void put(MoneySum& all, bool government, const std::string& currency, base::Decimal amount,
                  base::Decimal MoneySum::*sum, std::int64_t MoneySum::*count) {
    all.government = government;
    all.currency = currency;
    if (!add_within(all.*sum, amount)) all.whole = false;
    ++(all.*count);
  }

  const Rates& rates_;
  std::map<std::pair<bool, std::string>, MoneySum> original_;  ///< governments first
  std::map<bool, MoneySum> common_;
  std::int64_t unconverted_ = 0;
};

}  // namespace

MoneySums sums_of(const PartnershipView& view, const Rates& rates, std::int64_t today) {
  Adder sums(rates);
  std::map<std::pair<base::Uuid, std::string>, base::Decimal> kept;  // by promise and currency
  for (const auto& held : view.deliveries) {
    const auto& d = held.value;
    if (!d.value || !model::is_given(d.kind)) continue;
    sums.add(is_government(d.giver, view), *d.value, &MoneySum::delivered, &MoneySum::deliveries, d.date);
    if (d.commitment) add_within(kept[{*d.commitment, d.value->currency}], d.value->amount);
  }
  for (const auto& held : view.commitments) {
    const auto& c = held.value;
    if (!c.value) continue;
    const bool government = is_government(c.giver, view);
    sums.add(government, *c.value, &MoneySum::promised, &MoneySum::promises, c.date);
    if (!c.due || c.due->last_day() >= today) continue;
    auto left = *c.value;
    const auto given = kept.find({held.id, c.value->currency});
    if (given != kept.end() && !add_within(left.amount, -given->second)) continue;
    if (left.amount > base::Decimal())
      sums.add(government, left, &MoneySum::overdue, &MoneySum::overdue_promises, c.date ? c.date : c.due);
  }
  return sums.take();
}

}  // namespace entente::registry
