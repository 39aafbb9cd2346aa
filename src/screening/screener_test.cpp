// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/screener.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <thread>

#include "screening/name_search.hpp"

namespace entente::screening {
namespace {

Party named(std::string name, Kind kind = Kind::person) {
  Party party;
  party.kind = kind;
  party.names.push_back({std::move(name), NameQuality::primary, false});
  return party;
}

List list_of(const std::vector<std::string>& names, Kind kind = Kind::person) {
  List list;
  list.dataset = "a list";
  for (const auto& name : names) {
    Listed entry;
    entry.id = std::to_string(list.entries.size());
    entry.party = named(name, kind);
    list.entries.push_back(std::move(entry));
  }
  return list;
}

std::vector<std::string> found_names(const std::vector<Hit>& hits) {
  std::vector<std::string> out;
  for (const auto& hit : hits) out.push_back(hit.listed_name);
  return out;
}

std::string random_name(std::mt19937& random) {
  static const std::vector<std::string> kParts{
      "Mohamed", "Muhammad", "Ali",         "Hassan", "Hasan",  "Karimov", "Karimow", "Osei",    "Abd",
      "al",      "Rahman",   "Abdulrahman", "J",      "Juan",   "JC",      "Jean",    "Claude",  "Ivanova",
      "Ivanov",  "bin",      "Kofi",        "Kofii",  "Brandt", "Brand",   "O",       "Oconnor", "Silva",
      "Selva",   "da",       "12",          "II",     "Trade",  "Bank",    "Иванов",  "محمد",    "王伟",
      "Company", "Compnay",  "Corp",        "Cort",   "BK",     "Bo Kim",  "K",       "이수",    "Lee Su"};
  std::string name;
  for (std::size_t i = 0, count = 1 + random() % 5; i < count; ++i) {
    auto part = kParts[random() % kParts.size()];
    if (random() % 8 == 0) part[random() % part.size()] = static_cast<char>('a' + random() % 26);
    name += (i && random() % 10 ? " " : "") + part;
  }
  return name;
}

TEST(Screener, FindsTheNameAndSaysWhy) {
  const auto list = list_of({"Sergei Viktorovich Lavrin", "Kofi Brandt", "Maria Lopez"});
  const Screener screener(std::span(&list, 1));
  const auto hits = screener.screen(named("Lavrin, Sergei"), {});
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].listed_name, "Sergei Viktorovich Lavrin");
  EXPECT_EQ(hits[0].asked_name, "Lavrin, Sergei");
  ASSERT_EQ(hits[0].pairs.size(), 3U);
  EXPECT_EQ(hits[0].pairs[0].asked, "Lavrin");
  EXPECT_EQ(hits[0].pairs[0].likeness, Likeness::same);
  EXPECT_EQ(hits[0].pairs[2].listed, "Viktorovich");
  EXPECT_EQ(hits[0].pairs[2].likeness, Likeness::none);
  double weights = 0;
  for (const auto& pair : hits[0].pairs) weights += pair.weight;
  EXPECT_NEAR(weights, 1, 1e-9);
}

TEST(Screener, AWordThatContradictsTakesMoreThanOneThatIsLeftOut) {
  const auto list = list_of({"Anton Pavlovich Demidov"});
  const Screener screener(std::span(&list, 1));
  ASSERT_EQ(screener.screen(named("Anton Demidov"), {}).size(), 1U);
  EXPECT_TRUE(screener.screen(named("Anton Sergeevich Demidov"), {}).empty());
}

TEST(Screener, EqualScoresAreRankedByEvidence) {
  const auto list = list_of({"Amara", "Amara Nwosu Adichie", "Amara Nwosu"});
  const Screener screener(std::span(&list, 1));
  auto asked = named("Amara");
  asked.names.push_back({"Amara Nwosu", NameQuality::good, false});
  asked.names.push_back({"Amara Nwosu Adichie", NameQuality::good, false});
  const auto hits = screener.screen(asked, {});
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_EQ(hits[0].score, hits[2].score);
  EXPECT_EQ(found_names(hits), (std::vector<std::string>{"Amara Nwosu Adichie", "Amara Nwosu", "Amara"}));
}

