// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/summed_hits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>

#include "search/index.hpp"
#include "search/joining.hpp"

namespace entente::search {
namespace {

constexpr Doc kDocuments = 300;
constexpr std::size_t kWords = 12;

/// By document and number of a word, what the word weighs there, as often as it counts.
using Sums = std::map<std::pair<Doc, std::size_t>, unsigned>;

Sums sums_of(const WordHits& hits) {
  Sums sums;
  for (std::size_t word = 0; word < hits.weights.size(); ++word)
    for (std::size_t i = 0; i < hits.docs.size(); ++i) {
      const bool once = hits.times.empty() || hits.times[word].empty();
      if (const unsigned sum = hits.weights[word][i] * (once ? 1U : hits.times[word][i]); sum != 0)
        sums[{hits.docs[i], hits.words[word].word->number}] += sum;
    }
  return sums;
}

/// What some words weigh, the same wherever they stand.
class SomeHits {
 public:
  SomeHits() {
    for (std::size_t n = 0; n < kWords; ++n) slots_.emplace_back().number = n;
  }
  WordHits operator()() {
    WordHits hits;
    const auto rarity = 1 + random_() % 4;
    for (Doc doc = 0; doc < kDocuments; ++doc)
      if (random_() % rarity == 0) hits.docs.push_back(doc);
    for (std::size_t n = 0; n < kWords; ++n) {
      if (random_() % 5 != 0) continue;
      hits.words.push_back({.word = &slots_[n]});
      auto& column = hits.weights.emplace_back();
      for (const auto doc : hits.docs) column.push_back(static_cast<std::uint8_t>(1 + (doc * 7 + n) % 9));
    }
    return hits;
  }
  std::size_t below(std::size_t end) { return random_() % end; }

 private:
  std::deque<Slot> slots_;
  std::mt19937 random_{5};
};

TEST(SummedHits, AreWhatJoiningOneByOneGives) {
  SomeHits some;
  for (int round = 0; round < 50; ++round) {
    SummedHits inner(kDocuments), sum(kDocuments);
    auto hits = some();
    inner.unite(hits);
    for (std::size_t i = some.below(20); i > 0; --i) {
      const auto more = some();
      inner.unite(more);
      hits = united(std::move(hits), more);
    }
    // What has been summed up is a part of others, too.
    sum.unite(inner.take());
    for (std::size_t i = some.below(3); i > 0; --i) {
      const auto more = some();
      sum.intersect(more);
      hits = intersected(std::move(hits), more);
    }
    const auto got = sum.take();
    ASSERT_EQ(got.docs, hits.docs);
    EXPECT_EQ(sum.empty(), hits.docs.empty());
    EXPECT_EQ(sums_of(got), sums_of(hits));
    EXPECT_LE(got.words.size(), kWords) << "each has one column, in however many parts it stands";
    EXPECT_TRUE(std::ranges::is_sorted(got.words, {}, [](const Scoring& word) { return word.word->number; }));
  }
}

TEST(SummedHits, CountAWordAtMostSoManyTimes) {
  SomeHits some;
  auto one = some();
  while (one.words.empty() || one.docs.empty()) one = some();
  SummedHits sum(kDocuments);
  for (int i = 0; i < 300; ++i) sum.unite(one);
  const auto got = sum.take();
  EXPECT_EQ(got.times.front().front(), kMostTimes);
  EXPECT_EQ(got.words.front().most_times, kMostTimes);
}

/// A register of few words, in memory and in a base.
class ManyAlternatives : public ::testing::TestWithParam<std::size_t> {
 protected:
  ManyAlternatives() : index_({}, options()) {
    std::mt19937 random(3);
    std::vector<Document> all;
    for (unsigned n = 0; n < kDocuments; ++n) {
      std::string text;
      for (auto i = 3 + random() % 12; i > 0; --i) text += word(random() % (kWords + 8)) + ' ';
      std::array<std::uint8_t, 16> bytes{};
      bytes[14] = static_cast<std::uint8_t>(n / 256);
      bytes[15] = static_cast<std::uint8_t>(n % 256);
      const base::Uuid id(bytes);
      std::istringstream words(text);
      for (std::string one; words >> one;) texts_[id].insert(one);
      all.push_back({.id = id, .texts = {{Zone::rest, text}}, .facets = {}, .sort_title = {}});
    }
    index_.apply(std::move(all));
  }
  static IndexOptions options() {
    IndexOptions some;
    some.merge_at = GetParam();
    return some;
  }
  static std::string word(std::size_t n) { return std::string("zq") + static_cast<char>('a' + n) + "q"; }

