// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/list_facets.hpp"

#include <gtest/gtest.h>

using namespace entente::screening;

namespace {

Listed entry_of(Kind kind, std::vector<std::string> countries, std::vector<std::string> programmes = {}) {
  Listed entry;
  entry.party.kind = kind;
  entry.party.countries = std::move(countries);
  entry.programmes = std::move(programmes);
  return entry;
}

}  // namespace

TEST(ListFacets, CountWhatEntriesAre) {
  List own, ftm;
  own.format = "own";
  ftm.format = "ftm";
  ListFacets mine, theirs;
  mine.add(own, entry_of(Kind::person, {"KE", "FR"}, {"crime"}));
  mine.add(own, entry_of(Kind::organisation, {"KE"}));
  theirs.add(ftm, entry_of(Kind::person, {"KE"}, {"sanction", "crime.fin", "Programme 7", "Sanction"}));
  theirs.add(ftm, entry_of(Kind::vessel, {}));
  EXPECT_EQ(mine.entries, 2U);
  EXPECT_EQ(mine.topics, (decltype(mine.topics){{"debarment", 2}})) << "its programmes are its own words";
  EXPECT_EQ(theirs.topics, (decltype(mine.topics){{"crime.fin", 1}, {"sanction", 1}}));
  mine.add(theirs);
  EXPECT_EQ(mine.entries, 4U);
  EXPECT_EQ(mine.countries, (decltype(mine.countries){{"FR", 1}, {"KE", 3}}));
  EXPECT_EQ(mine.kinds, (decltype(mine.kinds){0, 2, 1, 1, 0}));
  EXPECT_EQ(mine.topics, (decltype(mine.topics){{"crime.fin", 1}, {"debarment", 2}, {"sanction", 1}}));
}

TEST(ListFacets, TopicsAreThoseOfTheListOrOfItsEntries) {
  List un;
  un.format = "un";
  EXPECT_EQ(topics_of(un, entry_of(Kind::person, {}, {"Al-Qaida"})), std::vector<std::string>{"sanction"});
  un.format = "ftm";
  EXPECT_TRUE(topics_of(un, entry_of(Kind::person, {}, {"Al-Qaida"})).empty());
}
