// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "search/index.hpp"
#include "search/known_names.hpp"
#include "search/spelling.hpp"

namespace entente::search {
namespace {

using Pairs = std::vector<std::pair<Facet, std::string>>;

base::Uuid number(unsigned n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[14] = static_cast<std::uint8_t>(n >> 8);
  bytes[15] = static_cast<std::uint8_t>(n);
  return base::Uuid(bytes);
}
Document told(unsigned n, std::string title, Pairs facets = {}, std::string language = "en") {
  return {.id = number(n),
          .texts = {{Zone::title, title, std::move(language)}},
          .facets = std::move(facets),
          .sort_title = title,
          .start = 0,
          .updated = n};
}
struct Answered {
  Answer answer;
  std::vector<unsigned> numbers;
};
Answered ask(const Index& index, std::string text, Pairs filters = {}) {
  Answered out;
  out.answer = index.search(
      {.text = std::move(text), .filters = std::move(filters), .order = Order::relevance, .forgiving = true});
  for (const auto& id : out.answer.results) out.numbers.push_back(id.bytes()[15]);
  return out;
}
std::vector<unsigned> found_by(const Index& index, std::string text) {
  auto numbers = ask(index, std::move(text)).numbers;
  std::ranges::sort(numbers);
  return numbers;
}
using Ns = std::vector<unsigned>;

class Forgiving : public ::testing::Test {
 protected:
  static IndexOptions options() {
    IndexOptions all;
    all.parties_of_body = [](std::size_t body) {
      const auto ilo = KnownNames::all().body(whole_words("ILO"));
      return body == ilo ? std::vector<std::string>{"the-ilo"} : std::vector<std::string>{};
    };
    return all;
  }
  Forgiving() : index_({}, options()) {
    index_.apply({told(1, "Clean water for villages", {{Facet::country, "KE"}, {Facet::field, "health"}}),
                  told(2, "Water for Kenya"), told(3, "Decent work", {{Facet::party, "the-ilo"}}),
                  told(4, "Malaria and tuberculosis", {{Facet::country, "UG"}}),
                  told(5, "Борьба с коррупцией", {}, "ru"), told(6, "中国政府的项目", {}, "zh"),
                  told(7, "Roads", {{Facet::country, "CN"}}),
                  told(8, "The government 政府", {{Facet::country, "CN"}}, "zh")});
  }
  Index index_;
};

TEST_F(Forgiving, WordsFindWhatTheyName) {
  EXPECT_EQ(found_by(index_, "Kenya"), (Ns{1, 2}));
  EXPECT_EQ(found_by(index_, "肯尼亚"), (Ns{1}));
  EXPECT_EQ(found_by(index_, "Кения"), (Ns{1}));
  EXPECT_EQ(found_by(index_, "water Kenya"), (Ns{1, 2}));
  EXPECT_EQ(found_by(index_, "\"Kenya\""), (Ns{2})) << "as it is written";
  EXPECT_EQ(found_by(index_, "water -Kenya"), (Ns{})) << "what Kenya finds, -Kenya leaves out";
  EXPECT_EQ(found_by(index_, "OIT"), (Ns{3}));
  EXPECT_EQ(found_by(index_, "Organisation internationale du Travail"), (Ns{3}));
  EXPECT_EQ(found_by(index_, "santé OR decent"), (Ns{1, 3}));
}
TEST_F(Forgiving, AWordCountsForMoreThanACode) {
  EXPECT_EQ(ask(index_, "Kenya").numbers, (Ns{2, 1}));
}
TEST_F(Forgiving, ANameInsideARunOfIdeographs) {
  EXPECT_EQ(found_by(index_, "中国政府"), (Ns{6, 8})) << "the run, or the country's code and the rest of it";
}
TEST_F(Forgiving, WithoutForgivingItIsAsWritten) {
  EXPECT_EQ(index_.search({.text = "肯尼亚", .filters = {}}).total, 0U);
  EXPECT_EQ(index_.search({.text = "tuberclosis", .filters = {}}).total, 0U);
}

TEST_F(Forgiving, SlipsAreMended) {
  auto got = ask(index_, "tuberclosis");
  EXPECT_EQ(got.numbers, (Ns{4}));
  EXPECT_EQ(got.answer.reading, Reading::corrected);
  EXPECT_EQ(got.answer.corrections, (std::vector<Correction>{{"tuberclosis", "tuberculosis"}}));
  EXPECT_NE(std::ranges::find(got.answer.words, "tuberculosis"), got.answer.words.end()) << "it is marked";
  EXPECT_EQ(ask(index_, "борьба с корупцией").numbers, (Ns{5}));
  EXPECT_EQ(ask(index_, "\"tuberclosis\"").answer.total, 0U) << "as it is written";
  EXPECT_EQ(ask(index_, "wter").numbers.size(), 2U);
  EXPECT_EQ(ask(index_, "wtr").answer.total, 0U) << "too short to tell";
}
TEST_F(Forgiving, WhatIsMendedFindsWhatItNames) {
  EXPECT_EQ(ask(index_, "Kenyaa").numbers, (Ns{2, 1}));
}
TEST_F(Forgiving, MostOfTheWords) {
  auto got = ask(index_, "clean water tuberculosis");
  EXPECT_EQ(got.answer.reading, Reading::most_words);
  EXPECT_EQ(got.numbers.front(), 1U);
  EXPECT_EQ(std::ranges::count(got.numbers, 2U), 0) << "one common word is not most of it";
  EXPECT_EQ(got.answer.total, got.numbers.size());
  got = ask(index_, "clean water tuberculosis -villages");
  EXPECT_EQ(std::ranges::count(got.numbers, 1U), 0) << "what is excluded stays out";
  got = ask(index_, "clean tuberculosis country:UG");
  EXPECT_EQ(got.numbers, (Ns{4})) << "a field is a condition";
  EXPECT_EQ(ask(index_, "quixotic zzyzx").answer.total, 0U);
}
TEST_F(Forgiving, FiltersThatLeaveNothingAreNoFaultOfTheWords) {
  const auto got = ask(index_, "water villages", {{Facet::country, "UG"}});
  EXPECT_EQ(got.answer.total, 0U);
  EXPECT_EQ(got.answer.reading, Reading::every_word);
  const auto most = ask(index_, "clean tuberculosis", {{Facet::country, "KE"}});
  EXPECT_EQ(most.answer.reading, Reading::most_words);
  EXPECT_EQ(most.numbers, (Ns{1}));
  EXPECT_EQ(most.answer.of(Facet::country).size(), 2U) << "the filter's own choice is open";
}
TEST(ForgivingOffers, WhatMayHaveBeenMeant) {
  Index index;
  std::vector<Document> documents = {told(0, "A slip: malarai")};
  for (unsigned n = 1; n <= 40; ++n) documents.push_back(told(n, "Against malaria"));
  index.apply(std::move(documents));
  const auto got = ask(index, "malarai");
  EXPECT_EQ(got.numbers, (Ns{0}));
  EXPECT_EQ(got.answer.reading, Reading::every_word);
  EXPECT_EQ(got.answer.corrections, (std::vector<Correction>{{"malarai", "malaria"}}));
  EXPECT_TRUE(ask(index, "malaria").answer.corrections.empty());
  EXPECT_EQ(respelled("Malarai, MALARAI in (Kenya)", got.answer.corrections), "malaria, malaria in (Kenya)");
}

/// By the definition, letter by letter.
std::size_t plain_slips(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return a.size() + b.size();
  auto least = std::min({plain_slips(a.substr(1), b) + 1, plain_slips(a, b.substr(1)) + 1,
                         plain_slips(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0U : 1U)});
  if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0])
    least = std::min(least, plain_slips(a.substr(2), b.substr(2)) + 1);
  return least;
}
TEST(Spelling, SlipsAreCountedAsTheyAreDefined) {
  std::mt19937 random(5);
  for (int i = 0; i < 3'000; ++i) {
    std::u32string a, b;
    for (auto n = random() % 6; n > 0; --n) a += U"abc"[random() % 3];
    for (auto n = random() % 6; n > 0; --n) b += U"abc"[random() % 3];
    for (const std::size_t most : {0U, 1U, 2U, 3U})
      EXPECT_EQ(slips_between(a, b, most), std::min(plain_slips(a, b), most + 1));
  }
}

