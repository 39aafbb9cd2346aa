// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "screening/token.hpp"

namespace entente::screening {
namespace {

/// Words of all scripts, each alone a name's part.
constexpr std::string_view kWords[] = {
    "Юрий",  "Щёголев", "Mohamed", "Smith", "عبد",   "الرحمن",    "محمد",   "王伟",   "有限公司",
    "Ltd",   "de",      "al-",     "김",    "Ελένη", "დავით",     "O'Neil", "44",     "S.A.",
    "d'Arc", "銀行",    "société", "Яр",    "x",     "Nasrullah", "שלום",   "さくら", "Zhang",
    "Xiao",  "бин",     "شركة",    "للبحث", "Łódź",  "ß",         "Iván",   "三",     "Abdurrahman"};

std::string any_name(std::mt19937& random) {
  std::string name;
  for (auto words = 1 + random() % 5; words > 0; --words)
    name.append(kWords[random() % std::size(kWords)]).append(random() % 4 == 0 ? "  , " : " ");
  return name;
}

bool alike(const std::vector<Token>& one, const std::vector<Token>& other) {
  return std::ranges::equal(one, other, [](const Token& a, const Token& b) {
    return a.folded == b.folded && a.forms == b.forms && a.skeleton == b.skeleton &&
           a.equivalents == b.equivalents && a.particle == b.particle && a.legal_form == b.legal_form &&
           a.script == b.script;
  });
}

constexpr Kind kKinds[] = {Kind::unknown, Kind::person, Kind::organisation, Kind::vessel, Kind::aircraft};

TEST(TokensOfAnyName, AreTheSameWithWhatNobodySees) {
  std::mt19937 random(7);  // NOLINT: the same names in every run
  for (int i = 0; i < 2000; ++i) {
    const auto name = any_name(random);
    std::string hidden = "\u202B";
    for (const char c : name) {
      // Between words, and before letters of one byte: elsewhere it would part the bytes of a letter.
      if (c == ' ' || (c >= 'a' && c <= 'z' && random() % 3 == 0)) hidden += "\u2060";
      hidden += c;
    }
    hidden += "\u202C\uFEFF";
    for (const auto kind : kKinds) EXPECT_TRUE(alike(tokens_of(name, kind), tokens_of(hidden, kind))) << name;
  }
}

TEST(TokensOfAnyName, HaveNoLettersButLatinInTheirForms) {
  std::mt19937 random(8);  // NOLINT
  for (int i = 0; i < 2000; ++i) {
    const auto name = any_name(random);
    for (const auto kind : kKinds) {
      for (const auto& token : tokens_of(name, kind)) {
        ASSERT_FALSE(token.forms.empty()) << name;
        for (const auto& form : token.forms) {
          EXPECT_FALSE(form.empty()) << name;
          EXPECT_EQ(form.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"), std::string::npos)
              << form;
        }
      }
    }
  }
}

TEST(TokensOfAnyName, DoNotDependOnCase) {
  std::mt19937 random(9);  // NOLINT
  constexpr std::string_view kLatin[] = {"mohamed",  "al",  "smith", "de",    "zhang",
                                         "xiaoming", "ltd", "bank",  "o'neil"};
  for (int i = 0; i < 2000; ++i) {
    std::string lower, upper;
    for (auto words = 1 + random() % 4; words > 0; --words) {
      const auto word = kLatin[random() % std::size(kLatin)];
      lower.append(word).append(" ");
      for (const char c : word) upper += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
      upper += ' ';
    }
    for (const auto kind : kKinds)
      EXPECT_TRUE(alike(tokens_of(lower, kind), tokens_of(upper, kind))) << lower;
  }
}

TEST(TokensOfAnyName, AreBoundedForEveryScript) {
  for (const std::string_view letter :
       {"a", "ж", "ع", "王", "김", "あ", "ا", "1", "é", "\u0301", "😀", "\xFF", "ﷺ"}) {
    std::string name;
    while (name.size() < (1U << 20U)) name += letter;
    for (const auto kind : kKinds) {
      const auto tokens = tokens_of(name, kind);
      EXPECT_LE(tokens.size(), kTokensRead) << letter;
      for (const auto& token : tokens) EXPECT_LE(token.folded.size(), kCharactersRead * 18 * 4) << letter;
    }
  }
}

TEST(TokensOfAnyName, CanBeAskedForByManyAtATime) {
  const auto expected = tokens_of("Ελένη दीपक 王伟 محمد Юрий", Kind::unknown);
  std::vector<std::thread> many;
  std::vector<int> wrong(4);
  for (auto& count : wrong)
    many.emplace_back([&count, &expected] {
      for (int i = 0; i < 200; ++i)
        count += alike(tokens_of("Ελένη दीपक 王伟 محمد Юрий", Kind::unknown), expected) ? 0 : 1;
    });
  for (auto& one : many) one.join();
  EXPECT_EQ(wrong, std::vector<int>(4));
}

TEST(TokensOfAnyName, LettersThatLookAlikeDoNotHideAName) {
  EXPECT_EQ(tokens_of("Ivаn", Kind::person)[0].folded, "ivan") << "the a is Cyrillic";
  EXPECT_EQ(tokens_of("Ивaн", Kind::person)[0].folded, "иван") << "the a is Latin";
  EXPECT_EQ(tokens_of("Сара", Kind::person)[0].script, Script::cyrillic) << "all of one script";
}

}  // namespace
}  // namespace entente::screening
