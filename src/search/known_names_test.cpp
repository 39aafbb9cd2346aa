// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/known_names.hpp"

#include <gtest/gtest.h>

#include "model/other_names.hpp"
#include "model/vocabulary.hpp"
#include "search/names.hpp"

namespace entente::search {
namespace {

/// "country=KE field=health": what the words of a text name.
std::string named(std::string_view text) {
  std::string out;
  for (const auto& values : KnownNames::all().values(whole_words(text))) {
    out += (out.empty() ? "" : " ") + std::string(name_of(values.facet));
    for (const auto& value : values.any) out += (&value == &values.any.front() ? "=" : ",") + value;
    EXPECT_TRUE(values.in_words);
  }
  return out;
}
/// The acronyms of the body, one of which tells it.
std::string body_of(std::string_view text) {
  const auto& names = KnownNames::all();
  const auto body = names.body(whole_words(text));
  return body ? (names.acronyms(*body).empty() ? "?" : names.acronyms(*body).front()) : "";
}

TEST(KnownNames, CodesInSixLanguages) {
  for (const auto* name : {"Kenya", "Кения", "كينيا", "肯尼亚", "KENYA"})
    EXPECT_EQ(named(name), "country=KE") << name;
  EXPECT_EQ(named("Côte d’Ivoire"), "country=CI");
  EXPECT_EQ(named("Afrique subsaharienne"), "region=m49:202");
  EXPECT_EQ(named("santé"), "field=health");
  EXPECT_EQ(named("zero hunger"), "goal=2");
  EXPECT_EQ(named("Niger"), "country=NE") << "not Nigeria";
  EXPECT_EQ(named("guinea"), "country=GN");
}
TEST(KnownNames, CommonNamesOfCountries) {
  for (const auto* name : {"Bolivia", "Боливия", "玻利维亚"}) EXPECT_EQ(named(name), "country=BO") << name;
  for (const auto* name : {"Россия", "Russie", "俄罗斯", "روسيا"})
    EXPECT_EQ(named(name), "country=RU") << name;
}
TEST(KnownNames, OtherFormsOfAName) {
  EXPECT_EQ(named("России"), "country=RU");
  EXPECT_EQ(named("forest"), "field=forests");
}
TEST(KnownNames, WordsThatNameNothing) {
  for (const auto* text : {"world", "other", "water pump", "the", "10", ""})
    EXPECT_EQ(named(text), "") << text;
}
TEST(KnownNames, EveryOtherNameOfACountryIsOfOneThatThereIs) {
  for (const auto& [code, names] : model::other_country_names()) {
    EXPECT_NE(model::find_country(code), nullptr) << code;
    for (const auto& name : names) EXPECT_NE(named(name).find(code), std::string::npos) << name;
  }
}
TEST(KnownNames, Bodies) {
  for (const auto* name :
       {"ILO", "OIT", "МОТ", "منظمة العمل الدولية", "国际劳工组织", "Organización Internacional del Trabajo"})
    EXPECT_EQ(body_of(name), "ilo") << name;
  EXPECT_EQ(body_of("labour"), "");
}
TEST(KnownNames, NoTwoBodiesShareAName) {
  const auto& names = KnownNames::all();
  for (std::size_t body = 0; body < model::bodies().size(); ++body)
    for (const auto* some :
         {&model::bodies()[body].names, &model::bodies()[body].acronyms, &model::bodies()[body].also})
      for (const auto& name : *some) EXPECT_EQ(names.body(whole_words(name)), body) << name;
}
TEST(KnownNames, BodiesInANameTheLongestFirst) {
  const auto& names = KnownNames::all();
  const auto in = [&](std::string_view name) {
    std::string out;
    for (const auto body : names.bodies_in(plain_words(name)))
      out += (out.empty() ? "" : " ") + model::bodies()[body].names.front();
    return out;
  };
  EXPECT_EQ(in("UNDP Kenya"), "United Nations Development Programme");
  EXPECT_EQ(in("United Nations Development Programme"), "United Nations Development Programme");
  EXPECT_EQ(in("United Nations Volunteers"), "United Nations");
  EXPECT_EQ(in("Ministry of Health"), "");
  EXPECT_EQ(names.bodies_in(plain_words("World") + plain_words("Bank")).size(), 0U) << "not across two names";
}

}  // namespace
}  // namespace entente::search
