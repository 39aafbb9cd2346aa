// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/sums.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

namespace entente::registry {

namespace {

/// False where it is more than a Decimal holds: the most that one does is put then.
bool narrow(SumTable::Wide wide, base::Decimal& into) {
  constexpr SumTable::Wide kMost = std::numeric_limits<std::int64_t>::max();
  const auto held = std::clamp(wide, -kMost, kMost);
  into = base::Decimal::from_scaled(static_cast<std::int64_t>(held));
  return held == wide;
}

struct WideSum {
  std::array<SumTable::Wide, 3> amounts{};
  std::array<std::int64_t, 3> counts{};
};

MoneySum narrowed(const WideSum& wide, bool government, const std::string& currency) {
  MoneySum sum;
  sum.government = government;
  sum.currency = currency;
  const std::array<base::Decimal*, 3> amounts{&sum.promised, &sum.delivered, &sum.overdue};
  const std::array<std::int64_t*, 3> counts{&sum.promises, &sum.deliveries, &sum.overdue_promises};
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    sum.whole = narrow(wide.amounts.at(i), *amounts.at(i)) && sum.whole;
    *counts.at(i) = wide.counts.at(i);
  }
  return sum;
}

std::optional<std::int32_t> day_of_rate(const base::Money& money,
                                        const std::optional<base::PartialDate>& date) {
  const auto& day = money.value_date ? money.value_date : date;
  return day ? std::optional(static_cast<std::int32_t>(day->last_day())) : std::nullopt;
}

}  // namespace

bool is_public_body(std::string_view organisation_type) {
  constexpr std::array<std::string_view, 3> kPublic = {"government", "local_government", "other_public"};
  return std::ranges::find(kPublic, organisation_type) != kPublic.end();
}

std::vector<MoneyEntry> entries_of(const std::vector<Held<model::Commitment>>& commitments,
                                   const std::vector<Held<model::Delivery>>& deliveries,
                                   const std::function<bool(const base::Uuid&)>& is_government) {
  std::vector<MoneyEntry> entries;
  const auto add = [&](const model::PartyRef& giver, Measure measure, const base::Money& money,
                       const std::optional<base::PartialDate>& date, std::int32_t from = 0) {
    const auto id = giver.organisation.value_or(base::Uuid());
    entries.push_back({id, giver.organisation && is_government(id), measure, money.currency, money.amount,
                       day_of_rate(money, date), from});
  };
  std::map<std::pair<base::Uuid, std::string>, base::Decimal> kept;  // by promise and currency
  for (const auto& held : deliveries) {
    const auto& d = held.value;
    if (!d.value || !model::is_given(d.kind)) continue;
    add(d.giver, Measure::delivered, *d.value, d.date);
    if (d.commitment) add_within(kept[{*d.commitment, d.value->currency}], d.value->amount);
  }
  for (const auto& held : commitments) {
    const auto& c = held.value;
    if (!c.value) continue;
    // One day for both: what is overdue of a promise is never worth more than the promise.
    const auto& made = c.date ? c.date : c.due;
    add(c.giver, Measure::promised, *c.value, made);
    if (!c.due) continue;
    auto left = *c.value;
    const auto given = kept.find({held.id, c.value->currency});
    if (given != kept.end() && !add_within(left.amount, -given->second)) continue;
    if (left.amount > base::Decimal())
      add(c.giver, Measure::overdue, left, made, static_cast<std::int32_t>(c.due->last_day()) + 1);
  }
  return entries;
}

SumTable::Key SumTable::kept_key(const Key& key) const {
  auto kept = key;
  if (key.measure == Measure::overdue && key.from <= folded_)
    kept.from = std::numeric_limits<std::int32_t>::min();
  return kept;
}

void SumTable::fold(std::int64_t today) {
  folded_ = std::max(folded_, today - kFoldedAfter);
  for (const auto& [key, line] : std::exchange(lines_, {})) add(key, line);
}

void SumTable::add(const Key& key, const Line& line) {
  auto& sum = lines_[kept_key(key)];
  sum.amount += line.amount;
  sum.common += line.common;
  sum.count += line.count;
  sum.converted += line.converted;
}

void SumTable::take_out(const Key& key, const Line& line) {
  const auto found = lines_.find(kept_key(key));
  if (found == lines_.end()) return;
  auto& sum = found->second;
  sum.amount -= line.amount;
  sum.common -= line.common;
  sum.count -= line.count;
  sum.converted -= line.converted;
  if (sum.count == 0) lines_.erase(found);
}

MoneySums SumTable::on(std::int64_t today, const std::string& common) const {
  std::map<std::pair<bool, std::string>, WideSum> original;  // governments first
  std::map<bool, WideSum> converted;
  MoneySums sums;
  for (const auto& [key, line] : lines_) {
    if (key.measure == Measure::overdue && key.from > today) continue;
    const auto i = static_cast<std::size_t>(key.measure);
    auto& own = original[{key.others, key.currency}];
    own.amounts.at(i) += line.amount;
    own.counts.at(i) += line.count;
    if (common.empty()) continue;
    if (key.measure != Measure::overdue) sums.unconverted += line.count - line.converted;
    if (line.converted == 0) continue;
    auto& all = converted[key.others];
    all.amounts.at(i) += line.common;
    all.counts.at(i) += line.converted;
  }
  for (const auto& [key, wide] : original) sums.original.push_back(narrowed(wide, !key.first, key.second));
  for (const auto& [others, wide] : converted) sums.common.push_back(narrowed(wide, !others, common));
  return sums;
}

std::vector<GiverLine> lines_of(const std::vector<MoneyEntry>& entries, const Rates& rates) {
  std::map<std::pair<base::Uuid, SumTable::Key>, SumTable::Line> lines;
  for (const auto& entry : entries) {
    auto& line = lines[{entry.giver, {!entry.government, entry.currency, entry.measure, entry.from}}];
    line.amount += entry.amount.scaled();
    ++line.count;
    const auto common = entry.day ? rates.converted(entry.amount, entry.currency, *entry.day) : std::nullopt;
    if (!common) continue;
    line.common += common->scaled();
    ++line.converted;
  }
  std::vector<GiverLine> all;
  all.reserve(lines.size());
  for (auto& [key, line] : lines) all.push_back({key.first, key.second, line});
  return all;
}

MoneySums sums_of(const PartnershipView& view, const Rates& rates, std::int64_t today) {
  const auto entries = entries_of(view.commitments, view.deliveries, [&](const base::Uuid& giver) {
    const auto line = view.organisations.find(giver);
    return line != view.organisations.end() && is_public_body(line->second.type);
  });
  SumTable table;
  for (const auto& each : lines_of(entries, rates)) table.add(each.key, each.line);
  return table.on(today, rates.common());
}

}  // namespace entente::registry
