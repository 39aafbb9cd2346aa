// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/qualifiers.hpp"

#include <gtest/gtest.h>

namespace entente::screening {
namespace {

using base::PartialDate;

DateSpan span_of(const char* from, const char* to = nullptr, bool approximate = false) {
  return {*PartialDate::parse(from), *PartialDate::parse(to ? to : from), approximate};
}

Party named(const char* name) {
  Party party;
  party.names.push_back({name, NameQuality::primary, false});
  return party;
}

Party born(DateSpan span) {
  auto party = named("Anton Demidov");
  party.born.push_back(span);
  return party;
}

Qualifier only(const Party& asked, const Party& listed) {
  const auto hit = compare(asked, listed);
  EXPECT_EQ(hit.qualifiers.size(), 1U);
  return hit.qualifiers.empty() ? Qualifier{} : hit.qualifiers[0];
}

TEST(Qualifiers, ADayOfBirthSpeaksForOrAgainst) {
  const auto listed = born(span_of("1971-03-05"));
  EXPECT_EQ(only(born(span_of("1971-03-05")), listed).verdict, Qualifier::Verdict::agrees);
  EXPECT_EQ(only(born(span_of("1971")), listed).verdict, Qualifier::Verdict::agrees);
  EXPECT_EQ(only(born(span_of("1969", "1973")), listed).verdict, Qualifier::Verdict::agrees);
  EXPECT_EQ(only(born(span_of("1973", nullptr, true)), listed).verdict, Qualifier::Verdict::agrees);
  const auto other = only(born(span_of("1950")), listed);
  EXPECT_EQ(other.verdict, Qualifier::Verdict::conflicts);
  EXPECT_LT(other.effect, -0.2);
  EXPECT_EQ(other.asked, "1950");
  EXPECT_EQ(other.listed, "1971-03-05");
  const auto near = only(born(span_of("1972-05-05")), listed);
  EXPECT_EQ(near.verdict, Qualifier::Verdict::conflicts);
  EXPECT_GT(near.effect, other.effect);
}

TEST(Qualifiers, WhatOnlyOneSaysIsNoWord) {
  EXPECT_TRUE(compare(born(span_of("1971")), named("Anton Demidov")).qualifiers.empty());
}

TEST(Qualifiers, ADocumentThatBothHaveMakesAHitOfAnyNames) {
  auto asked = named("Somebody Else");
  asked.documents.push_back({"passport", "ab 123-456", "GH"});
  Listed entry;
  entry.id = "1";
  entry.party = named("Anton Demidov");
  entry.party.documents.push_back({"passport", "AB123456", ""});
  List list;
  list.entries.push_back(entry);
  const Screener screener(std::span(&list, 1));
  const auto hits = screener.screen(asked, {});
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_GE(hits[0].score, kByDocument);
  EXPECT_LT(hits[0].name_score, 0.5);
  asked.documents[0].country = "FR";
  list.entries[0].party.documents[0].country = "GH";
  EXPECT_TRUE(Screener(std::span(&list, 1)).screen(asked, {}).empty());
}

TEST(Qualifiers, TheOnlyNumberOfAVesselContradictsAnother) {
  auto asked = named("Snow Storm");
  asked.documents.push_back({"imo", "9074729", ""});
  auto listed = named("Snow Storm");
  listed.documents.push_back({"imo", "9241061", ""});
  const auto one = only(asked, listed);
  EXPECT_EQ(one.verdict, Qualifier::Verdict::conflicts);
  EXPECT_LT(compare(asked, listed).score, 0.75);
}

TEST(Qualifiers, WhatAgreesMovesNoNameThatIsFarAway) {
  auto asked = named("Boris Grigoriev");
  asked.countries = {"GH"};
  auto listed = named("Anton Demidov");
  listed.countries = {"GH"};
  EXPECT_EQ(compare(asked, listed).score, 0);
}

TEST(Qualifiers, EffectsAreWhatTheScoreGained) {
  auto asked = born(span_of("1971-03-05"));
  asked.countries = {"GH"};
  auto listed = asked;
  listed.names[0].text = "Anton Petrovich Demidov";
  const auto hit = compare(asked, listed);
  double sum = hit.name_score;
  for (const auto& one : hit.qualifiers) sum += one.effect;
  EXPECT_NEAR(sum, hit.score, 1e-9);
  EXPECT_GT(hit.score, hit.name_score);
}

TEST(Qualifiers, APersonIsNoOrganisation) {
  auto asked = named("Demidov");
  asked.kind = Kind::person;
  auto listed = named("Demidov");
  listed.kind = Kind::organisation;
  EXPECT_EQ(only(asked, listed).field, Qualifier::Field::kind);
  EXPECT_GE(compare(named("Demidov"), listed).score, 0.99);
}

}  // namespace
}  // namespace entente::screening
