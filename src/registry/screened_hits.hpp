// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "screening/listed.hpp"
#include "store/store.hpp"

/// Internal to registry: what becomes of a party's hits when it has been compared.
namespace entente::registry {

/// The steps that the register takes by itself. `words` of a step says why, in one of the words below it.
inline constexpr std::string_view kHitFound = "found", kHitFoundAgain = "found_again",
                                  kHitReopened = "reopened", kHitClosed = "closed", kHitDelisted = "delisted";
inline constexpr std::string_view kOfParty = "party", kOfEntry = "entry", kOfBoth = "both";
inline constexpr std::string_view kForDelisting = "delisted", kForList = "list_gone",
                                  kForParty = "party_gone", kForLikeness = "no_likeness";

/// An entry that a party is like.
struct FoundEntry {
  std::string dataset, entry;
  std::int64_t list_version = 0;
  base::Sha256 hash{};  ///< of what was compared
  std::int64_t score = 0;
  std::string listed, reasons;
};

/// A party with all that it was found to be like, the likest first.
struct ComparedParty {
  base::Uuid subject;
  std::int64_t version = 0;
  base::Sha256 hash{};
  bool stands = true;
  std::vector<FoundEntry> found;
};

/// What parties are compared with.
struct ComparedWith {
  std::string against;  ///< lists, algorithm and settings, as a party's row keeps them
  std::string algorithm, settings;
  std::set<std::string, std::less<>> datasets;
  std::set<std::pair<std::string, std::string>> entries;  ///< dataset and reference
};

struct SettledHits {
  std::int64_t opened = 0, closed = 0;
};

/// Opens, opens again and closes the party's hits, and writes down that it was compared. What was decided
/// stays as it is while both sides are what they were. At most `most_open` wait.
SettledHits settle_hits(store::UnitOfWork&, base::Instant now, const ComparedParty&, const ComparedWith&,
                        std::size_t most_open);

}  // namespace entente::registry
