// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
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
                                  kHitReopened = "reopened", kHitClosed = "closed", kHitDelisted = "delisted",
                                  kHitChanged = "changed";
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
  std::string country{};  ///< empty where it gives none
};

/// What parties are compared with.
struct ComparedWith {
  std::string against;  ///< lists, algorithm and settings, as a party's row keeps them
  std::string algorithm, settings;
  std::set<std::string, std::less<>> datasets;
  /// Whether a list has an entry of that reference.
  std::function<bool(std::string_view dataset, std::string_view entry)> has_entry;
  std::set<std::string, std::less<>> unread;  ///< lists in use that could not be read: their hits stay
};

struct SettledHits {
  std::int64_t opened = 0, closed = 0;
  std::vector<base::Uuid> changed;  ///< hits that two found to be the same, and that are not as they were
};

/// Whether somebody has to decide on it.
inline bool hit_waits(store::HitState state) {
  return state == store::HitState::open || state == store::HitState::confirming;
}

/// Opens, opens again and closes the party's hits, and writes down that it was compared. What was decided
/// stays as it is while both sides are what they were. At most `most_open` wait; how many more there would be
/// is kept with what the party was compared with.
SettledHits settle_hits(store::UnitOfWork&, base::Instant now, const ComparedParty&, const ComparedWith&,
                        std::size_t most_open);

/// How many entries found no place among a party's hits, of what was kept with it.
std::int64_t left_out_in(const std::string& against);

/// Has a party compared again, as it stands: of its hits some came from another, or went to one.
void compare_anew(store::UnitOfWork&, const base::Uuid& party);

/// Parties in whose hits a place has become free for what was left out, until they are compared again.
void compare_again(store::UnitOfWork&, const base::Uuid& party);
std::set<base::Uuid> to_compare_again(store::Reader&);
void were_compared_again(store::UnitOfWork&, const std::set<base::Uuid>& parties);

}  // namespace entente::registry
