// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "principles/measure.hpp"

/// What several principles measure alike: the share of parties, or of things, of which something is so.
namespace entente::principles {

/// A whole number in a sentence.
inline std::int64_t count(double value) {
  return std::llround(value);
}

/// Governments, and what they make together, gain no advantage over rivals.
inline bool has_rivals(const PartyFacts& party) {
  return party.kind != PartyKind::government && party.kind != PartyKind::un &&
         party.kind != PartyKind::multilateral;
}

/// What a party that has not stated its share of a whole may have of it at most: what the others leave. Where
/// those that are stated come to more than the whole they are shares of none, and it may be all.
double left_by_stated(const Facts&, std::optional<double> PartyFacts::*share);
/// The share, as it is stated, or from 0 to what is left.
inline Interval share_of_whole(const std::optional<double>& stated, double left) {
  return stated ? Interval::at(*stated) : Interval{0, left};
}

/// The share of the parties of which it is so; of those who have not said, none at worst, all at best. Says
/// "why" {share, yes, known, all}, and what would change it: "says" {party} of those who have not said,
/// "no" {party} of those of whom it is not so. `fact` is what it rests on. Not applicable without a party;
/// `asked`, where given, leaves out parties that it is not asked of.
Measured share_of_parties(const Facts&, Explanation*, std::string_view fact,
                          const std::function<Answer(const PartyFacts&)>& answer,
                          const std::function<bool(const PartyFacts&)>& asked = {});

/// The number of the parties of which it is so, where it had better be so of none; of those who have not
/// said, none at best, all at worst. Says "why" {yes, known, all}, "says" as above, and "yes" {party} of
/// those of whom it is so.
Measured number_of_parties(const Facts&, Explanation*, std::string_view fact,
                           const std::function<Answer(const PartyFacts&)>& answer,
                           const std::function<bool(const PartyFacts&)>& asked = {});

/// The share of a tally. Says "why" {share, done, all}, and "rest" {count} of those that are not. Not
/// applicable where there is nothing to count.
Measured share_of_tally(const Tally&, Explanation*, std::string_view fact);
/// Where nobody has said whether there is anything to count: says "unknown" and "says".
Measured share_of_tally(const std::optional<Tally>&, Explanation*, std::string_view fact);
/// What nothing is known of but that it lies in a range: says "unknown" and "says".
Measured not_known(Interval, Explanation*);

}  // namespace entente::principles
