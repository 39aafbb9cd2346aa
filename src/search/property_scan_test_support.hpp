// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "search/groups.hpp"
#include "search/property_world_test_support.hpp"
#include "search/stems.hpp"

/// What queries by chance find, told by a scan of the documents that knows nothing of words.
namespace entente::search {

inline bool is_latin(char c) {
  return c >= 'a' && c <= 'z';
}

struct AskedWords {
  std::string piece;
  bool excluded = false, phrase = false, prefix = false;

  std::string written() const {
    const auto inside = piece + (prefix ? "*" : "");
    return (excluded ? "-" : "") + (phrase ? "\"" + inside + "\"" : inside);
  }
  bool in(const Document& d) const {
    // Letters need a border; a run of ideographs is found inside longer ones.
    const auto wanted =
        (is_latin(piece.front()) ? " " : "") + piece + (is_latin(piece.back()) && !prefix ? " " : "");
    return std::ranges::any_of(
        d.texts, [&](const auto& text) { return (" " + text.text + " ").find(wanted) != std::string::npos; });
  }
};

/// A piece of a query as it is written, and what it means.
struct Part {
  std::string text;
  std::function<bool(const Document&)> in;
};

/// The light it shows on a day; "" for none.
inline std::string light_of(const Document& d, std::int64_t day) {
  std::string light;
  for (const auto& [from, shown] : d.lights)
    if (from <= day) light = kLights[shown];
  return light;
}

inline bool is_in_group(const Document& d, std::string_view group, std::int64_t day) {
  const auto countries = model::countries_in_group(group, day);
  return std::ranges::any_of(d.facets, [&](const auto& value) {
    return value.first == Facet::country && std::ranges::binary_search(countries, value.second);
  });
}

using Documents = std::map<base::Uuid, Document>;

/// A word and those of its stem: in the languages in which it stands somewhere, or in all if it stands
/// nowhere.
inline std::vector<AskedWords> forms_of(const AskedWords& asked, const Documents& documents) {
  std::map<std::string, std::set<std::string>> languages;
  for (const auto& [id, d] : documents)
    for (const auto& passage : d.texts) {
      std::istringstream words(passage.text);
      for (std::string word; words >> word;) languages[word].insert(passage.language);
    }
  std::vector<AskedWords> forms = {asked};
  for (const std::string language : {"en", "fr"}) {
    if (languages.contains(asked.piece) && !languages[asked.piece].contains(language)) continue;
    const auto tongue = tongue_of(language).value();
    for (const auto& [word, in] : languages)
      if (in.contains(language) && is_latin(word.front()) &&
          stem_of(tongue, word) == stem_of(tongue, asked.piece))
        forms.push_back({.piece = word});
  }
  return forms;
}

inline Part some_words(World& world, const Documents& documents) {
  AskedWords a{.piece = world.word(), .excluded = world.below(4) == 0, .phrase = world.below(3) == 0};
  if (a.phrase) a.piece = world.below(2) == 0 ? world.part_of_row() : world.words(3);
  a.prefix = is_latin(a.piece.back()) && world.below(3) == 0;
  const bool bent = !a.phrase && !a.prefix && is_latin(a.piece.front());
  const auto forms = bent ? forms_of(a, documents) : std::vector{a};
  return {a.written(), [=](const Document& d) {
            return a.excluded !=
                   std::ranges::any_of(forms, [&](const AskedWords& form) { return form.in(d); });
          }};
}

inline Part some_field(World& world, std::int64_t today) {
  const auto n = 1 + world.below(4);
  const auto number = std::to_string(n);
  const auto day = "1970-01-0" + std::to_string(n + 1);  // the n-th after the first
  const auto has = [](Facet facet, std::string value) {
    return [filter = std::pair(facet, std::move(value))](const Document& d) {
      return std::ranges::find(d.facets, filter) != d.facets.end();
    };
  };
  switch (world.below(8)) {
    case 0:
      return {"goal:" + number, has(Facet::goal, number)};
    case 1:
      return {"-goal:" + number + ",1",
              [=](const Document& d) { return !has(Facet::goal, number)(d) && !has(Facet::goal, "1")(d); }};
    case 2:
      return {"party:" + number, has(Facet::party, number)};
    case 3:
      return {"from:" + day, [=](const Document& d) { return d.start != 0 && d.start >= n; }};
    case 4:
      return {"to:" + day, [=](const Document& d) { return d.start != 0 && d.start <= n; }};
    case 5:
      return {"updated:>" + day, [=](const Document& d) { return d.changed > n; }};
    case 6:
      return {"amount:<" + number + "EUR", [=](const Document& d) {
                return std::ranges::any_of(d.amounts,
                                           [=](const auto& a) { return a.first == "EUR" && a.second < n; });
              }};
    default:
      return {"fresh:red", [=](const Document& d) {
                int light = -1;
                for (const auto& [from, shown] : d.lights)
                  if (from <= today) light = shown;
                return light == 2 || light == 3;
              }};
  }
}

inline Part some_part(World& world, const Documents& documents, std::int64_t today, unsigned depth) {
  const auto kind = world.below(depth == 0 ? 6 : 10);
  if (kind < 4) return some_words(world, documents);
  if (kind < 6) return some_field(world, today);
  const bool excluded = world.below(4) == 0, either = world.below(2) == 0;
  std::vector<Part> parts;
  std::string text;
  for (unsigned i = 1 + world.below(3); i > 0; --i) {
    parts.push_back(some_part(world, documents, today, depth - 1));
    text += (text.empty() ? "" : either ? " OR " : " ") + parts.back().text;
  }
  return {(excluded ? "-(" : "(") + text + ")", [=](const Document& d) {
            const auto holds = [&](const Part& part) { return part.in(d); };
            return excluded !=
                   (either ? std::ranges::any_of(parts, holds) : std::ranges::all_of(parts, holds));
          }};
}

struct Naive {
  Documents documents;

