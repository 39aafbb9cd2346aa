// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/messages.hpp"
#include "base/money.hpp"
#include "model/values.hpp"
#include "pages/page.hpp"

namespace entente::pages {

struct ChartPoint {
  std::int64_t day = 0;  ///< since 1970-01-01
  base::Decimal value;
};
/// Undivided numbers of an indicator over time: a slice (women, one district) is not the whole and is not
/// drawn.
struct ChartData {
  std::vector<ChartPoint> actuals;  ///< the baseline first
  std::vector<ChartPoint> targets;  ///< the path begins at the baseline
};
/// Nothing where there is no line to draw: words, no dates, or fewer than two days.
std::optional<ChartData> chart_data(const model::Indicator&);

/// {label, rules: [{y, above, text}], first, last, from, to, target, actual, points: [{x, y}]} for
/// {{>indicator_chart}}; false where there is nothing to draw. Time runs with the reading.
View chart_view(const model::Indicator&, const base::Messages&);

}  // namespace entente::pages
