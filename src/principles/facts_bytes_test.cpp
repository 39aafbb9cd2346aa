// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/facts_bytes.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

TEST(FactsBytes, AreReadAsTheyWereWritten) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const auto bytes = bytes_of(some_facts(random));
    EXPECT_EQ(bytes_of(facts_of(bytes)), bytes);
  }
}

TEST(FactsBytes, AreTheSameOnEveryMachine) {
  Facts facts;
  facts.day = 20'000;
  facts.earmarked = 0.5;
  facts.parties.emplace_back().goals = 3;
  // A change of this is a change of the form, and of every hash of inputs that somebody has kept.
  EXPECT_EQ(base::hex(base::sha256(bytes_of(facts))),
            "69acaf80eb8d63fc26d1ccfef82e0d29a46962f7679a22b65a25de2e64eb7986");
}

TEST(FactsBytes, WhatIsNoneIsRefused) {
  const auto bytes = bytes_of({});
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_THROW(facts_of(std::string_view(bytes).substr(0, size)), base::BadInput) << size;
  EXPECT_THROW(facts_of(bytes + "x"), base::BadInput);
  EXPECT_THROW(facts_of(std::string(64, '\xff')), base::BadInput);
}

}  // namespace
}  // namespace entente::principles
