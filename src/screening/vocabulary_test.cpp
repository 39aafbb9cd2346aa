// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/vocabulary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace entente::screening {
namespace {

constexpr Kind kNearKinds[] = {Kind::person, Kind::organisation, Kind::unknown};

/// Words of every script and of each way in which two are near: sound, class, letters, skeleton, number.
std::string any_word(std::mt19937& random) {
  static const std::vector<std::string> kWords{
      "Mohamed", "Muhammad", "Mehmet",    "Karimov", "Karimow", "Kerimov",    "Yuri",         "George",
      "Ivanova", "Ivanov",   "Iwanow",    "Brandt",  "Brand",   "Schmidt",    "Shmit",        "Nasrullah",
      "JC",      "II",       "IV",        "12",      "twelve",  "Bank",       "Banco",        "Ltd",
      "al",      "J",        "Иванов",    "Иванова", "Юрий",    "Каримов",    "محمد",         "محمود",
      "كريموف",  "ياسين",    "نصرالله",   "قذافي",   "王伟",    "王薇",       "中国石油公司", "中国石化公司",
      "김",      "Zhang",    "Abdulaziz", "Gaddafi", "Qadhafi", "Konstantin", "Константин",   "קרימוב"};
  auto word = kWords[random() % kWords.size()];
  if (random() % 3 != 0) return word;
  auto& letter = word[random() % word.size()];
  if (static_cast<unsigned char>(letter) < 0x80) {
    if (random() % 2) return word.insert(random() % word.size(), 1, static_cast<char>('a' + random() % 26));
    letter = static_cast<char>('a' + random() % 26);
  }
  return word;
}

TEST(Vocabulary, FindsEachWordThatIsNear) {
  std::mt19937 random(11);  // NOLINT: the same words in every run
  std::size_t seen = 0;
  for (int round = 0; round < 6; ++round) {
    Vocabulary vocabulary;
    for (int i = 0; i < 600; ++i) {
      for (auto& word : words_of(any_word(random) + " " + any_word(random), kNearKinds[random() % 3]))
        vocabulary.add(std::move(word));
    }
    vocabulary.finish();
    for (int i = 0; i < 700; ++i) {
      for (auto& word : words_of(any_word(random) + " " + any_word(random), kNearKinds[random() % 3])) {
        if (word.part == Part::initial) continue;
        const AskedWord asked(std::move(word));
        std::vector<std::pair<Vocabulary::Id, float>> every;
        for (Vocabulary::Id id = 0; id < vocabulary.size(); ++id) {
          const auto near = asked.near(vocabulary.word(id));
          if (near.similarity > 0 && vocabulary.word(id).part != Part::initial)
            every.emplace_back(id, near.similarity);
        }
        std::vector<std::pair<Vocabulary::Id, float>> found;
        for (const auto& [id, near] : vocabulary.near(asked)) found.emplace_back(id, near.similarity);
        const auto lost = std::ranges::find_if(
            every, [&found](const auto& one) { return std::ranges::find(found, one) == found.end(); });
        ASSERT_EQ(found, every) << asked.word().token.written << " / "
                                << (lost == every.end() ? "" : vocabulary.word(lost->first).token.written);
        seen += every.size();
      }
    }
  }
  EXPECT_GT(seen, 20'000U);
}

}  // namespace
}  // namespace entente::screening
