// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Independence and neutrality (62/211, ¶8, ¶17 (a)): no giver holds the partnership by its money or its vote,
// and interests that conflict are declared.
#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include "principles/funding.hpp"
#include "principles/principles.hpp"
#include "principles/shares.hpp"
#include "principles/statements.hpp"

namespace entente::principles {

namespace {

/// How much of a party's money counts as private: of a kind that is not known, none at best and all at worst.
Interval private_part(PartyKind kind, double of_foundations) {
  switch (kind) {
    case PartyKind::business:
      return Interval::at(1);
    case PartyKind::foundation:
      return Interval::at(of_foundations);
    case PartyKind::unknown:
      return {0, 1};
    default:
      return Interval::at(0);
  }
}

/// The largest share of the money that one private party gives. Parties that cannot be private are not asked.
Measured largest_private_share(const Facts& facts, Parameters parameters, Explanation* explanation) {
  const auto funding = funding_of(facts);
  if (funding.is_none()) return Measured::not_applicable();
  Measured result;
  std::optional<std::size_t> largest;
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto& party = facts.parties[i];
    const auto part = private_part(party.kind, parameters[0]);
    if (part.high <= 0) continue;
    ++result.asked;
    const auto known = party.funding.has_value() && part.is_point();
    if (known) ++result.known;
    const auto share = party.funding ? Interval::at(*party.funding) : Interval{0, funding.left};
    const auto low = part.low * share.low;
    if (low > result.value.low) largest = i;
    result.value.low = std::max(result.value.low, low);
    result.value.high = std::max(result.value.high, part.high * share.high);
    if (explanation == nullptr) continue;
    if (known) explanation->rests_on.push_back({"funding", i});
    if (!party.funding) explanation->would_change.push_back({"says", {{"party", Party{i}}}});
    if (!part.is_point()) explanation->would_change.push_back({"kind", {{"party", Party{i}}}});
  }
  if (result.asked == 0) return Measured::not_applicable();
  result.value = clamped(result.value, 0, 1);
  if (explanation != nullptr) {
    explanation->why = {
        "why",
        {{"share", Share{result.value}}, {"known", count(result.known)}, {"all", count(result.asked)}}};
    if (largest) explanation->would_change.push_back({"largest", {{"party", Party{*largest}}}});
  }
  return result;
}

Measured funder_concentration(const Facts& facts, Parameters, Explanation* explanation) {
  return concentration_of_funders(facts, explanation);
}

/// Votes of the parties: what one has, and what all the others have together.
class Votes {
 public:
  explicit Votes(const Facts& facts) : facts_(facts) {
    for (const auto& each : facts.parties) {
      if (each.votes)
        sum_ += *each.votes;
      else
        ++silent_;
    }
  }

  bool are_none() const { return silent_ == 0 && sum_ <= 0; }

  /// Whether nothing is decided without it, and something can be with it: its votes and those of the others
  /// reach the quota, those of the others alone do not.
  Answer can_block(std::size_t party) const {
    const auto& own = facts_.parties[party].votes;
    const auto others_low = sum_ - own.value_or(0);
    const auto others_high = silent_ > (own ? 0U : 1U) ? kNoLimit : others_low;
    const Interval mine = own ? Interval::at(*own) : Interval{0, kNoLimit};
    if (mine.high <= 0) return Answer::no;
    if (!facts_.quota) return Answer::unknown;
    const auto decides = [&](double votes) { return votes + kVoteRounding >= *facts_.quota; };
    if (!decides(others_high) && decides(others_low + mine.low)) return Answer::yes;
    return !decides(others_low) && decides(others_high + mine.high) ? Answer::unknown : Answer::no;
  }