TEST(Screener, WordsWrittenTogetherOrApartAreFound) {
  const auto list = list_of({"Nikolai Patrushin", "Rami Makhluf", "Abd al-Rahman Yasin"});
  const Screener screener(std::span(&list, 1));
  const auto first = screener.screen(named("Nikolai Patr ushin"), {});
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].pairs[1].asked, "Patr ushin");
  EXPECT_EQ(first[0].pairs[1].likeness, Likeness::merged);
  EXPECT_EQ(screener.screen(named("RamiMakhluf"), {}).size(), 1U);
  EXPECT_EQ(screener.screen(named("Abdulrahman Yasin"), {}).size(), 1U);
}

TEST(Screener, AnInitialStandsForANameAndContradictsAnother) {
  const auto list = list_of({"Vladimir Sorokin", "Jean-Claude Moreau"});
  const Screener screener(std::span(&list, 1));
  const auto hits = screener.screen(named("V. Sorokin"), {});
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].pairs[0].likeness, Likeness::initial);
  EXPECT_TRUE(screener.screen(named("A. Sorokin"), {}).empty());
  EXPECT_EQ(screener.screen(named("JC Moreau"), {}).size(), 1U);
}

TEST(Screener, TheIndexLosesNothingThatAScanFinds) {
  std::mt19937 random(7);
  std::size_t seen = 0;
  for (int round = 0; round < 12; ++round) {
    std::vector<std::string> names;
    for (int i = 0; i < 400; ++i) names.push_back(random_name(random));
    const auto list = list_of(names, round % 2 ? Kind::person : Kind::organisation);
    const Screener screener(std::span(&list, 1));
    for (int i = 0; i < 250; ++i) {
      auto asked = named(random_name(random), Kind::unknown);
      if (i % 5 == 0) asked.names.push_back({random_name(random), NameQuality::good, false});
      constexpr std::array kThresholds{0.3, 0.55, 0.7, 0.85};
      Settings settings;
      settings.threshold = kThresholds.at(static_cast<std::size_t>(i) % kThresholds.size());
      settings.limit = 500;
      const auto by_index = screener.screen(asked, settings);
      const auto by_scan = screener.scan(asked, settings);
      ASSERT_EQ(found_names(by_index), found_names(by_scan)) << asked.names[0].text;
      for (std::size_t k = 0; k < by_index.size(); ++k) {
        ASSERT_EQ(by_index[k].score, by_scan[k].score) << asked.names[0].text;
      }
      seen += by_scan.size();
    }
  }
  EXPECT_GT(seen, 5'000U);
}

TEST(Screener, ComparesTheSameWhicheverOfTwoIsAsked) {
  std::mt19937 random(8);
  for (int i = 0; i < 5'000; ++i) {
    const auto a = random_name(random);
    const auto b = i % 3 ? random_name(random) : a.substr(0, a.rfind(' '));
    ASSERT_NEAR(compare(named(a), named(b)).score, compare(named(b), named(a)).score, 0.02)
        << a << " / " << b;
  }
}

TEST(Screener, TheOrderOfWordsDoesNotMatter) {
  EXPECT_EQ(compare(named("Kofi Mensah Brandt"), named("Brandt Kofi Mensah")).score, 1);
  EXPECT_EQ(compare(named("bin Yusuf Karim"), named("Karim bin Yusuf")).score, 1);
}

TEST(Screener, AnswersTheSameToEveryThread) {
  std::mt19937 random(9);
  std::vector<std::string> names;
  for (int i = 0; i < 500; ++i) names.push_back(random_name(random));
  const auto list = list_of(names);
  const Screener screener(std::span(&list, 1));
  const auto all = [&screener, &names] {
    std::vector<double> scores;
    for (std::size_t i = 0; i < names.size(); i += 3) {
      for (const auto& hit : screener.screen(named(names[i]), {})) scores.push_back(hit.score);
    }
    return scores;
  };
  const auto expected = all();
  std::vector<std::vector<double>> got(4);
  std::vector<std::thread> threads;
  for (auto& one : got) threads.emplace_back([&one, &all] { one = all(); });
  for (auto& thread : threads) thread.join();
  for (const auto& one : got) EXPECT_EQ(one, expected);
}

TEST(Screener, NamesThatAreNoNamesFindNothing) {
  const auto list = list_of({"Anton Demidov", "A B C D"});
  const Screener screener(std::span(&list, 1));
  const std::string all_one(1'000'000, 'a');
  for (const std::string& name :
       {std::string(), std::string(" "), std::string("😀😀"), std::string("\u202E\u202D"), std::string("a"),
        all_one, std::string(1'000'000, '\xFF'), std::string("...")})
    EXPECT_TRUE(screener.screen(named(name, Kind::unknown), {}).empty()) << name.substr(0, 10);
  EXPECT_TRUE(screener.screen(Party{}, {}).empty());
}

/// 5,000 names of three words out of 60, so that each word stands in hundreds of them.
std::vector<std::string> many_names() {
  std::vector<std::string> words;
  for (int i = 0; i < 60; ++i)
    words.push_back(std::string(1, "bdfgklmnprstvz"[i % 14]) + "aeiou"[i % 5] + "ldrmnk"[i % 6] +
                    "aeo"[i % 3] + "nrst"[i / 15]);
  std::mt19937 random(10);
  std::vector<std::string> names;
  for (int i = 0; i < 5'000; ++i) {
    std::string name;
    for (int j = 0; j < 3; ++j) name += words[random() % words.size()] + " ";
    names.push_back(name + (i % 50 == 0 ? "BCD" : ""));
  }
  return names;
}

TEST(Screener, WorkIsBoundedWhateverIsAsked) {
  const auto names = many_names();
  const auto list = list_of(names);
  const Screener screener(std::span(&list, 1));
  std::int64_t ordinary = 0;
  std::int64_t most = 0;
  for (std::size_t i = 0; i < names.size(); i += 100) {
    std::int64_t steps = 0;
    ASSERT_FALSE(screener.screen(named(names[i]), {}, &steps).empty());
    ordinary += steps;
    most = std::max(most, steps);
  }
  EXPECT_GT(ordinary, 0);
  EXPECT_LT(most, kMostSteps / 500);

  std::string shared;  // what its words bring is every name of the list
  for (std::size_t i = 0; i < 33; ++i) shared += names[i * 7 + 1] + " ";
  std::string abbreviations = shared.substr(0, shared.size() / 2);
  for (int i = 0; i < 60; ++i) abbreviations += " bcd fgh";
  std::string repeated;
  while (repeated.size() < 1'000'000) repeated += names[1];
  for (const auto& name : {shared, abbreviations, repeated}) {
    auto asked = named(name, Kind::unknown);
    std::int64_t of_one = 0;
    screener.screen(asked, {0.3, 500}, &of_one);
    EXPECT_LT(of_one, 12'000'000) << name.substr(0, 20);
    EXPECT_GT(of_one, 1'000);
    asked.names.resize(63, asked.names.front());
    asked.names.push_back({names[2], NameQuality::good, false});
    std::int64_t of_many = 0;
    const auto hits = screener.screen(asked, {0.3, 500}, &of_many);
    EXPECT_LE(of_many, kMostSteps) << name.substr(0, 20);
    EXPECT_GT(of_many, of_one) << name.substr(0, 20);
    ASSERT_FALSE(hits.empty());
    EXPECT_EQ(hits[0].listed_name, names[2]) << "the last of the party's names has its share";
  }
}

TEST(Screener, OfManyAbbreviationsNoneStandsForWords) {
  const auto list = list_of({"Jean Claude Moreau"});
  const Screener screener(std::span(&list, 1));
  EXPECT_EQ(screener.screen(named("JC Moreau"), {}).size(), 1U);
  EXPECT_TRUE(screener.screen(named("JC BD FG HK Moreau"), {}).empty());
}

TEST(Screener, LimitIsKeptAndTheBestComeFirst) {
  const auto list = list_of({"Karim Osman", "Karim Osmann", "Kareem Osman", "Karim Ossman"});
  const Screener screener(std::span(&list, 1));
  Settings settings;
  settings.limit = 2;
  const auto hits = screener.screen(named("Karim Osman"), settings);
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].listed_name, "Karim Osman");
  EXPECT_GE(hits[0].score, hits[1].score);
}

}  // namespace
}  // namespace entente::screening
