// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/travel_links.hpp"

#include <gtest/gtest.h>

#include "pages/travel_routes.hpp"

namespace entente::pages {
namespace {

constexpr std::string_view kId = "01900000-0000-7000-8000-000000000001";

std::string kept(std::string_view html) {
  return keep_moment(html, "/en/partnerships", "2025-03-01");
}

TEST(TravelLinks, WhatTravelsTravelsOn) {
  EXPECT_EQ(kept(R"(<a href="/en/partnerships">x</a>)"), R"(<a href="/en/partnerships?at=2025-03-01">x</a>)");
  EXPECT_EQ(kept(R"(<a class="b" href="/ar/partnerships?goal=6&amp;page=2" hreflang="ar">)"),
            R"(<a class="b" href="/ar/partnerships?goal=6&amp;page=2&amp;at=2025-03-01" hreflang="ar">)");
  EXPECT_EQ(kept(R"(<a href="?page=2#hits">)"), R"(<a href="?page=2&amp;at=2025-03-01#hits">)");
  EXPECT_EQ(kept("<a href=\"/en/organisations/" + std::string(kId) + "\">"),
            "<a href=\"/en/organisations/" + std::string(kId) + "?at=2025-03-01\">");
}

TEST(TravelLinks, WhatDoesNotStaysAsItIs) {
  for (const auto* html :
       {R"(<a href="/en/sign-in">)", R"(<a href="https://other.example/en/partnerships">)",
        R"(<a href="#main">)", R"(<a href="/en/partnerships.atom">)",
        R"(<a href="//other.example/en/partnerships">)", R"(<a href="/en/partnerships" data-now>)",
        R"(<a href="/en/partnerships?at=2020-01-01">)", R"(<link href="/en/partnerships">)",
        R"(<a href="/xx/partnerships">)", "a < b", "<a href=\"/en/sign",
        R"(<form method="post" action="/en/partnerships">)", R"(<form action="/en/validate">)",
        R"(<a href="/en/partnerships/new">)"})
    EXPECT_EQ(kept(html), html);
}

TEST(TravelLinks, AFormSendsTheMomentWithIt) {
  EXPECT_EQ(
      kept(R"(<form action="/en/partnerships" method="get">)"),
      R"(<form action="/en/partnerships" method="get"><input type="hidden" name="at" value="2025-03-01">)");
  EXPECT_EQ(kept(R"(<form class="x">)"),
            R"(<form class="x"><input type="hidden" name="at" value="2025-03-01">)")
      << "the page's own address";
}

TEST(TravelRoutes, AMomentIsEscapedInAnAddress) {
  EXPECT_EQ(with_moment("/en/map", "2025-03-01T12:00Z"), "/en/map?at=2025-03-01T12%3A00Z");
  EXPECT_EQ(with_moment("/en/map?goal=6#t", "2025-03-01"), "/en/map?goal=6&at=2025-03-01#t");
  EXPECT_EQ(with_moment("/en/map?at=1&goal=6", "2025-03-01"), "/en/map?at=1&goal=6");
}

}  // namespace
}  // namespace entente::pages
