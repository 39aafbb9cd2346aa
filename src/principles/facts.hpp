// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

/// What the principles are measured on: the facts of one partnership on one day, as numbers. They are read
/// from its records, or from columns; a measure sees nothing else, so that all that a status rests on can be
/// kept, hashed and shown. What nobody has said is not known, which is never a no.
namespace entente::principles {

/// The days, as days since 1970-01-01.
using Day = std::int32_t;

enum class Answer : std::uint8_t { unknown, no, yes };

/// The kinds of party that the measures tell apart, of the vocabulary organisation_type.
enum class PartyKind : std::uint8_t {
  unknown,
  government,  ///< government, local_government, other_public
  un,          ///< un_entity
  multilateral,
  business,  ///< private_sector
  civil,     ///< international_ngo, regional_ngo, national_ngo
  foundation,
  academic,
  other,  ///< ppp, other
};

/// The development group of a party's country by the UN's World Economic Situation and Prospects, on the day.
/// Those that are at home in no country are `none`.
enum class DevelopmentGroup : std::uint8_t { unknown, none, developed, transition, developing };

/// How a party came to be one.
enum class Selection : std::uint8_t { unknown, founder, open_call, invited, assigned };

/// Conflicts of interest, as the party declares them.
enum class Conflict : std::uint8_t { unknown, none, managed, open };

/// Where due diligence on a party stands.
enum class Diligence : std::uint8_t { unknown, not_needed, missing, under_way, valid, expired, excluded };

/// Persons of one level, by sex as the party publishes them.
struct Posts {
  double women = 0, men = 0;
  bool senior = false;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("women", self.women);
    v("men", self.men);
    v("senior", self.senior);
  }
};

/// One party in the partnership. Shares are from 0 to 1.
struct PartyFacts {
  PartyKind kind = PartyKind::unknown;
  DevelopmentGroup group = DevelopmentGroup::unknown;
  bool least_developed = false;  ///< its country is on the list of least developed countries
  std::uint16_t region = 0;      ///< M49 code of its continent; 0: not known
  bool leads = false, funds = false, hosts = false;  ///< by its role
  bool confirmed = false;                            ///< its part, as it stands
  bool signed_all = false;                           ///< the agreement in force, where there is one
  bool benefits = false;                             ///< says what it gains
  bool brings = false;                               ///< says, or promised, what it brings
  std::optional<std::uint32_t> goals;                ///< it pursues here: bit 0 is goal 1
  Answer serves_outcome = Answer::unknown;           ///< its activities are linked to a shared outcome
  std::optional<double> contribution, benefit;       ///< its shares of all that is brought and gained
  std::optional<double> funding;                     ///< its share of the money
  std::optional<double> seats, votes;                ///< in the body that governs; 0 where it has none
  Selection selection = Selection::unknown;
  Answer exclusive = Answer::unknown;    ///< it is promised that no rival may take part, buy or sell
  Answer procurement = Answer::unknown;  ///< it sells, or may sell, to the partnership or the host
  Answer emblem = Answer::unknown;       ///< it uses the name or emblem of the UN
  std::optional<Day> emblem_until;       ///< last day of the permission for it
  Conflict conflict = Conflict::unknown;
  Diligence diligence = Diligence::unknown;
  Answer guidance = Answer::unknown;  ///< has acknowledged the guidance of the host countries
  Answer employment_policy = Answer::unknown, complaints_channel = Answer::unknown;
  std::vector<Posts> posts;  ///< by level; empty: not known
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("kind", self.kind);
    v("group", self.group);
    v("least_developed", self.least_developed);
    v("region", self.region);
    v("leads", self.leads);
    v("funds", self.funds);
    v("hosts", self.hosts);
    v("confirmed", self.confirmed);
    v("signed_all", self.signed_all);
    v("benefits", self.benefits);
    v("brings", self.brings);
    v("goals", self.goals);
    v("serves_outcome", self.serves_outcome);
    v("contribution", self.contribution);
    v("benefit", self.benefit);
    v("funding", self.funding);
    v("seats", self.seats);
    v("votes", self.votes);
    v("selection", self.selection);
    v("exclusive", self.exclusive);
    v("procurement", self.procurement);
    v("emblem", self.emblem);
    v("emblem_until", self.emblem_until);
    v("conflict", self.conflict);
    v("diligence", self.diligence);
    v("guidance", self.guidance);
    v("employment_policy", self.employment_policy);
    v("complaints_channel", self.complaints_channel);
    v("posts", self.posts);
  }
};

/// A report that was due, and when it came.
struct ReportFact {
  Day due = 0;
  std::optional<Day> sent;  ///< absent: it has not come, which is known
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("due", self.due);
    v("sent", self.sent);
  }
};

enum class ResultLevel : std::uint8_t { other, output, outcome, impact };

