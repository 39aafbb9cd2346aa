// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/document.hpp"

#include <gtest/gtest.h>

#include <array>

namespace entente::registry {
namespace {

/// How well it is attested, by the words of its sources and the states of its parties, each another
/// organisation or all the same.
std::string_view attested(const std::vector<model::Source>& sources, const std::vector<std::string>& states,
                          bool one_organisation = false) {
  Held<model::Partnership> held;
  held.value.sources = sources;
  std::vector<Party> parties;
  std::array<std::uint8_t, 16> id{};
  for (const auto& state : states) {
    if (!one_organisation) ++id[15];
    auto& party = parties.emplace_back();
    party.state = state;
    party.organisation.id = base::Uuid(id);
  }
  return search::kAttested[document_of(held, parties, {}, {}).attested];
}
model::Source source(std::string attestation, std::vector<std::string> about = {}) {
  model::Source one;
  one.attestation = std::move(attestation);
  one.about = std::move(about);
  return one;
}

TEST(Document, IsAttestedBySourcesAndParties) {
  EXPECT_EQ(attested({}, {}), "self_reported");
  EXPECT_EQ(attested({source("self_reported")}, {"named", "asked"}), "self_reported");
  EXPECT_EQ(attested({source("shown_by_document")}, {}), "attested");
  EXPECT_EQ(attested({source("confirmed_by_other_side")}, {"declined"}), "attested");
  EXPECT_EQ(attested({source("verified_independently")}, {"named"}), "well_attested");
  EXPECT_EQ(attested({source("verified_independently", {"title"})}, {"named"}), "self_reported")
      << "it speaks for one field alone";
  EXPECT_EQ(attested({}, {"confirmed", "named"}), "attested");
  EXPECT_EQ(attested({}, {"confirmed", "confirmed"}), "well_attested");
  EXPECT_EQ(attested({source("")}, {"named"}), "self_reported") << "it says nothing of it";
  EXPECT_EQ(attested({}, {"confirmed"}), "attested") << "nobody else is there";
  EXPECT_EQ(attested({}, {"confirmed", "confirmed"}, true), "attested") << "nor here";
}

}  // namespace
}  // namespace entente::registry
