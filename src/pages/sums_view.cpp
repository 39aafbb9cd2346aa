// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/sums_view.hpp"

#include <utility>
#include <vector>

#include "base/date.hpp"
#include "pages/format.hpp"
#include "registry/sums.hpp"

namespace entente::pages {

namespace {

View total_row(const registry::MoneySum& sum, bool common, const base::Messages& messages) {
  const auto amount = [&](base::Decimal money, std::int64_t count) {
    return count > 0 ? View(money_label(money, sum.currency, messages)) : View(false);
  };
  View row;
  row["currency"] = text_or_nothing(sum.currency);
  row["common"] = View(common);
  row["promised"] = amount(sum.promised, sum.promises);
  row["delivered"] = amount(sum.delivered, sum.deliveries);
  row["overdue"] = amount(sum.overdue, sum.overdue_promises);
  row["not_whole"] = View(!sum.whole);
  return row;
}

}  // namespace

View sums_view(const registry::MoneySums& sums, const registry::Rates& rates,
               const base::Messages& messages) {
  View all;
  all["groups"] = list_view();
  for (const bool government : {true, false}) {
    auto rows = list_view();
    for (const auto& sum : sums.original)
      if (sum.government == government) rows.push_back(total_row(sum, false, messages));
    for (const auto& sum : sums.common)
      if (sum.government == government) rows.push_back(total_row(sum, true, messages));
    if (rows.is_empty_list()) continue;
    View group;
    group["who"] = View(messages.get(government ? "sums.governments" : "sums.others"));
    group["rows"] = std::move(rows);
    all["groups"].push_back(std::move(group));
  }
  all["some"] = View(all["groups"].is_non_empty_list());
  all["note"] = View(false);
  if (!rates.common().empty()) {
    const auto last = messages.date(base::PartialDate::from_days(rates.last_day()));
    const auto sources = messages.list(rates.sources());
    all["note"] = View(messages.get(
        "sums.rates", {{"sources", std::string_view(sources)}, {"date", std::string_view(last)}}));
  }
  all["unconverted"] = sums.unconverted > 0
                           ? View(messages.get("sums.unconverted", {{"count", sums.unconverted}}))
                           : View(false);
  return all;
}

}  // namespace entente::pages
