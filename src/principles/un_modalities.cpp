// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Respect for the modalities of the United Nations (62/211, ¶8): due diligence and permissions for name and
// emblem are in force, and the rules by which the UN works with others are kept.
#include <algorithm>

#include "principles/principles.hpp"
#include "principles/shares.hpp"

namespace entente::principles {

namespace {

bool needs_diligence(const PartyFacts& party) {
  return party.diligence != Diligence::not_needed;
}

/// Parties that may not be worked with as things stand: their due diligence has run out, or excludes them.
Measured expired_diligence(const Facts& facts, Parameters, Explanation* explanation) {
  return number_of_parties(
      facts, explanation, "diligence",
      [](const PartyFacts& party) {
        if (party.diligence == Diligence::unknown) return Answer::unknown;
        const auto is_out = party.diligence == Diligence::expired || party.diligence == Diligence::excluded;
        return is_out ? Answer::yes : Answer::no;
      },
      needs_diligence);
}

/// Parties that use the name or emblem without a permission that is in force on the day. Without the last day
/// of the permission nobody knows whether it is.
Measured expired_emblem(const Facts& facts, Parameters, Explanation* explanation) {
  return number_of_parties(
      facts, explanation, "emblem",
      [&facts](const PartyFacts& party) {
        if (party.emblem != Answer::yes) return party.emblem;
        if (!party.emblem_until) return Answer::unknown;
        return *party.emblem_until < facts.day ? Answer::yes : Answer::no;
      },
      [](const PartyFacts& party) { return party.kind != PartyKind::un; });
}

/// Share of those who need due diligence on whom it is done. Who has not said may need it or not.
Measured diligence_done(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_parties(
      facts, explanation, "diligence",
      [](const PartyFacts& party) {
        if (party.diligence == Diligence::unknown) return Answer::unknown;
        return party.diligence == Diligence::valid ? Answer::yes : Answer::no;
      },
      needs_diligence);
}

Answer answer_if(bool is_so) {
  return is_so ? Answer::yes : Answer::no;
}
Answer is_disclosed(const Facts& facts, Disclosed what) {
  return answer_if((facts.disclosed >> static_cast<unsigned>(what) & 1) != 0);
}

Answer nobody_is_exclusive(const Facts& facts) {
  auto found = Answer::yes;
  for (const auto& party : facts.parties) {
    if (!has_rivals(party)) continue;
    if (party.exclusive == Answer::yes) return Answer::no;
    if (party.exclusive == Answer::unknown) found = Answer::unknown;
  }
  return found;
}

/// A rule, under the key of what is said where it is not kept, or not known to be.
struct Rule {
  std::string_view key, fact;
  Answer (*kept)(const Facts&);
  bool (*rests_on)(const PartyFacts&) = nullptr;  ///< where the fact is one of parties: of which
};

constexpr Rule kRules[] = {
    {"agreement", "agreement", [](const Facts& facts) { return answer_if(facts.agreement); }},
    {"agreement_public", "disclosed",
     [](const Facts& facts) { return is_disclosed(facts, Disclosed::agreement); }},
    {"confirmed", "confirmed",
     [](const Facts& facts) {
       return answer_if(std::ranges::all_of(
           facts.parties, [](const PartyFacts& party) { return party.confirmed || party.signed_all; }));
     },
     [](const PartyFacts&) { return true; }},
    {"governance", "disclosed",
     [](const Facts& facts) { return is_disclosed(facts, Disclosed::governance); }},
    {"term", "disclosed", [](const Facts& facts) { return is_disclosed(facts, Disclosed::dates); }},
    {"reporting", "reports", [](const Facts& facts) { return answer_if(!facts.reports.empty()); }},
    {"no_exclusivity", "exclusive", nobody_is_exclusive,
     [](const PartyFacts& party) { return has_rivals(party) && party.exclusive != Answer::unknown; }},
};

/// Share of the rules that are kept.
Measured checklist(const Facts& facts, Parameters, Explanation* explanation) {
  if (facts.parties.empty()) return Measured::not_applicable();
  Measured result;
  double kept = 0;
  for (const auto& rule : kRules) {
    ++result.asked;
    const auto answer = rule.kept(facts);
    if (answer != Answer::unknown) ++result.known;
    if (answer == Answer::yes) ++kept;
    if (explanation == nullptr) continue;
    if (answer != Answer::yes) explanation->would_change.push_back({rule.key, {}});
    if (answer == Answer::unknown) continue;
    if (rule.rests_on == nullptr) explanation->rests_on.push_back({rule.fact, {}});
    for (std::size_t i = 0; rule.rests_on != nullptr && i < facts.parties.size(); ++i)
      if (rule.rests_on(facts.parties[i])) explanation->rests_on.push_back({rule.fact, i});
  }
  result.value = {kept / result.asked, (kept + result.asked - result.known) / result.asked};
  if (explanation != nullptr)
    explanation->why = {"why",
                        {{"share", Share{result.value}},
                         {"yes", count(kept)},
                         {"known", count(result.known)},
                         {"all", count(result.asked)}}};
  return result;
}

constexpr Measure kModalitiesMeasures[] = {
    {"expired_diligence", Unit::count, false, {}, expired_diligence},
    {"expired_emblem", Unit::count, false, {}, expired_emblem},
    {"diligence_done", Unit::share, true, {}, diligence_done},
    {"checklist", Unit::share, true, {}, checklist},
};

}  // namespace

extern const Principle kUnModalities{"un_modalities", "8", kModalitiesMeasures};

}  // namespace entente::principles
