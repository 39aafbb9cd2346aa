// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/boundaries.hpp"

#include <boost/json.hpp>
#include <cmath>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "pages/world.hpp"

namespace entente::pages {

namespace {

namespace json = boost::json;

constexpr int kDeepest = 8;                      ///< geometry collections in one another
constexpr std::size_t kMostPathBytes = 30'000;   ///< about 13 KB when compressed
constexpr double kFinest = 0.3, kCoarser = 1.4;  ///< units between two points; factor from try to try

/// A run of points that are drawn as one line.
using Line = std::vector<MapPoint>;

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  void read(const json::value& value, int depth = 0) {
    if (depth > kDeepest) throw fault("nests its collections too deep", "Write it as one FeatureCollection.");
    const auto* object = value.if_object();
    const auto* type = object ? object->if_contains("type") : nullptr;
    if (!type || !type->is_string())
      throw fault("has something without a type where GeoJSON wants one", "Write it as RFC 7946 says.");
    const std::string_view name = type->as_string();
    if (name == "FeatureCollection") return read_all(*object, "features", depth);
    if (name == "GeometryCollection") return read_all(*object, "geometries", depth);
    if (name == "Feature") {
      const auto* geometry = object->if_contains("geometry");
      if (geometry && !geometry->is_null()) read(*geometry, depth + 1);
      return;
    }
    const auto* coordinates = object->if_contains("coordinates");
    if (name == "LineString") return line(array(coordinates));
    if (name == "Polygon" || name == "MultiLineString") return lines(array(coordinates));
    if (name == "MultiPolygon") {
      for (const auto& polygon : array(coordinates)) lines(array(&polygon));
      return;
    }
    throw fault("has a geometry of the type '" + std::string(name.substr(0, 40)) + "'",
                "Keep polygons and lines only.");
  }

  std::vector<Line> take() { return std::move(lines_); }

 private:
  base::BadInput fault(const std::string& cause, const std::string& next) const {
    return {"map.boundaries " + file_, cause, next};
  }
  const json::array& array(const json::value* value) const {
    if (value && value->is_array()) return value->get_array();
    throw fault("has coordinates that are not lists", "Write it as RFC 7946 says.");
  }
  void read_all(const json::object& object, std::string_view member, int depth) {
    for (const auto& one : array(object.if_contains(member))) read(one, depth + 1);
  }
  void lines(const json::array& all) {
    for (const auto& one : all) line(array(&one));
  }
  void line(const json::array& positions) {
    lines_.emplace_back();
    double before = 0;
    for (const auto& position : positions) {
      const auto [latitude, longitude] = degrees(position);
      // What crosses the date line goes on at the other edge of the map.
      if (!lines_.back().empty() && std::abs(longitude - before) > 180) lines_.emplace_back();
      lines_.back().push_back(project(latitude, longitude));
      before = longitude;
    }
  }
  struct Degrees {
    double latitude, longitude;
  };
  Degrees degrees(const json::value& value) {
    const auto& position = array(&value);
    if (++positions_ > kMostPositions)
      throw fault("has more than " + std::to_string(kMostPositions) + " positions",
                  "Simplify it: a map here is a thousand pixels wide at most.");
    if (position.size() < 2 || !position[0].is_number() || !position[1].is_number())
      throw fault("has a position that is not two numbers", "Write it as RFC 7946 says.");
    const auto longitude = position[0].to_number<double>(), latitude = position[1].to_number<double>();
    if (!(std::abs(longitude) <= 180 && std::abs(latitude) <= 90))
      throw fault("has a position that is not on the earth",
                  "Give degrees of WGS 84, longitude before latitude.");
    return {latitude, longitude};
  }

  const std::string& file_;
  std::vector<Line> lines_;
  std::size_t positions_ = 0;
};

/// The lines with their points at least so far apart; what is smaller than that is left out.
std::string path_of(const std::vector<Line>& lines, double apart) {
  std::string d;
  for (const auto& line : lines) {
    std::string one;
    MapPoint kept;
    for (const auto& p : line) {
      const bool first = one.empty();
      if (!first && std::hypot(p.x - kept.x, p.y - kept.y) < apart) continue;
      if (first)
        one = "M" + tenth(p.x) + " " + tenth(p.y);
      else
        one += "L" + tenth(p.x) + " " + tenth(p.y);
      kept = p;
    }
    if (one.find('L') == one.npos) continue;
    d += one;
    // A ring ends where it began, also where that point lay too near to be kept.
    const auto &from = line.front(), &to = line.back();
    if (std::hypot(from.x - to.x, from.y - to.y) < 0.01) d += "Z";
  }
  return d;
}

}  // namespace

std::string boundary_svg(std::string_view geojson, const std::string& file) {
  const auto thing = "map.boundaries " + file;
  if (geojson.size() > kMostBoundaryBytes)
    throw base::BadInput(thing, "is larger than 4 MiB", "Simplify it: a map here is a thousand pixels wide.");
  Reader reader(file);
  reader.read(base::parse_json(geojson, thing));
  const auto lines = reader.take();
  auto apart = kFinest;
  auto d = path_of(lines, apart);
  while (d.size() > kMostPathBytes) d = path_of(lines, apart *= kCoarser);
  if (d.empty()) throw base::BadInput(thing, "has no line that a map could show", "Name another file.");
  // A grey that holds on both the light and the dark page: the file cannot know which one it lies on.
  return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + tenth(kMapWidth) + " " +
         tenth(kMapHeight) + R"("><path fill="none" stroke="#808b9c" stroke-width=".4" d=")" + d +
         "\"/></svg>";
}

}  // namespace entente::pages
