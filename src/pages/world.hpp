// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// The world as maps draw it: on the Equal Earth projection (areas are true to one another), 340 units wide,
/// north up whatever way the text runs.
namespace entente::pages {

inline constexpr double kMapWidth = 340, kMapHeight = 166;

struct MapPoint {
  double x = 0, y = 0;  ///< from the upper left corner
};

/// Degrees north and east; latitude from -90 to 90, longitude from -180 to 180.
MapPoint project(double latitude, double longitude);

/// Where a country's dot stands (data/middles.json); nothing for a code that is none.
std::optional<MapPoint> middle_of(std::string_view alpha2);

/// The edge of the world, the equator and the tropics, as the d of SVG paths.
const std::string& world_edge();
const std::string& world_circles();

/// A figure of a drawing, to a tenth: "12.5", "-3".
std::string tenth(double);

}  // namespace entente::pages
