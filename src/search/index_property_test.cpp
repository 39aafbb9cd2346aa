// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "search/groups.hpp"
#include "search/index.hpp"
#include "search/stems.hpp"

/// The index against a scan that knows nothing of words: texts here are words and runs of ideographs with one
/// space between, so that finding is finding a piece of text with the right borders.
namespace entente::search {
namespace {

constexpr std::string_view kLatin[] = {"wa", "water",  "watershed", "air",   "airport", "soil",
                                       "so", "waters", "soils",     "soile", "airs"};
/// Two least developed countries, an island, one of no group, and what is no country.
constexpr std::string_view kPlaces[] = {"BT", "UG", "FJ", "KE", "XX"};
constexpr std::string_view kSpoken[] = {"en", "fr", "de", "und"};
constexpr std::string_view kHan[] = {"水", "资", "源", "气"};
/// What many texts have whole, so that bases keep runs of all lengths of it.
constexpr std::string_view kRow[] = {"water", "air", "so",   "soil",  "wa",  "airport",
                                     "soile", "so",  "airs", "water", "air", "soils"};
constexpr std::string_view kHanRow[] = {"水", "资", "源", "气", "水", "水",
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

bool is_latin(char c) {
  return c >= 'a' && c <= 'z';
}

struct Asked {
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
std::string light_of(const Document& d, std::int64_t day) {
  std::string light;
  for (const auto& [from, shown] : d.lights)
    if (from <= day) light = kLights[shown];
  return light;
}

bool is_in_group(const Document& d, std::string_view group, std::int64_t day) {
  const auto at = static_cast<std::size_t>(std::ranges::find(kGroups, group) - kGroups.begin());
  const auto countries = countries_in(at, day);
  return std::ranges::any_of(d.facets, [&](const auto& value) {
    return value.first == Facet::country && std::ranges::binary_search(countries, value.second);
  });
}

using Documents = std::map<base::Uuid, Document>;

/// A word and those of its stem: in the languages in which it stands somewhere, or in all if it stands
/// nowhere.
std::vector<Asked> forms_of(const Asked& asked, const Documents& documents) {
  std::map<std::string, std::set<std::string>> languages;
  for (const auto& [id, d] : documents)
    for (const auto& passage : d.texts) {
      std::istringstream words(passage.text);
      for (std::string word; words >> word;) languages[word].insert(passage.language);
    }
  std::vector<Asked> forms = {asked};
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

Part some_words(World& world, const Documents& documents) {
  Asked a{.piece = world.word(), .excluded = world.below(4) == 0, .phrase = world.below(3) == 0};
  if (a.phrase) a.piece = world.below(2) == 0 ? world.part_of_row() : world.words(3);
  a.prefix = is_latin(a.piece.back()) && world.below(3) == 0;
  const bool bent = !a.phrase && !a.prefix && is_latin(a.piece.front());
  const auto forms = bent ? forms_of(a, documents) : std::vector{a};
  return {a.written(), [=](const Document& d) {
            return a.excluded != std::ranges::any_of(forms, [&](const Asked& form) { return form.in(d); });
          }};
}

Part some_field(World& world, std::int64_t today) {
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

Part some_part(World& world, const Documents& documents, std::int64_t today, unsigned depth) {
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

void compare(World& world, const Index& index, const Naive& naive, const Index& fresh) {
  Query query{.text = {},
              .filters = {},
              .order = static_cast<Order>(world.below(4)),
              .offset = 0,
              .limit = 1000,
              .today = world.below(2) == 0 ? 5 : world.below(10),
              .of_day = world.below(2) == 0};
  std::vector<Part> asked;
  for (unsigned i = world.below(4); i > 0; --i) {
    asked.push_back(some_part(world, naive.documents, query.today, 2));
    query.text += asked.back().text + " ";
  }
  for (unsigned i = world.below(4); i > 0; --i) query.filters.push_back(world.value());
  for (unsigned i = world.below(3); i > 0; --i)
    query.filters.emplace_back(Facet::fresh, kLights[world.below(kLights.size())]);
  if (world.below(3) == 0) query.filters.emplace_back(Facet::group, kGroups[world.below(kGroups.size())]);
  SCOPED_TRACE(query.text);
  const auto answer = index.search(query);
  EXPECT_TRUE(answer.complaints.empty());
  naive.check(answer, asked, query);
  EXPECT_EQ(answer.results, fresh.search(query).results) << "the order must not depend on history";

  auto second = query;
  second.offset = 3;
  second.limit = 5;
  const auto from = std::min<std::size_t>(3, answer.results.size());
  const auto to = std::min<std::size_t>(8, answer.results.size());
  const auto page = index.search(second);
  EXPECT_EQ(page.results, std::vector(answer.results.begin() + static_cast<std::ptrdiff_t>(from),
                                      answer.results.begin() + static_cast<std::ptrdiff_t>(to)));
  EXPECT_EQ(page.total, answer.total);
  naive.count(page, asked, query);
}

std::vector<std::string> parties_named(std::string_view name) {
  return {std::string(name)};
}

/// Worlds that are looked at. The sanitizers, under which each takes seven times as long, see fewer.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr unsigned kWorlds = 6;
#else
constexpr unsigned kWorlds = 20;
#endif
#else
constexpr unsigned kWorlds = 20;
#endif

/// `options` by seed: how the index is cut into pieces must not show.
void equals_a_scan(const std::function<IndexOptions(unsigned seed)>& options) {
  for (unsigned seed = 1; seed <= kWorlds; ++seed) {
    World world(seed);
    Index index(parties_named, options(seed));
    Naive naive;
    for (int round = 0; round < 8; ++round) {
      std::vector<Document> batch;
      for (unsigned i = world.below(40); i > 0; --i) batch.push_back(world.document());
      std::vector<base::Uuid> removed;
      for (unsigned i = world.below(25); i > 0; --i) removed.push_back(world.document().id);
      for (const auto& d : batch) naive.documents.insert_or_assign(d.id, d);
      for (const auto& id : removed) naive.documents.erase(id);
      index.apply(batch, removed);
      ASSERT_EQ(index.size(), naive.documents.size());

      Index fresh(parties_named);
      std::vector<Document> all;
      for (const auto& [id, d] : naive.documents) all.push_back(d);
      fresh.apply(all);
      for (int i = 0; i < 25; ++i) compare(world, index, naive, fresh);
      ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed;
    }
  }
}

TEST(IndexProperty, EqualsAScanInMemory) {
  equals_a_scan([](unsigned) { return IndexOptions(); });
}

TEST(IndexProperty, EqualsAScanWithABase) {
  equals_a_scan([](unsigned seed) {
    IndexOptions options;
    options.merge_at = seed % 2 == 0 ? 1 : 30;
    return options;
  });
}

TEST(IndexProperty, EqualsAScanWhileBasesAreMade) {
  equals_a_scan([](unsigned) {
    IndexOptions options;
    options.merge_at = 25;
    options.background = true;
    return options;
  });
}

// With lists and counts of groups, pairs and values however rare; and with those of half of them.
TEST(IndexProperty, EqualsAScanWhereMoreIsKept) {
  for (const std::size_t least : {1, 12})
    equals_a_scan([=](unsigned seed) {
      IndexOptions options;
      options.merge_at = seed % 2 == 0 ? 1 : 30;
      options.kept_from = least;
      return options;
    });
}

TEST(IndexProperty, LargeLoadsGoInPieces) {
  World world(7);
  std::vector<Document> all;
  for (unsigned n = 0; n < 1'700; ++n) {
    auto d = world.document();
    auto bytes = d.id.bytes();
    bytes[0] = static_cast<std::uint8_t>(n >> 8);
    bytes[1] = static_cast<std::uint8_t>(n);
    d.id = base::Uuid(bytes);
    all.push_back(std::move(d));
  }
  Naive naive;
  for (const auto& d : all) naive.documents.emplace(d.id, d);
  Index index;
  index.apply(all);
  index.apply(all);
  const Query query{.text = "\"water\"",
                    .filters = {{Facet::goal, "1"}},
                    .order = Order::title,
                    .offset = 0,
                    .limit = 5'000,
                    .of_day = true};
  const Asked water{.piece = "water"};
  const std::vector<Part> asked = {{"water", [&](const Document& d) { return water.in(d); }}};
  naive.check(index.search(query), asked, query);

  // In a base the counts of frequent words and values are kept, and what is removed is taken off them.
  IndexOptions options;
  options.merge_at = 1'000;
  Index packed({}, options);
  packed.apply(all);
  std::vector<base::Uuid> removed;
  for (std::size_t i = 0; i < all.size(); i += 9) {
    removed.push_back(all[i].id);
    naive.documents.erase(all[i].id);
  }
  packed.apply({all[1]}, removed);
  auto same = query;
  naive.check(packed.search(same), asked, same);
  same.filters.clear();
  naive.check(packed.search(same), asked, same);
  for (const auto* value : {"0", "1", "2", "3", "4"}) {
    same = {.text = {},
            .filters = {{Facet::goal, value}},
            .order = Order::updated,
            .offset = 0,
            .limit = 5'000,
            .of_day = true};
    naive.check(packed.search(same), {}, same);
  }
}

}  // namespace
}  // namespace entente::search