  static bool meets(const Document& d, const Query& query, std::optional<Facet> open) {
    for (const auto& [facet, value] : query.filters) {
      if (facet == open) continue;
      const bool any = std::ranges::any_of(query.filters, [&, f = facet](const auto& filter) {
        if (f == Facet::fresh && filter.first == f) return filter.second == light_of(d, query.today);
        if (f == Facet::group && filter.first == f) return is_in_group(d, filter.second, query.today);
        return filter.first == f && std::ranges::find(d.facets, filter) != d.facets.end();
      });
      if (!any) return false;
    }
    return true;
  }

  void check(const Answer& answer, const std::vector<Part>& asked, const Query& query) const {
    std::set<base::Uuid> results;
    for (const auto& [id, d] : documents)
      if (std::ranges::all_of(asked, [&](const Part& part) { return part.in(d); }) &&
          meets(d, query, std::nullopt))
        results.insert(id);
    EXPECT_EQ(answer.total, results.size());
    EXPECT_EQ(std::set(answer.results.begin(), answer.results.end()), results);
    EXPECT_EQ(answer.results.size(), results.size()) << "each once";
    count(answer, asked, query);
  }

  void count(const Answer& answer, const std::vector<Part>& asked, const Query& query) const {
    std::array<std::map<std::string, std::uint32_t>, kFacets> counts;
    for (const auto& [id, d] : documents) {
      if (!std::ranges::all_of(asked, [&](const Part& part) { return part.in(d); })) continue;
      for (const auto& [facet, value] : std::set(d.facets.begin(), d.facets.end()))
        if (meets(d, query, facet)) ++counts[static_cast<std::size_t>(facet)][value];
      if (const auto light = light_of(d, query.today);
          query.of_day && !light.empty() && meets(d, query, Facet::fresh))
        ++counts[static_cast<std::size_t>(Facet::fresh)][light];
      for (const auto group : kGroups)
        if (query.of_day && is_in_group(d, group, query.today) && meets(d, query, Facet::group))
          ++counts[static_cast<std::size_t>(Facet::group)][std::string(group)];
    }
    for (std::size_t f = 0; f < kFacets; ++f) {
      std::map<std::string, std::uint32_t> told;
      for (const auto& [value, count] : answer.facets[f]) told.emplace(value, count);
      EXPECT_EQ(told, counts[f]) << kFacetNames[f];
      EXPECT_TRUE(std::ranges::is_sorted(answer.facets[f], std::greater{}, &Count::count));
    }
  }
};

}  // namespace entente::search