/// What most words find, worked out document by document.
TEST(ForgivingProperty, MostWordsAsAScanFindsThem) {
  const std::vector<std::string> words = {"alpha", "bravo", "carbon", "delta", "echo", "forest9"};
  for (unsigned seed = 0; seed < 60; ++seed) {
    std::mt19937 random(seed);
    IndexOptions options;
    options.merge_at = 1 + random() % 30;
    Index index({}, options);
    std::map<unsigned, std::set<std::string>> has;
    for (unsigned round = 0; round < 3; ++round) {
      std::vector<Document> documents;
      for (int i = 0; i < 12; ++i) {
        const auto n = static_cast<unsigned>(random() % 30);
        auto& mine = has[n];
        mine.clear();
        std::string title;
        for (const auto& word : words)
          if (random() % 4 == 0) {
            mine.insert(word);
            title += word + " ";
          }
        std::erase_if(documents, [&](const Document& d) { return d.id == number(n); });
        documents.push_back(told(n, title, {}, "de"));
      }
      index.apply(std::move(documents));
      const auto out = static_cast<unsigned>(random() % 30);
      index.apply({}, {number(out)});
      has.erase(out);
    }
    std::set<std::string> asked;
    for (const auto& word : words)
      if (random() % 2 == 0) asked.insert(word);
    if (asked.size() < 2) continue;
    std::string text;
    std::map<std::string, double> weight;
    double all = 0, best = 0;
    for (const auto& word : asked) {
      text += word + " ";
      const auto df = static_cast<double>(
          std::ranges::count_if(has, [&](const auto& d) { return d.second.contains(word); }));
      if (df > 0) weight[word] = std::log(1 + (static_cast<double>(has.size()) - df + 0.5) / (df + 0.5));
      all += weight[word];
    }
    std::map<unsigned, double> sums;
    bool whole = false;
    for (const auto& [n, mine] : has) {
      bool every = true;
      for (const auto& word : asked)
        if (mine.contains(word))
          sums[n] += weight[word];
        else
          every = false;
      whole = whole || every;
      best = std::max(best, sums[n]);
    }
    const auto answer = index.search({.text = text, .filters = {}, .limit = 100, .forgiving = true});
    std::set<unsigned> got;
    for (const auto& id : answer.results) got.insert(id.bytes()[15]);
    EXPECT_EQ(answer.total, got.size());
    if (whole || best == 0) {
      EXPECT_EQ(answer.reading, Reading::every_word) << seed;
      continue;
    }
    EXPECT_EQ(answer.reading, Reading::most_words) << seed;
    std::set<unsigned> expected;
    for (const auto& [n, sum] : sums)
      if (sum > 0 && sum >= std::min(all / 2, best) - 1e-4) expected.insert(n);
    EXPECT_EQ(got, expected) << seed << " " << text;
  }
}

}  // namespace
}  // namespace entente::search
