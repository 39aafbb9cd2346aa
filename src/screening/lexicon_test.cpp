// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/lexicon.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "screening/token.hpp"

namespace entente::screening {
namespace {

using Source = Lexicon::Source;
using As = Lexicon::Role;

std::uint32_t class_of(std::string_view text, Kind kind) {
  const auto tokens = tokens_of(text, kind);
  return tokens.size() == 1 ? tokens.front().equivalents : 0;
}
/// All of them one word, of one class.
void expect_one(Kind kind, std::initializer_list<std::string_view> words) {
  const auto first = class_of(*words.begin(), kind);
  EXPECT_NE(first, 0U) << *words.begin();
  for (const auto word : words) EXPECT_EQ(class_of(word, kind), first) << word;
}

TEST(Lexicon, KnowsNamesThatStandForOneAnother) {
  expect_one(Kind::person, {"Юрий", "Yuri", "George", "Jorge", "Georges", "Jurij", "جورج"});
  expect_one(Kind::person,
             {"Mohamed", "Muhammad", "Mehmet", "Mamadou", "محمد", "Магомед", "穆罕默德", "Магомед"});
  expect_one(Kind::person, {"Yusuf", "Joseph", "José", "يوسف", "Иосиф", "יוסף"});
  expect_one(Kind::person, {"Ivan", "John", "Juan", "Jean", "Иоанн", "يحيى"});
  expect_one(Kind::person, {"Wang", "Wong"});
  expect_one(Kind::person, {"Hsu", "Xu", "Hui"});
  EXPECT_EQ(class_of("Bibi", Kind::person), 0U) << "a name of many women, of which one man is called";
  EXPECT_NE(class_of("Michaela", Kind::person), class_of("Michelle", Kind::person));
}

TEST(Lexicon, KnowsLegalFormsOfSixLanguages) {
  expect_one(Kind::organisation,
             {"LLC", "Ltd.", "GmbH", "ООО", "S.A.R.L.", "ش.ذ.م.م", "有限公司", "ذ.م.م.",
              "Limited Liability Company", "Общество с ограниченной ответственностью",
              "Sociedad de Responsabilidad Limitada", "Gesellschaft mit beschränkter Haftung"});
  expect_one(Kind::organisation, {"S.A.", "AG", "PLC", "ПАО", "Joint Stock Company", "ش.م.م", "股份有限公司",
                                  "Aktiengeselschaft"});
  for (const auto* form : {"LLC", "S.A.", "ООО", "有限公司"}) {
    const auto tokens = tokens_of("Acme " + std::string(form), Kind::organisation);
    ASSERT_EQ(tokens.size(), 2U) << form;
    EXPECT_FALSE(tokens[0].legal_form);
    EXPECT_TRUE(tokens[1].legal_form) << form;
  }
  EXPECT_FALSE(tokens_of("Sa Lopes", Kind::person)[0].legal_form);
  EXPECT_FALSE(tokens_of("Sa Lopes", Kind::unknown)[0].legal_form);
}

TEST(Lexicon, KnowsWordsThatTranslate) {
  expect_one(Kind::organisation, {"Bank", "Banco", "банк", "بنك", "银行", "Banque"});
  expect_one(Kind::organisation, {"University", "Universidad", "университет", "جامعة", "大学"});
  expect_one(Kind::organisation,
             {"International", "международный", "международная", "دولي", "دولية", "国际"});
  expect_one(Kind::organisation, {"Red Cross", "Croix-Rouge", "Красный Крест", "Cruz Roja"});
  EXPECT_EQ(class_of("Bank", Kind::person), 0U) << "a surname";
}

TEST(Lexicon, KnowsParticlesWhereTheyAreSome) {
  const auto tokens = tokens_of("Charles de la Tour", Kind::person);
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_TRUE(tokens[1].particle);
  EXPECT_TRUE(tokens[2].particle);
  EXPECT_FALSE(tokens_of("Du Wei", Kind::person)[0].particle) << "a surname, where it is first";
  EXPECT_TRUE(tokens_of("Jean du Lac", Kind::person)[1].particle);
  EXPECT_FALSE(tokens_of("Y. Martin", Kind::person)[0].particle) << "an initial";
  EXPECT_FALSE(tokens_of("Al Bin", Kind::person)[0].particle) << "nothing else is left";
}

TEST(Lexicon, RefusesAWordInTwoClassesAndNamesTheLine) {
  const Source twice{"names", "# a remark\nanna, hannah\n\nanne, Hannah # again", As::name};
  try {
    const Lexicon lexicon(std::span(&twice, 1));
    FAIL();
  } catch (const base::BadInput& fault) {
    EXPECT_NE(std::string(fault.what()).find("names, line 4"), std::string::npos) << fault.what();
  }
  const Source none{"names", "anna, ...", As::name};
  EXPECT_THROW(Lexicon(std::span(&none, 1)), base::BadInput);
}

TEST(Lexicon, ReadsStemsAndPhrases) {
  const Source words{"words", "north, северн*\nred cross, croix rouge", As::word};
  const Lexicon lexicon(std::span(&words, 1));
  ASSERT_NE(lexicon.word("северная", Kind::organisation), nullptr);
  EXPECT_EQ(lexicon.word("северная", Kind::organisation)->equivalents,
            lexicon.word("north", Kind::organisation)->equivalents);
  EXPECT_EQ(lexicon.word("север", Kind::organisation), nullptr);
  const std::string_view text[] = {"croix", "rouge", "francaise"};
  KnownWord found;
  EXPECT_EQ(lexicon.phrase(text, Kind::organisation, found), 2U);
  EXPECT_EQ(lexicon.phrase(std::span(text).first(1), Kind::organisation, found), 0U);
}

}  // namespace
}  // namespace entente::screening
