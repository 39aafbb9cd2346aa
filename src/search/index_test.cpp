// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/index.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace entente::search {
namespace {

base::Uuid id_of(unsigned n) {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < 4; ++i) bytes[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
  return base::Uuid(bytes);
}

Document document(unsigned n, std::string title, std::string rest = {},
                  std::vector<std::pair<Facet, std::string>> facets = {}) {
  return {.id = id_of(n),
          .texts = {{Zone::title, title}, {Zone::rest, std::move(rest)}},
          .facets = std::move(facets),
          .sort_title = title,
          .start = 0,
          .updated = n};
}

/// The numbers of the results.
std::vector<unsigned> found(const Index& index, std::string text, Order order = Order::updated) {
  std::vector<unsigned> out;
  for (const auto& id : index.search({.text = std::move(text), .filters = {}, .order = order}).results)
    out.push_back(id.bytes()[15]);
  return out;
}
using Numbers = std::vector<unsigned>;

class SmallIndex : public ::testing::Test {
 protected:
  SmallIndex() {
    index_.apply({document(1, "Clean water for all", "Sanitation in cities"),
                  document(2, "Water supply", "clean and cheap water"),
                  document(3, "Énergie propre", "de l'eau aussi"), document(4, "清洁饮水", "水资源管理"),
                  document(5, "资源 水", "Watershed"), document(6, "مياه نظيفة", "المتّحدة")});
  }
  Index index_;
};

TEST_F(SmallIndex, EveryWordMustMatch) {
  EXPECT_EQ(found(index_, "water"), (Numbers{2, 1}));
  EXPECT_EQ(found(index_, "WATER sanitation"), (Numbers{1}));
  EXPECT_EQ(found(index_, "water energie"), (Numbers{}));
  EXPECT_EQ(found(index_, "energie"), (Numbers{3}));
  EXPECT_EQ(found(index_, "المتحده"), (Numbers{6}));
}
TEST_F(SmallIndex, Phrase) {
  EXPECT_EQ(found(index_, "\"clean water\""), (Numbers{1}));
  EXPECT_EQ(found(index_, "\"clean wat*\""), (Numbers{1}));
  EXPECT_EQ(found(index_, "\"water supply clean\""), (Numbers{})) << "not across two texts";
}
TEST_F(SmallIndex, Excluded) {
  EXPECT_EQ(found(index_, "water -sanitation"), (Numbers{2}));
  EXPECT_EQ(found(index_, "water -\"clean water\""), (Numbers{2}));
  EXPECT_EQ(found(index_, "-water"), (Numbers{6, 5, 4, 3}));
  EXPECT_EQ(found(index_, "-wat* -水"), (Numbers{6, 3}));
}
TEST_F(SmallIndex, Prefix) {
  EXPECT_EQ(found(index_, "wat*"), (Numbers{5, 2, 1}));
  EXPECT_EQ(found(index_, "w*"), (Numbers{}));
}
TEST_F(SmallIndex, Chinese) {
  EXPECT_EQ(found(index_, "水"), (Numbers{5, 4}));
  EXPECT_EQ(found(index_, "资源"), (Numbers{5, 4}));
  EXPECT_EQ(found(index_, "水资源"), (Numbers{4}));
  EXPECT_EQ(found(index_, "理"), (Numbers{4})) << "the last of its run";
  EXPECT_EQ(found(index_, "清潔飲水"), (Numbers{4})) << "in traditional characters";
  EXPECT_EQ(found(index_, "饮水资源"), (Numbers{})) << "its pairs are there, the run is not";
}
TEST(Stems, WordsOfOneStemAreAlikeInTheLanguageOfTheText) {
  const auto in = [](unsigned n, const char* language, const char* title) {
    auto d = document(n, title);
    d.texts = {{Zone::title, title, language}};
    return d;
  };
  Index index;
  index.apply({in(1, "en", "Water pumps"), in(2, "en-gb", "A pump"), in(3, "fr", "Pompes à eau"),
               in(4, "fr", "La pompe"), in(5, "es", "Educación"), in(6, "es", "Educaciones"),
               in(7, "ru", "Новый партнер"), in(8, "ru", "Новые партнеры"), in(9, "ar", "الشراكة"),
               in(10, "en", "The corner"), in(11, "en", "Corn"), in(12, "und", "Pumping"),
               in(13, "de", "Pumps")});
  EXPECT_EQ(found(index, "pump"), (Numbers{13, 2, 1})) << "the word stands in English texts, too";
  EXPECT_EQ(found(index, "pumped"), (Numbers{13, 2, 1})) << "a word that stands nowhere";
  EXPECT_EQ(found(index, "pump", Order::relevance).front(), 2U) << "the exact word first";
  EXPECT_EQ(found(index, "pumps", Order::relevance).back(), 2U);
  EXPECT_EQ(found(index, "\"pump\""), (Numbers{2})) << "quoted: as it is written";
  EXPECT_EQ(found(index, "\"water pump\""), (Numbers{}));
  EXPECT_EQ(found(index, "pump -pumps"), (Numbers{})) << "what is excluded is so in all its forms";
  EXPECT_EQ(found(index, "pump -\"pumps\""), (Numbers{2}));
  EXPECT_EQ(found(index, "pompe"), (Numbers{4, 3}));
  EXPECT_EQ(found(index, "educacion"), (Numbers{6, 5}));
  EXPECT_EQ(found(index, "новый"), (Numbers{8, 7}));
  EXPECT_EQ(found(index, "شراكة"), (Numbers{9})) << "the article bends, too";
  EXPECT_EQ(found(index, "corn"), (Numbers{11})) << "French bends “corner”, English does not";
  const auto words = index.search({.text = "pump", .filters = {}}).words;
  EXPECT_EQ(words, (std::vector<std::string>{"pump", "pumps"})) << "all that match are marked";

  index.apply({}, {id_of(1)});
  EXPECT_EQ(found(index, "pump"), (Numbers{2})) << "no English text has “pumps” any more";
}
TEST_F(SmallIndex, Relevance) {
  index_.apply({document(7, "Roads", "water"), document(8, "Water", "roads")});
  const auto order = found(index_, "water", Order::relevance);
  ASSERT_EQ(order.size(), 4U);
  EXPECT_EQ(order.front(), 8U);
  EXPECT_EQ(order.back(), 7U) << "it is only mentioned there";
  EXPECT_EQ(found(index_, "", Order::relevance), (Numbers{8, 7, 6, 5, 4, 3, 2, 1}))
      << "without text: updated";
}
TEST_F(SmallIndex, ReplacesAndRemoves) {
  index_.apply({document(1, "Roads")}, {id_of(2), id_of(99)});
  EXPECT_EQ(index_.size(), 5U);
  EXPECT_EQ(found(index_, "water"), (Numbers{}));
  EXPECT_EQ(found(index_, "roads"), (Numbers{1}));
  index_.apply({document(9, "first"), document(9, "second")});
  EXPECT_EQ(found(index_, "first"), (Numbers{}));
  EXPECT_EQ(found(index_, "second"), (Numbers{9}));
}
TEST_F(SmallIndex, Pages) {
  const auto answer =
      index_.search({.text = "", .filters = {}, .order = Order::updated, .offset = 4, .limit = 1});
  EXPECT_EQ(answer.total, 6U);
  EXPECT_EQ(answer.results, std::vector{id_of(2)});
  for (const std::size_t offset : {std::size_t{6}, SIZE_MAX}) {
    const auto beyond = index_.search({.text = "", .filters = {}, .offset = offset, .limit = SIZE_MAX});
    EXPECT_EQ(beyond.total, 6U);
    EXPECT_TRUE(beyond.results.empty());
  }
  EXPECT_EQ(index_.search({.text = "", .filters = {}, .offset = 1, .limit = SIZE_MAX}).results.size(), 5U);
}
TEST_F(SmallIndex, SaysHowItRead) {
  const auto answer = index_.search({.text = "\"Clean water", .filters = {}});
  ASSERT_EQ(answer.complaints.size(), 1U);
  EXPECT_EQ(answer.complaints.front(), (Complaint{"query.open_quote", 1, "", ""}));
  EXPECT_EQ(answer.words, (std::vector<std::string>{"clean", "water"}));
}
TEST_F(SmallIndex, OrAndParentheses) {
  EXPECT_EQ(found(index_, "sanitation OR cheap"), (Numbers{2, 1}));
  EXPECT_EQ(found(index_, "water sanitation OR cheap"), (Numbers{2, 1}));
  EXPECT_EQ(found(index_, "(water sanitation) OR energie OR 水"), (Numbers{5, 4, 3, 1}));
  EXPECT_EQ(found(index_, "water -(cheap OR roads)"), (Numbers{1}));
  EXPECT_EQ(found(index_, "-(water OR 水) OR sanitation"), (Numbers{6, 3, 1}));
  EXPECT_EQ(found(index_, "(clean water sanitation) OR supply", Order::relevance).front(), 1U)
      << "three words score more than one";
}
TEST_F(SmallIndex, HostileQueries) {
  for (const auto& text :
       {std::string(1 << 20, 'x'), std::string(1 << 20, '"'), std::string("\xFF\xFE\x00\x01", 4),
        std::string("\xE6\xB0"), std::string(1000, '*')})
    EXPECT_LE(index_.search({.text = text, .filters = {}}).total, 6U);
}

TEST(Orders, TitleNewestUpdated) {
  auto a = document(1, "Éclair"), b = document(2, "eclair b"), c = document(3, "Zebra"),
       d = document(4, "zebra");
  a.start = -400;
  b.start = 20'000;
  c.start = 0;
  d.start = 20'001;
  c.updated = d.updated = 9;
  Index index;
  index.apply({d, c, b, a});
  EXPECT_EQ(found(index, "", Order::title), (Numbers{1, 2, 3, 4}));
  EXPECT_EQ(found(index, "", Order::newest), (Numbers{4, 2, 1, 3}));
  EXPECT_EQ(found(index, "", Order::updated), (Numbers{3, 4, 2, 1}));
}

TEST(Figures, DaysAmountsAndLights) {
  auto a = document(1, "a"), b = document(2, "a"), c = document(3, "a");
  a.start = 18'000;  // 2019-04-14
  a.changed = 20'000;
  a.amounts = {{"USD", 2'000'000}, {"EUR", 5}};
  a.lights = {{INT32_MIN, 0}, {20'100, 1}, {20'200, 3}};
  b.start = 19'000;  // 2022-01-08
  b.amounts = {{"EUR", 2'000'000}};
  Index index;
  index.apply({a, b, c});
  EXPECT_EQ(found(index, "from:2019"), (Numbers{2, 1}));
  EXPECT_EQ(found(index, "from:2019 to:2020"), (Numbers{1})) << "who has no first day is in no range";
  EXPECT_EQ(found(index, "updated:>2020"), (Numbers{1}));
  EXPECT_EQ(found(index, "amount:>1m"), (Numbers{2, 1}));
  EXPECT_EQ(found(index, "amount:>1mEUR"), (Numbers{2}));
  EXPECT_EQ(found(index, "amount:<10"), (Numbers{1}));
  const auto shows = [&](std::string text, std::int64_t today) {
    return index.search({.text = std::move(text), .filters = {}, .today = today}).total;
  };
  EXPECT_EQ(shows("fresh:green", 20'099), 1U);
  EXPECT_EQ(shows("fresh:green", 20'100), 0U);
  EXPECT_EQ(shows("fresh:yellow", 20'199), 1U);
  EXPECT_EQ(shows("fresh:red", 20'200), 1U);
  EXPECT_EQ(shows("-fresh:red", 20'200), 2U);
  index.apply({}, {id_of(1)});
  index.apply({b, c});  // makes it compact
  EXPECT_EQ(found(index, "amount:2m from:2022"), (Numbers{2}));
}

TEST(Names, OfFacetsAndOrders) {
  for (std::size_t f = 0; f < kFacets; ++f) EXPECT_EQ(facet_named(kFacetNames[f]), static_cast<Facet>(f));
  EXPECT_EQ(facet_named("Goal"), std::nullopt);
  EXPECT_EQ(order_named("newest"), Order::newest);
  EXPECT_EQ(order_named(""), std::nullopt);
}

class Facets : public ::testing::Test {
 protected:
  Facets() {
    const auto goal = Facet::goal;
    const auto country = Facet::country;
    index_.apply({document(1, "a", "", {{goal, "6"}, {goal, "6"}, {country, "KE"}}),
                  document(2, "a", "", {{goal, "6"}, {goal, "13"}, {country, "FR"}}),
                  document(3, "b", "", {{goal, "13"}, {country, "KE"}}), document(4, "a")});
  }
  std::string counts(const Query& query, Facet facet) const {
    const auto answer = index_.search(query);
    std::string out;
    for (const auto& [value, count] : answer.of(facet)) out += value + "=" + std::to_string(count) + " ";
    return out;
  }
  Index index_;
};

TEST_F(Facets, AllAndByText) {
  EXPECT_EQ(counts({}, Facet::goal), "13=2 6=2 ");
  EXPECT_EQ(counts({.text = "a", .filters = {}}, Facet::goal), "6=2 13=1 ");
  EXPECT_EQ(counts({}, Facet::party), "");
}
TEST_F(Facets, OneChoiceStaysOpen) {
  const Query query{.text = "", .filters = {{Facet::country, "KE"}}};
  EXPECT_EQ(index_.search(query).total, 2U);
  EXPECT_EQ(counts(query, Facet::country), "KE=2 FR=1 ");
  EXPECT_EQ(counts(query, Facet::goal), "13=1 6=1 ");
}
TEST_F(Facets, OrInsideAndAcross) {
  const Query either{.text = "",
                     .filters = {{Facet::country, "KE"}, {Facet::country, "FR"}, {Facet::goal, "6"}}};
  EXPECT_EQ(index_.search(either).total, 2U);
  EXPECT_EQ(counts(either, Facet::goal), "13=2 6=2 ");
  EXPECT_EQ(counts(either, Facet::country), "FR=1 KE=1 ");
}
TEST_F(Facets, UnknownValue) {
  const Query query{.text = "", .filters = {{Facet::goal, "99"}}};
  EXPECT_EQ(index_.search(query).total, 0U);
  EXPECT_EQ(counts(query, Facet::goal), "13=2 6=2 ");
  EXPECT_EQ(counts(query, Facet::country), "");
  EXPECT_EQ(index_.search({.text = "", .filters = {{Facet::goal, "99"}, {Facet::goal, "6"}}}).total, 2U);
}
TEST_F(Facets, AFieldOfTheTextIsNoOpenChoice) {
  const Query query{.text = "country:Kenya", .filters = {}};
  EXPECT_EQ(index_.search(query).total, 2U);
  EXPECT_EQ(counts(query, Facet::country), "KE=2 ");
  EXPECT_EQ(counts(query, Facet::goal), "13=1 6=1 ");
  EXPECT_EQ(counts({.text = "country:FR OR -goal:6,13", .filters = {}}, Facet::goal), "13=1 6=1 ");
  EXPECT_EQ(index_.search({.text = "country:FR OR -goal:6,13", .filters = {}}).total, 2U);
  EXPECT_EQ(index_.search({.text = "country:DE", .filters = {}}).total, 0U);
}
TEST_F(Facets, FollowRemoval) {
  index_.apply({}, {id_of(2)});
  EXPECT_EQ(counts({}, Facet::goal), "13=1 6=1 ");
  EXPECT_EQ(counts({}, Facet::country), "KE=2 ");
}

TEST(Concurrency, ReadersSeeWholeDocuments) {
  Index index;
  std::atomic<bool> done = false;
  std::atomic<unsigned> faults = 0, reads = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!done) {
        const auto answer =
            index.search({.text = "water wat* \"water pump\" -fire", .filters = {{Facet::goal, "6"}}});
        const auto& goals = answer.of(Facet::goal);
        if (answer.total != (goals.empty() ? 0 : goals[0].count)) ++faults;
        if (answer.results.size() != std::min<std::size_t>(answer.total, 20)) ++faults;
        ++reads;
      }
    });
  for (unsigned round = 0; round < 200; ++round) {
    std::vector<Document> batch;
    for (unsigned n = 0; n < 20; ++n)
      batch.push_back(
          document((round + n) % 100, "Water pump", "w" + std::to_string(round), {{Facet::goal, "6"}}));
    index.apply(std::move(batch), {id_of((round + 50) % 100)});
  }
  while (reads < 10) std::this_thread::yield();
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(faults, 0U);
  EXPECT_EQ(index.search({.text = "\"water pump\"", .filters = {}}).total, index.size());
}

}  // namespace
}  // namespace entente::search