  Answer ask(std::string text, std::size_t limit = kDocuments) {
    return index_.search({.text = std::move(text), .filters = {}, .limit = limit, .explain = true});
  }
  /// Adds what each document that a part finds has of its words.
  void add(std::map<base::Uuid, float>& sums, const std::string& part) {
    const auto answer = ask(part);
    for (std::size_t i = 0; i < answer.results.size(); ++i)
      for (const auto& reason : answer.reasons[i]) sums[answer.results[i]] += reason.points;
  }
  /// `expected`: what is found, and its scores.
  void check(const std::string& query, const std::map<base::Uuid, float>& expected) {
    SCOPED_TRACE(query);
    const auto answer = ask(query);
    EXPECT_TRUE(answer.complaints.empty());
    ASSERT_EQ(answer.total, expected.size());
    ASSERT_EQ(answer.results.size(), expected.size());
    for (std::size_t i = 0; i < answer.results.size(); ++i) {
      ASSERT_TRUE(expected.contains(answer.results[i]));
      if (i == 0) continue;
      EXPECT_LE(expected.at(answer.results[i]), expected.at(answer.results[i - 1]) * 1.0001F) << i;
    }
    const auto few = ask(query, 10).results;
    EXPECT_EQ(few, std::vector(answer.results.begin(), answer.results.begin() + std::ssize(few)));
  }

  Index index_;
  std::map<base::Uuid, std::set<std::string>> texts_;
};

TEST_P(ManyAlternatives, AreFoundAndScoredAsAScanDoes) {
  std::string query;
  std::map<base::Uuid, float> expected;
  std::set<base::Uuid> scanned;
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::size_t n = 0; n < 99; ++n)
    if (const auto a = word(n % 5), b = word(5 + n % 7 + n / 50); n < 35 || n >= 64) pairs.emplace_back(a, b);
  // An alternative that is written again is one with the first.
  const std::set different(pairs.begin(), pairs.end());
  for (const auto& [a, b] : pairs) query += (query.empty() ? "(" : " OR (") + a + ' ' + b + ')';
  for (const auto& [a, b] : different) {
    add(expected, a + ' ' + b);
    for (const auto& [id, words] : texts_)
      if (words.contains(a) && words.contains(b)) scanned.insert(id);
  }
  ASSERT_GT(scanned.size(), 50U);
  ASSERT_EQ(expected.size(), scanned.size());
  check(query, expected);
  const auto rare = word(kWords + 1);
  std::map<base::Uuid, float> without;
  for (const auto& [id, score] : expected)
    if (!texts_[id].contains(rare)) without.emplace(id, score);
  ASSERT_LT(without.size(), expected.size());
  check('(' + query + ") -" + rare, without);
}

TEST_P(ManyAlternatives, SideBySideAreAllMet) {
  std::string query = word(0);
  std::map<base::Uuid, float> sums, expected;
  add(sums, word(0));
  std::set<base::Uuid> left;
  for (const auto& [id, words] : texts_)
    if (words.contains(word(0))) left.insert(id);
  for (std::size_t n = 0; n < 12; ++n) {
    const auto a = word(n % 4), b = word(4 + n);
    const auto part = a + " OR " + b;
    query += " (" + part + ')';
    add(sums, part);
    std::erase_if(left, [&](const auto& id) { return !texts_[id].contains(a) && !texts_[id].contains(b); });
  }
  ASSERT_GT(left.size(), 1U);
  for (const auto& id : left) expected.emplace(id, sums.at(id));
  check(query, expected);
}

INSTANTIATE_TEST_SUITE_P(InMemoryAndInABase, ManyAlternatives, ::testing::Values(1'000, 1));

}  // namespace
}  // namespace entente::search
