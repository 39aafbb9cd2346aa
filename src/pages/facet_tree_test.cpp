// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/facet_tree.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entente::pages {
namespace {

base::Uuid id_of(unsigned n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[14] = static_cast<std::uint8_t>(n >> 8);
  bytes[15] = static_cast<std::uint8_t>(n);
  return base::Uuid(bytes);
}

/// Organisations by number, the largest count first.
std::vector<search::Count> counted(unsigned many) {
  std::vector<search::Count> all;
  for (unsigned n = 0; n < many; ++n) all.push_back({id_of(n).str(), many - n});
  return all;
}

TEST(FacetTree, PartiesAreLookedForAmongAllThatAreCounted) {
  auto parties = counted(1'000);
  // What comes last by name and by count is found, and what has no name any more is not.
  const auto names = keep_parties_named(parties, "FONDS  éNergie", [](const base::Uuid& id) {
    base::Text name("en", id == id_of(999) ? "Zambezi Fund" : "A fund for energy");
    if (id == id_of(999)) name.add("fr", "Fonds pour l'énergie du Zambèze");
    return id == id_of(1) ? std::nullopt : std::optional(name);
  });
  ASSERT_EQ(parties.size(), 1U);
  EXPECT_EQ(parties[0].value, id_of(999).str());
  EXPECT_EQ(parties[0].count, 1U);
  ASSERT_EQ(names.size(), 1U);
  EXPECT_EQ(names.at(parties[0].value).str("en"), "Zambezi Fund");
}

TEST(FacetTree, OfManyPartiesTheLargestAreLeft) {
  auto parties = counted(700);
  const auto names = keep_parties_named(parties, "fund", [](const base::Uuid& id) {
    return std::optional(base::Text("en", id.bytes()[15] % 2 == 0 ? "Fund" : "Trust"));
  });
  ASSERT_EQ(parties.size(), 300U);
  EXPECT_EQ(names.size(), 300U);
  for (unsigned n = 0; n < 300; ++n) EXPECT_EQ(parties[n].count, 700 - 2 * n);
}

}  // namespace
}  // namespace entente::pages