 private:
  static constexpr auto kNoLimit = std::numeric_limits<double>::infinity();
  static constexpr auto kVoteRounding = 1e-9;  // votes may be parts of a hundred
  const Facts& facts_;
  double sum_ = 0;
  std::size_t silent_ = 0;
};

Answer gives_money(const PartyFacts& party) {
  if (party.funds) return Answer::yes;
  if (!party.funding) return Answer::unknown;
  return *party.funding > 0 ? Answer::yes : Answer::no;
}

Answer both(Answer a, Answer b) {
  if (a == Answer::no || b == Answer::no) return Answer::no;
  return a == Answer::yes && b == Answer::yes ? Answer::yes : Answer::unknown;
}

/// How many funders can block a decision alone that not every party can: where all have to agree, a funder
/// has no more of a veto than the others.
Measured single_funder_veto(const Facts& facts, Parameters, Explanation* explanation) {
  const Votes votes(facts);
  const auto& parties = facts.parties;
  if (parties.size() < 2 || votes.are_none()) return Measured::not_applicable();
  std::vector<Answer> blocks;
  std::size_t sure = 0, possible = 0;  // parties that can block
  for (std::size_t i = 0; i < parties.size(); ++i) {
    blocks.push_back(votes.can_block(i));
    if (blocks.back() == Answer::yes) ++sure;
    if (blocks.back() != Answer::no) ++possible;
  }
  Measured result{.asked = 1};  // the quota
  if (facts.quota) ++result.known;
  if (explanation != nullptr) {
    if (facts.quota)
      explanation->rests_on.push_back({"quota", {}});
    else
      explanation->would_change.push_back({"quota", {}});
  }
  bool has_funder = false;
  for (std::size_t i = 0; i < parties.size(); ++i) {
    const auto& party = parties[i];
    const auto gives = gives_money(party);
    has_funder = has_funder || gives != Answer::no;
    const auto known = party.votes.has_value() && gives != Answer::unknown;
    ++result.asked;
    if (known) ++result.known;
    // Another party cannot block for sure, or may not be able to.
    const auto others_sure = sure - (blocks[i] == Answer::yes ? 1 : 0);
    const auto others_possible = possible - (blocks[i] != Answer::no ? 1 : 0);
    const auto others = parties.size() - 1;
    const auto not_every = others_possible < others ? Answer::yes
                           : others_sure < others   ? Answer::unknown
                                                    : Answer::no;
    const auto found = both(both(gives, blocks[i]), not_every);
    result.value.low += found == Answer::yes ? 1 : 0;
    result.value.high += found != Answer::no ? 1 : 0;
    if (explanation == nullptr) continue;
    if (known) explanation->rests_on.push_back({"votes", i});
    if (!party.votes) explanation->would_change.push_back({"votes", {{"party", Party{i}}}});
    if (gives == Answer::unknown) explanation->would_change.push_back({"says", {{"party", Party{i}}}});
    if (found == Answer::yes) explanation->would_change.push_back({"veto", {{"party", Party{i}}}});
  }
  if (!has_funder) return Measured::not_applicable();
  if (explanation != nullptr)
    explanation->why = {"why", {{"number", Number{result.value, 0}}, {"all", count(result.asked - 1)}}};
  return result;
}

/// Share of the money that its givers have bound to purposes of their own.
Measured earmarked(const Facts& facts, Parameters, Explanation* explanation) {
  if (funding_of(facts).is_none()) return Measured::not_applicable();
  return one_share(facts.earmarked, 0, explanation, "earmarked");
}

/// Share of the parties that have declared their conflicts of interest and left none of them open.
Measured conflicts(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_parties(facts, explanation, "conflict", [](const PartyFacts& party) {
    if (party.conflict == Conflict::unknown) return Answer::unknown;
    return party.conflict == Conflict::open ? Answer::no : Answer::yes;
  });
}

/// Share of the parties on whom no question of due diligence is open.
Measured diligence_settled(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_parties(facts, explanation, "diligence", [](const PartyFacts& party) {
    if (party.diligence == Diligence::unknown) return Answer::unknown;
    return party.diligence == Diligence::valid || party.diligence == Diligence::not_needed ? Answer::yes
                                                                                           : Answer::no;
  });
}

constexpr Parameter kOfPrivateMoney[] = {{"foundations_count", 0, 1}};
constexpr Measure kOfIndependence[] = {
    {"largest_private_share", Unit::share, false, kOfPrivateMoney, largest_private_share},
    {"funder_concentration", Unit::index, false, {}, funder_concentration},
    {"single_funder_veto", Unit::count, false, {}, single_funder_veto},
    {"earmarked", Unit::share, false, {}, earmarked},
    {"conflicts", Unit::share, true, {}, conflicts},
    {"diligence_settled", Unit::share, true, {}, diligence_settled},
};

}  // namespace

extern const Principle kIndependence{"independence", "8, 17", kOfIndependence};

}  // namespace entente::principles
