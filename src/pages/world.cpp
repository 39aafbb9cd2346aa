// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/world.hpp"

#include <boost/json.hpp>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>

#include "base/json.hpp"
#include "embedded/data.hpp"

namespace entente::pages {

namespace {

constexpr double kRadians = std::numbers::pi / 180;

std::map<std::string, MapPoint, std::less<>> read_middles() {
  constexpr std::string_view kFile = "data/middles.json";
  const auto parsed = base::parse_json(embedded::data(kFile), kFile);
  std::map<std::string, MapPoint, std::less<>> all;
  for (const auto& [code, degrees] : parsed.at("middles").as_object())
    all.emplace(code, project(degrees.at(0).to_number<double>(), degrees.at(1).to_number<double>()));
  return all;
}

std::string parallel(double latitude) {
  const auto west = project(latitude, -180), east = project(latitude, 180);
  return "M" + tenth(west.x) + " " + tenth(west.y) + "H" + tenth(east.x);
}

}  // namespace

MapPoint project(double latitude, double longitude) {
  // Šavrič, Patterson and Jenny, "The Equal Earth map projection" (2018).
  constexpr double kA1 = 1.340264, kA2 = -0.081106, kA3 = 0.000893, kA4 = 0.003796;
  const double root3 = std::numbers::sqrt3;
  const double t = std::asin(root3 / 2 * std::sin(latitude * kRadians)), t2 = t * t, t6 = t2 * t2 * t2;
  const double x = 2 * root3 * longitude * kRadians * std::cos(t) /
                   (3 * (kA1 + 3 * kA2 * t2 + t6 * (7 * kA3 + 9 * kA4 * t2)));
  const double y = t * (kA1 + kA2 * t2 + t6 * (kA3 + kA4 * t2));
  const double scale = (kMapWidth - 1) / 2 / (2 * root3 * std::numbers::pi / (3 * kA1));
  return {kMapWidth / 2 + x * scale, kMapHeight / 2 - y * scale};
}

std::optional<MapPoint> middle_of(std::string_view alpha2) {
  static const auto all = read_middles();
  const auto found = all.find(alpha2);
  return found == all.end() ? std::nullopt : std::optional(found->second);
}

const std::string& world_edge() {
  static const std::string edge = [] {
    constexpr int kStep = 6;
    std::string d;
    const auto add = [&d](const MapPoint& p) {
      d += (d.empty() ? "M" : "L") + tenth(p.x) + " " + tenth(p.y);
    };
    for (int latitude = 90; latitude >= -90; latitude -= kStep) add(project(latitude, 180));
    for (int latitude = -90; latitude <= 90; latitude += kStep) add(project(latitude, -180));
    return d + "Z";
  }();
  return edge;
}

const std::string& world_circles() {
  constexpr double kTropic = 23.4;
  static const std::string circles = parallel(kTropic) + parallel(0) + parallel(-kTropic);
  return circles;
}

std::string tenth(double value) {
  const auto tenths = static_cast<std::int64_t>(std::lround(value * 10));
  std::string out = tenths < 0 ? "-" : "";
  out += std::to_string(std::abs(tenths) / 10);
  if (tenths % 10 != 0) out += "." + std::to_string(std::abs(tenths) % 10);
  return out;
}

}  // namespace entente::pages
