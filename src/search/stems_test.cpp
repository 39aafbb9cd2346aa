// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/stems.hpp"

#include <gtest/gtest.h>

#include "search/index.hpp"

namespace entente::search {
namespace {

TEST(Stems, FormsOfAWordHaveOne) {
  const auto same = [](Tongue tongue, std::initializer_list<const char*> words) {
    const auto stem = stem_of(tongue, fold(*words.begin()));
    for (const auto* word : words) EXPECT_EQ(stem_of(tongue, fold(word)), stem) << word;
  };
  same(Tongue::en, {"partnership", "Partnerships"});
  same(Tongue::en, {"pump", "pumps", "pumping", "pumped"});
  same(Tongue::fr, {"développement", "développer", "Développé"});
  same(Tongue::fr, {"énergie", "énergies"});
  same(Tongue::es, {"educación", "educaciones", "educacion"});
  same(Tongue::es, {"inversión", "inversiones"});
  same(Tongue::ru, {"новый", "новая", "новые"});
  same(Tongue::ru, {"линия", "линии", "линий"});
  same(Tongue::ar, {"شراكة", "الشراكة"});
  same(Tongue::ar, {"تنمية", "التنمية"});
}

TEST(Stems, WhatIsNotBentIsItsOwn) {
  for (const auto* word : {"", "as", "co2s", "мир5", "水", "новые"})
    EXPECT_EQ(stem_of(Tongue::en, word), word);
  EXPECT_EQ(stem_of(Tongue::ru, "pumps"), "pumps");
  const std::string longest(10'000, 's');
  EXPECT_EQ(stem_of(Tongue::en, longest), longest);
}

TEST(Stems, Tongues) {
  EXPECT_EQ(tongue_of("en"), Tongue::en);
  EXPECT_EQ(tongue_of("fr-ca"), Tongue::fr);
  EXPECT_EQ(tongue_of("ar"), Tongue::ar);
  for (const auto* other : {"und", "zh", "de", "", "english", "-en"}) EXPECT_FALSE(tongue_of(other)) << other;
}

}  // namespace
}  // namespace entente::search
