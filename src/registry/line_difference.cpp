// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/line_difference.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace entente::registry {

namespace {

using Lines = std::vector<std::string_view>;
using LineSpan = std::span<const std::string_view>;

Lines lines_of_text(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The furthest place in `a` on each diagonal after so many edits (Myers, An O(ND) Difference Algorithm,
/// 1986); one row for each number of edits. Nothing where that takes more than kMostLineEdits.
std::optional<std::vector<std::vector<std::int32_t>>> furthest(LineSpan a, LineSpan b) {
  const auto n = static_cast<std::int32_t>(a.size()), m = static_cast<std::int32_t>(b.size());
  std::vector<std::vector<std::int32_t>> rows;
  for (std::int32_t edits = 0; edits <= static_cast<std::int32_t>(kMostLineEdits); ++edits) {
    // Of diagonal k the place stands at k + edits.
    std::vector<std::int32_t> row(static_cast<std::size_t>(2 * edits + 1), -1);
    for (std::int32_t k = -edits; k <= edits; k += 2) {
      std::int32_t x = 0;
      if (edits > 0) {
        const auto& last = rows.back();
        const auto at = [&](std::int32_t diagonal) {
          const auto place = diagonal + edits - 1;
          return place < 0 || place >= static_cast<std::int32_t>(last.size())
                     ? -1
                     : last[static_cast<std::size_t>(place)];
        };
        x = k == -edits || (k != edits && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
      }
      auto y = x - k;
      while (x < n && y < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(y)]) ++x, ++y;
      row[static_cast<std::size_t>(k + edits)] = x;
      if (x >= n && y >= m) {
        rows.push_back(std::move(row));
        return rows;
      }
    }
    rows.push_back(std::move(row));
  }
  return std::nullopt;
}

/// The same way back, from the ends to the beginnings.
std::vector<LineChange> shortest(LineSpan a, LineSpan b, const std::vector<std::vector<std::int32_t>>& rows) {
  std::vector<LineChange> back;
  auto x = static_cast<std::int32_t>(a.size()), y = static_cast<std::int32_t>(b.size());
  for (auto edits = static_cast<std::int32_t>(rows.size()) - 1; edits >= 0; --edits) {
    const auto k = x - y;
    std::int32_t from_x = 0, from_y = 0;
    bool added = false;
    if (edits > 0) {
      const auto& last = rows[static_cast<std::size_t>(edits - 1)];
      const auto at = [&](std::int32_t diagonal) {
        const auto place = diagonal + edits - 1;
        return place < 0 || place >= static_cast<std::int32_t>(last.size())
                   ? -1
                   : last[static_cast<std::size_t>(place)];
      };
      added = k == -edits || (k != edits && at(k - 1) < at(k + 1));
      const auto diagonal = added ? k + 1 : k - 1;
      from_x = at(diagonal);
      from_y = from_x - diagonal;
    }
    const auto step_x = edits == 0 ? 0 : added ? from_x : from_x + 1;
    while (x > step_x) {
      --x, --y;
      back.push_back({LineFate::same, a[static_cast<std::size_t>(x)]});
    }
    if (edits == 0) break;
    back.push_back(added ? LineChange{LineFate::added, b[static_cast<std::size_t>(from_y)]}
                         : LineChange{LineFate::removed, a[static_cast<std::size_t>(from_x)]});
    x = from_x;
    y = from_y;
  }
  std::ranges::reverse(back);
  return back;
}

/// Between two lines that are the same, what is removed first.
void put_removed_first(std::vector<LineChange>& changes) {
  for (auto from = changes.begin(); from != changes.end();) {
    from = std::find_if(from, changes.end(), [](const auto& each) { return each.fate != LineFate::same; });
    const auto to =
        std::find_if(from, changes.end(), [](const auto& each) { return each.fate == LineFate::same; });
    std::stable_partition(from, to, [](const auto& each) { return each.fate == LineFate::removed; });
    from = to;
  }
}

}  // namespace

std::vector<LineChange> line_difference(std::string_view before, std::string_view after) {
  const auto all_a = lines_of_text(before), all_b = lines_of_text(after);
  LineSpan a(all_a), b(all_b);
  std::vector<LineChange> changes;
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    changes.push_back({LineFate::same, a.front()});
    a = a.subspan(1);
    b = b.subspan(1);
  }
  std::size_t tail = 0;
  while (tail < a.size() && tail < b.size() && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const auto rest = a.last(tail);
  a = a.first(a.size() - tail);
  b = b.first(b.size() - tail);
  if (const auto rows = furthest(a, b)) {
    const auto middle = shortest(a, b, *rows);
    changes.insert(changes.end(), middle.begin(), middle.end());
    put_removed_first(changes);
  } else {
    for (const auto line : a) changes.push_back({LineFate::removed, line});
    for (const auto line : b) changes.push_back({LineFate::added, line});
  }
  for (const auto line : rest) changes.push_back({LineFate::same, line});
  return changes;
}

}  // namespace entente::registry
