// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// National ownership (62/211, ¶3, ¶4, ¶6): the countries where a partnership works set its course. It is not
// asked of one that says where it works and names no country.
#include <numeric>

#include "principles/principles.hpp"
#include "principles/shares.hpp"
#include "principles/statements.hpp"

namespace entente::principles {

namespace {

/// Places of what a government says, among Facts::hosts.
constexpr std::size_t kSilent = 0, kAligned = 1, kEndorsed = 2, kObjects = 3;

double hosts_of(const Facts& facts) {
  return std::accumulate(facts.hosts.begin(), facts.hosts.end(), 0.0);
}

/// It says where it works, and that is in no country.
bool has_no_host(const Facts& facts) {
  if (hosts_of(facts) > 0) return false;
  for (const auto& each : facts.parties)
    if (each.hosts) return false;
  return (facts.disclosed >> static_cast<unsigned>(Disclosed::places) & 1U) != 0;
}

/// Share of the objectives that are taken from national frameworks.
Measured national_objectives(const Facts& facts, Parameters, Explanation* explanation) {
  if (has_no_host(facts)) return Measured::not_applicable();
  const auto& objectives = facts.national_objectives;
  if (objectives) return share_of_tally(*objectives, explanation, "national_objectives");
  return one_share({}, 1, explanation, "national_objectives");
}

/// Share of the indicators that are the country's own.
Measured national_indicators(const Facts& facts, Parameters, Explanation* explanation) {
  if (has_no_host(facts)) return Measured::not_applicable();
  return share_of_indicators(facts, explanation, [](const IndicatorFact& each) { return each.national; });
}

/// Whether the results rest on data of the government.
Measured government_data(const Facts& facts, Parameters, Explanation* explanation) {
  if (has_no_host(facts)) return Measured::not_applicable();
  return one_answer(facts.government_data, explanation, "government_data");
}

/// Share of the host countries whose governments have said that it is aligned, or endorsed it. One that has
/// said nothing may say either.
Measured host_word(const Facts& facts, Parameters, Explanation* explanation) {
  if (has_no_host(facts)) return Measured::not_applicable();
  const auto all = hosts_of(facts);
  if (all <= 0) {
    if (explanation != nullptr) {
      explanation->why = {"none", {}};
      explanation->would_change.push_back({"places", {}});
    }
    return {.value = {0, 1}, .known = 0, .asked = 1};
  }
  const auto for_it = static_cast<double>(facts.hosts[kAligned]) + facts.hosts[kEndorsed];
  const double unsaid = facts.hosts[kSilent], against = facts.hosts[kObjects];
  const Measured result{
      .value = {for_it / all, (for_it + unsaid) / all}, .known = all - unsaid, .asked = all};
  if (explanation == nullptr) return result;

  explanation->why = {"why", {{"share", Share{result.value}}, {"yes", count(for_it)}, {"all", count(all)}}};
  if (result.known > 0) explanation->rests_on.push_back({"hosts", {}});
  if (against > 0) explanation->would_change.push_back({"objects", {{"count", count(against)}}});
  if (unsaid > 0) explanation->would_change.push_back({"says", {{"count", count(unsaid)}}});
  return result;
}

/// Share of the seats that parties of the host countries hold. A party that has not said may hold any number.
Measured host_seats(const Facts& facts, Parameters, Explanation* explanation) {
  if (facts.parties.empty() || has_no_host(facts)) return Measured::not_applicable();
  Measured result{.asked = static_cast<double>(facts.parties.size())};
  double of_hosts = 0, of_all = 0;
  bool some_host = false, some_other = false;  // has not said
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto& party = facts.parties[i];
    if (!party.seats) {
      (party.hosts ? some_host : some_other) = true;
      if (explanation != nullptr) explanation->would_change.push_back({"says", {{"party", Party{i}}}});
      continue;
    }
    ++result.known;
    of_all += *party.seats;
    if (party.hosts) of_hosts += *party.seats;
    if (explanation != nullptr) explanation->rests_on.push_back({"seats", i});
  }
  if (!some_host && !some_other && of_all <= 0) return Measured::not_applicable();
  const auto share = of_all > 0 ? of_hosts / of_all : 0;
  result.value = {some_other ? 0 : share, some_host ? 1 : share};
  if (explanation != nullptr) {
    explanation->why = {
        "why",
        {{"share", Share{result.value}}, {"known", count(result.known)}, {"all", count(result.asked)}}};
    if (result.value.low < 1) explanation->would_change.push_back({"could", {}});
  }
  return result;
}

/// Share of the parties that have acknowledged the guidance of the host countries; those who are at home
/// there are not asked.
Measured guidance(const Facts& facts, Parameters, Explanation* explanation) {
  if (has_no_host(facts)) return Measured::not_applicable();
  return share_of_parties(
      facts, explanation, "guidance", [](const PartyFacts& party) { return party.guidance; },
      [](const PartyFacts& party) { return !party.hosts; });
}

constexpr Measure kOfOwnership[] = {
    {"national_objectives", Unit::share, true, {}, national_objectives},
    {"national_indicators", Unit::share, true, {}, national_indicators},
    {"government_data", Unit::share, true, {}, government_data},
    {"host_word", Unit::share, true, {}, host_word},
    {"host_seats", Unit::share, true, {}, host_seats},
    {"guidance", Unit::share, true, {}, guidance},
};

}  // namespace

extern const Principle kNationalOwnership{"national_ownership", "3, 4, 6", kOfOwnership};

}  // namespace entente::principles
