// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "search/index.hpp"

/// The index against a scan that knows nothing of words: texts here are words and runs of ideographs with one
/// space between, so that finding is finding a piece of text with the right borders.
namespace entente::search {
namespace {

constexpr std::string_view kLatin[] = {"wa", "water", "watershed", "air", "airport", "soil", "so"};
constexpr std::string_view kHan[] = {"水", "资", "源", "气"};

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
  std::pair<Facet, std::string> value() {
    return {static_cast<Facet>(below(4) == 0 ? 9 : below(3)), std::to_string(below(5))};
  }
  Document document() {
    std::array<std::uint8_t, 16> bytes{};
    bytes[15] = static_cast<std::uint8_t>(below(120));
    Document d{.id = base::Uuid(bytes), .texts = {}, .facets = {}, .sort_title = words(2)};
    for (unsigned i = below(4); i > 0; --i) d.texts.emplace_back(static_cast<Zone>(below(4)), words(5));
    for (unsigned i = below(6); i > 0; --i) d.facets.push_back(value());
    d.start = below(5);
    d.updated = below(10);
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
    return std::ranges::any_of(d.texts, [&](const auto& text) {
      return (" " + text.second + " ").find(wanted) != std::string::npos;
    });
  }
};

struct Naive {
  std::map<base::Uuid, Document> documents;

  static bool meets(const Document& d, const Query& query, std::optional<Facet> open) {
    for (const auto& [facet, value] : query.filters) {
      if (facet == open) continue;
      const bool any = std::ranges::any_of(query.filters, [&, f = facet](const auto& filter) {
        return filter.first == f && std::ranges::find(d.facets, filter) != d.facets.end();
      });
      if (!any) return false;
    }
    return true;
  }

  void check(const Answer& answer, const std::vector<Asked>& asked, const Query& query) const {
    std::set<base::Uuid> results;
    std::array<std::map<std::string, std::uint32_t>, kFacets> counts;
    for (const auto& [id, d] : documents) {
      if (!std::ranges::all_of(asked, [&](const Asked& a) { return a.in(d) != a.excluded; })) continue;
      if (meets(d, query, std::nullopt)) results.insert(id);
      for (const auto& [facet, value] : std::set(d.facets.begin(), d.facets.end()))
        if (meets(d, query, facet)) ++counts[static_cast<std::size_t>(facet)][value];
    }
    EXPECT_EQ(answer.total, results.size());
    EXPECT_EQ(std::set(answer.results.begin(), answer.results.end()), results);
    EXPECT_EQ(answer.results.size(), results.size()) << "each once";
    for (std::size_t f = 0; f < kFacets; ++f) {
      std::map<std::string, std::uint32_t> told;
      for (const auto& [value, count] : answer.facets[f]) told.emplace(value, count);
      EXPECT_EQ(told, counts[f]) << kFacetNames[f];
      EXPECT_TRUE(std::ranges::is_sorted(answer.facets[f], std::greater{}, &Count::count));
    }
  }
};

std::vector<Asked> some_terms(World& world) {
  std::vector<Asked> asked;
  for (unsigned i = world.below(4); i > 0; --i) {
    Asked a{.piece = world.word(), .excluded = world.below(4) == 0, .phrase = world.below(3) == 0};
    if (a.phrase) a.piece = world.words(3);
    a.prefix = is_latin(a.piece.back()) && world.below(3) == 0;
    asked.push_back(a);
  }
  return asked;
}

void compare(World& world, const Index& index, const Naive& naive, const Index& fresh) {
  const auto asked = some_terms(world);
  Query query{
      .text = {}, .filters = {}, .order = static_cast<Order>(world.below(4)), .offset = 0, .limit = 1000};
  for (const auto& a : asked) query.text += a.written() + " ";
  for (unsigned i = world.below(4); i > 0; --i) query.filters.push_back(world.value());
  SCOPED_TRACE(query.text);
  const auto answer = index.search(query);
  naive.check(answer, asked, query);
  EXPECT_EQ(answer.results, fresh.search(query).results) << "the order must not depend on history";

  auto second = query;
  second.offset = 3;
  second.limit = 5;
  const auto from = std::min<std::size_t>(3, answer.results.size());
  const auto to = std::min<std::size_t>(8, answer.results.size());
  EXPECT_EQ(index.search(second).results,
            std::vector(answer.results.begin() + static_cast<std::ptrdiff_t>(from),
                        answer.results.begin() + static_cast<std::ptrdiff_t>(to)));
}

TEST(IndexProperty, EqualsAScan) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    World world(seed);
    Index index;
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

      Index fresh;
      std::vector<Document> all;
      for (const auto& [id, d] : naive.documents) all.push_back(d);
      fresh.apply(all);
      for (int i = 0; i < 25; ++i) compare(world, index, naive, fresh);
      ASSERT_FALSE(HasFailure()) << "seed " << seed;
    }
  }
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
  const Query query{
      .text = "water", .filters = {{Facet::goal, "1"}}, .order = Order::title, .offset = 0, .limit = 5'000};
  naive.check(index.search(query), {{.piece = "water"}}, query);
}

}  // namespace
}  // namespace entente::search