/// One indicator, as its newest period shows it.
struct IndicatorFact {
  ResultLevel level = ResultLevel::other;
  std::optional<double> progress;  ///< (actual - baseline) / (target - baseline); 1: the target is reached
  std::uint8_t attested = 0;       ///< 0 claim … 5 independent evaluation (vocabulary attestation_level)
  bool by_sex = false, disaggregated = false;
  Answer national = Answer::unknown;  ///< it is one of the country's own frameworks
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("level", self.level);
    v("progress", self.progress);
    v("attested", self.attested);
    v("by_sex", self.by_sex);
    v("disaggregated", self.disaggregated);
    v("national", self.national);
  }
};

/// People reached by one activity or period.
struct ReachFact {
  std::optional<double> people;
  std::optional<double> population;  ///< of those whom it is for
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("people", self.people);
    v("population", self.population);
  }
};

/// So many of so many.
struct Tally {
  double done = 0, all = 0;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("done", self.done);
    v("all", self.all);
  }
};

/// A part of a whole: a field of work or a region, with its weight.
struct Weighted {
  std::uint16_t code = 0;  ///< place in the vocabulary `field`, or M49 code of a sub-region
  double weight = 0;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("code", self.code);
    v("weight", self.weight);
  }
};

/// What can be disclosed, a bit each.
enum class Disclosed : std::uint8_t {
  purpose,
  goals,
  places,
  parties,
  governance,
  dates,
  budget,
  contacts,
  agreement,
  commitments,
  deliveries,
  results,
  reports,
  documents,
  website,
};
inline constexpr std::size_t kDisclosable = 15;

struct Facts {
  Day day = 0;                                   ///< on which all this is so
  std::uint8_t kind = 0, level = 0, status = 0;  ///< places in the vocabularies of those names
  std::optional<Day> began, ended;
  std::vector<PartyFacts> parties;
  std::uint32_t disclosed = 0;  ///< bits of Disclosed
  Tally structured;             ///< statements that a machine can read, of all that are made
  std::optional<Day> changed;   ///< the last day on which something of it was said
  std::vector<ReportFact> reports;
  Tally owned_commitments;               ///< with a giver who is named
  std::optional<Tally> recommendations;  ///< closed; absent: nobody has said whether there are any
  Tally concerns;                        ///< answered in time, of those published
  Tally revisions;                       ///< of what was changed after publication: with a reason
  bool agreement = false;                ///< one is in force
  std::optional<double> quota;           ///< votes that a decision needs
  std::vector<Weighted> fields_of_work, regions;
  std::optional<double> earmarked;  ///< share of the money that is bound to a giver's purpose
  std::vector<IndicatorFact> indicators;
  std::vector<ReachFact> reach;
  Answer negative_effects = Answer::unknown;  ///< are stated, or said to be none
  std::optional<double> runway_months;        ///< for which there is money
  std::optional<double> local_recurrent;      ///< share of the recurrent cost that is carried locally
  Answer exit_plan = Answer::unknown, outcome_kept = Answer::unknown;
  std::optional<Tally> national_objectives;  ///< taken from national frameworks
  Answer government_data = Answer::unknown;
  std::array<std::uint16_t, 4> hosts{};       ///< countries whose word is: silent, aligned, endorsed, objects
  std::optional<std::uint8_t> gender_marker;  ///< 0 … 2 (principal objective)
  std::uint16_t least_developed_places = 0;   ///< least developed countries in which it works
  std::array<std::uint16_t, 3> members{};     ///< of the UN, on the day: developed, in transition, developing
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("day", self.day);
    v("kind", self.kind);
    v("level", self.level);
    v("status", self.status);
    v("began", self.began);
    v("ended", self.ended);
    v("parties", self.parties);
    v("disclosed", self.disclosed);
    v("structured", self.structured);
    v("changed", self.changed);
    v("reports", self.reports);
    v("owned_commitments", self.owned_commitments);
    v("recommendations", self.recommendations);
    v("concerns", self.concerns);
    v("revisions", self.revisions);
    v("agreement", self.agreement);
    v("quota", self.quota);
    v("fields", self.fields_of_work);
    v("regions", self.regions);
    v("earmarked", self.earmarked);
    v("indicators", self.indicators);
    v("reach", self.reach);
    v("negative_effects", self.negative_effects);
    v("runway_months", self.runway_months);
    v("local_recurrent", self.local_recurrent);
    v("exit_plan", self.exit_plan);
    v("outcome_kept", self.outcome_kept);
    v("national_objectives", self.national_objectives);
    v("government_data", self.government_data);
    v("hosts", self.hosts);
    v("gender_marker", self.gender_marker);
    v("least_developed_places", self.least_developed_places);
    v("members", self.members);
  }
};

}  // namespace entente::principles
