// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "search/groups.hpp"
#include "search/index.hpp"

/// Documents by chance: texts are words and runs of ideographs with one space between, so that finding is
/// finding a piece of text with the right borders.
namespace entente::search {

inline constexpr std::string_view kLatin[] = {"wa", "water",  "watershed", "air",   "airport", "soil",
                                              "so", "waters", "soils",     "soile", "airs"};
/// Two least developed countries, an island, one of no group, and what is no country.
inline constexpr std::string_view kPlaces[] = {"BT", "UG", "FJ", "KE", "XX"};
inline constexpr std::string_view kSpoken[] = {"en", "fr", "de", "und"};
inline constexpr std::string_view kHan[] = {"水", "资", "源", "气"};
/// What many texts have whole, so that bases keep runs of all lengths of it.
inline constexpr std::string_view kRow[] = {"water", "air", "so",   "soil",  "wa",  "airport",
                                            "soile", "so",  "airs", "water", "air", "soils"};
inline constexpr std::string_view kHanRow[] = {"水", "资", "源", "气", "水", "水",
                                               "源", "资", "气", "资", "源", "源"};

class World {
 public:
  explicit World(unsigned seed) : random_(seed) {}

  unsigned below(std::size_t n) { return static_cast<unsigned>(random_() % n); }
  std::string word() {
    if (below(3) > 0) return std::string(kLatin[below(std::size(kLatin))]);
    std::string run;
    for (unsigned i = 0, n = 1 + below(3); i < n; ++i) run += kHan[below(std::size(kHan))];
    return run;
  }
  std::string words(unsigned most) {
    auto out = word();
    for (unsigned i = below(most); i > 0; --i) out += " " + word();
    return out;
  }
  /// One to all of the words, or ideographs, of a row, in its order.
  std::string part_of_row() {
    const bool han = below(3) == 0;
    const auto first = below(2) == 0 ? 0 : below(std::size(kRow));
    std::string out;
    for (auto last = first + below(std::size(kRow) - first), i = first; i <= last; ++i)
      out += han ? std::string(kHanRow[i]) : (out.empty() ? "" : " ") + std::string(kRow[i]);
    return out;
  }
  std::string row() {
    std::string out;
    if (below(3) == 0)
      for (const auto one : kHanRow) out += one;
    else
      for (const auto one : kRow) out += (out.empty() ? "" : " ") + std::string(one);
    return out;
  }
  std::pair<Facet, std::string> value() {
    const auto facet = static_cast<Facet>(below(4) == 0 ? 9 : below(3));
    if (facet == Facet::country) return {facet, std::string(kPlaces[below(std::size(kPlaces))])};
    return {facet, std::to_string(below(5))};
  }
  Document document() {
    std::array<std::uint8_t, 16> bytes{};
    bytes[15] = static_cast<std::uint8_t>(below(120));
    Document d{.id = base::Uuid(bytes), .texts = {}, .facets = {}, .sort_title = words(2)};
    for (unsigned i = below(4); i > 0; --i)
      d.texts.push_back({static_cast<Zone>(below(4)), below(4) == 0 ? word() + " " + row() : words(5),
                         std::string(kSpoken[below(4)])});
    for (unsigned i = below(6); i > 0; --i) d.facets.push_back(value());
    // Some have more values than most rows, and there are more than a base has bits of.
    for (unsigned i = below(8) == 0 ? 40 : 0; i > 0; --i)
      d.facets.emplace_back(Facet::region, std::to_string(below(320)));
    d.start = below(5);
    d.changed = 1 + below(5);
    for (unsigned i = below(3); i > 0; --i) d.amounts.emplace_back(below(2) == 0 ? "USD" : "EUR", below(5));
    for (unsigned i = below(4), day = 0; i > 0; --i)
      d.lights.emplace_back(day += below(4), static_cast<std::uint8_t>(below(6)));
    d.updated = below(10);
    d.attested = static_cast<std::uint8_t>(below(kAttested.size()));
    return d;
  }

 private:
  std::mt19937 random_;
};

}  // namespace entente::search
