// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/attesting.hpp"

#include <gtest/gtest.h>

namespace entente::registry {
namespace {

using Levels = std::vector<std::string>;

Held<model::Delivery> some_delivery() {
  Held<model::Delivery> held;
  held.id = base::Uuid::v7(base::Instant{1'700'000'000'000});
  held.hash = base::sha256("as it stands");
  return held;
}

Held<model::Attestation> word(const Held<model::Delivery>& of, const char* level,
                              const char* state = "confirmed") {
  Held<model::Attestation> held;
  held.value.delivery = of.id;
  held.value.delivery_hash = base::hex(of.hash);
  held.value.level = level;
  held.value.state = state;
  return held;
}

TEST(Levels, WithNothingBesideItADeliveryIsAClaim) {
  EXPECT_EQ(levels_of(some_delivery(), {}), Levels{"claim"});
}

TEST(Levels, FollowFromWhatWasDoneTheWeakestFirst) {
  auto given = some_delivery();
  given.value.evidence.emplace_back();
  EXPECT_EQ(levels_of(given, {}), (Levels{"claim", "own_document"}));
  EXPECT_EQ(levels_of(given, {word(given, "independent_verifier"), word(given, "partner_countersigned")}),
            (Levels{"claim", "own_document", "partner_countersigned", "independent_verifier"}));
}

TEST(Levels, AWordOnAnotherVersionOrAnotherDeliveryCountsForNothing) {
  const auto given = some_delivery();
  auto changed = given;
  changed.hash = base::sha256("changed since");
  EXPECT_EQ(levels_of(changed, {word(given, "partner_countersigned")}), Levels{"claim"});
  auto other = given;
  other.id = base::Uuid::v7(base::Instant{1'700'000'000'001});
  EXPECT_EQ(levels_of(other, {word(given, "partner_countersigned")}), Levels{"claim"});
}

TEST(Levels, WhoDisputesItConfirmsNothing) {
  const auto given = some_delivery();
  const std::vector words{word(given, "partner_countersigned", "disputed")};
  EXPECT_EQ(levels_of(given, words), Levels{"claim"});
  EXPECT_TRUE(is_disputed(given, words));
  EXPECT_FALSE(is_disputed(given, {word(given, "partner_countersigned")}));
}

}  // namespace
}  // namespace entente::registry
