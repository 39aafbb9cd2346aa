// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace entente::registry {

enum class LineFate : std::uint8_t { same, removed, added };

struct LineChange {
  LineFate fate = LineFate::same;
  std::string_view text;  ///< of the text that was handed in
  bool operator==(const LineChange&) const = default;
};

/// Beyond so many lines removed and added the shortest way from one to the other is not looked for.
inline constexpr std::size_t kMostLineEdits = 1'000;

/// How one text becomes the other, line by line, with as few lines removed and added as there are ways to: in
/// the order of the texts, what is removed before what is added in its place. Where more than kMostLineEdits
/// differ, all lines between the first and the last that do. A line ends with "\n" or "\r\n".
std::vector<LineChange> line_difference(std::string_view before, std::string_view after);

}  // namespace entente::registry
