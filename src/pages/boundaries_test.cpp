// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/boundaries.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace entente::pages {
namespace {

std::string polygon(const std::string& ring) {
  return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},)"
         R"("geometry":{"type":"Polygon","coordinates":[)" +
         ring + "]}}]}";
}

std::string why(const std::string& text) {
  try {
    boundary_svg(text, "world.json");
  } catch (const base::BadInput& e) {
    return e.what();
  }
  return {};
}

TEST(Boundaries, BecomeLinesOnTheMap) {
  const auto svg = boundary_svg(polygon("[[0,0],[20,0],[20,20],[0,20],[0,0]]"), "world.json");
  EXPECT_NE(svg.find("M170 83L"), std::string::npos) << svg;
  EXPECT_NE(svg.find("Z\"/>"), std::string::npos) << svg;
  EXPECT_EQ(svg.find("script"), std::string::npos);
}

TEST(Boundaries, WriteNothingOfTheFileButNumbers) {
  const auto svg = boundary_svg(R"({"type":"Feature","properties":{"name":"<script>"},"id":"\"><script>",)"
                                R"("geometry":{"type":"LineString","coordinates":[[0,0],[50,10]]}})",
                                "world.json");
  EXPECT_EQ(svg.find("script"), std::string::npos);
}

TEST(Boundaries, DoNotCrossTheMapAtTheDateLine) {
  const auto svg = boundary_svg(R"({"type":"LineString","coordinates":[[170,0],[179,5],[-179,5],[-170,0]]})",
                                "world.json");
  EXPECT_NE(svg.find('M'), svg.rfind('M')) << svg;
}

TEST(Boundaries, AreThinnedOutToWhatAPageCarries) {
  std::string ring = "[";
  for (int i = 0; i < 100'000; ++i)
    ring += (i ? ",[" : "[") + std::to_string(-170 + i % 341) + "." + std::to_string(i % 10) + "," +
            std::to_string(-80 + i % 161) + "]";
  EXPECT_LT(boundary_svg(polygon(ring + "]"), "world.json").size(), 31'000u);
}

TEST(Boundaries, RefuseWhatIsHostileAndSayWhy) {
  EXPECT_NE(why("{").find("world.json"), std::string::npos);
  EXPECT_NE(why("[]").find("without a type"), std::string::npos);
  EXPECT_NE(why(R"({"type":"Topology"})").find("Topology"), std::string::npos);
  EXPECT_NE(why(R"({"type":"FeatureCollection"})").find("not lists"), std::string::npos);
  EXPECT_NE(why(polygon(R"([["a",1]])")).find("two numbers"), std::string::npos);
  EXPECT_NE(why(polygon("[[1]]")).find("two numbers"), std::string::npos);
  EXPECT_NE(why(polygon("[[500000,4000000],[1,1]]")).find("not on the earth"), std::string::npos);
  EXPECT_NE(why(polygon("[[1e400,0],[1,1]]")), "");
  EXPECT_NE(why(polygon("")).find("no line"), std::string::npos);
  EXPECT_NE(why(std::string(kMostBoundaryBytes + 1, ' ')).find("larger"), std::string::npos);
  std::string deep = R"({"type":"LineString","coordinates":[[0,0],[9,9]]})";
  for (int i = 0; i < 20; ++i) deep = R"({"type":"GeometryCollection","geometries":[)" + deep + "]}";
  EXPECT_NE(why(deep).find("too deep"), std::string::npos);
  EXPECT_NE(why(std::string(100'000, '[')), "");
  std::string many = "[";
  for (std::size_t i = 0; i <= kMostPositions; ++i) many += i ? ",[1,1]" : "[1,1]";
  EXPECT_NE(why(polygon(many + "]")).find("positions"), std::string::npos);
}

}  // namespace
}  // namespace entente::pages
