// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "model/values.hpp"

/// What a party says of itself in one partnership, and how that partnership is governed (62/211, paragraphs 8
/// and 16). Records of the register like any other, which hang on their partnership. What nobody has said is
/// absent, which is never a no: answers are yes, no or empty, and a number that is nought is told apart from
/// one that is not there. So numbers are decimals, of which nought is written.
namespace entente::model {

/// Persons of one level, by sex.
struct PostsByLevel {
  std::string level;
  std::optional<base::Decimal> women, men;
  bool operator==(const PostsByLevel&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("level", self.level, Rule{.about = "level of the posts", .required = true, .vocabulary = "post_level"});
    v("women", self.women, Rule{.about = "posts that women hold", .required = true});
    v("men", self.men, Rule{.about = "posts that men hold", .required = true});
  }
};

/// What a party says of itself in one partnership.
struct PartyStatement {
  static constexpr std::string_view kType = "party_statement";
  base::Uuid partnership, organisation;
  std::vector<Goal> goals;
  std::string serves;
  std::vector<base::Uuid> results;
  std::string selection;
  std::optional<base::Decimal> contribution, benefit;
  std::string exclusive, procurement, emblem;
  std::optional<base::PartialDate> emblem_until;
  base::Text ties;
  std::string conflict;
  base::Text conflicts;
  std::string employment_policy;
  base::Text employment;
  std::string employment_url;
  std::vector<PostsByLevel> posts;
  std::string complaints_channel;
  base::Text complaints;
  std::string complaints_url;
  bool operator==(const PartyStatement&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("organisation", self.organisation, Rule{.about = "the party that says so of itself", .required = true});
    v("goals", self.goals, Rule{.about = "goals it pursues in this partnership", .items = 40});
    v("serves", self.serves,
      Rule{.about = "whether its activities serve a result of the partnership", .vocabulary = "answer"});
    v("results", self.results, Rule{.about = "the results that its activities serve", .items = 500});
    v("selection", self.selection,
      Rule{.about = "how it came to be a party", .vocabulary = "party_selection"});
    v("contribution", self.contribution, Rule{.about = "its share of all that is brought, 0 to 100"});
    v("benefit", self.benefit, Rule{.about = "its share of all that is gained, 0 to 100"});
    v("exclusive", self.exclusive,
      Rule{.about = "whether it is promised that no rival may take part, buy or sell",
           .vocabulary = "answer"});
    v("procurement", self.procurement,
      Rule{.about = "whether it sells, or may sell, to the partnership or a host", .vocabulary = "answer"});
    v("emblem", self.emblem,
      Rule{.about = "whether it uses the name or emblem of the United Nations", .vocabulary = "answer"});
    v("emblem_until", self.emblem_until, Rule{.about = "last day of the permission for it"});
    v("ties", self.ties,
      Rule{.about = "what it says of exclusivity, sales and the emblem, in words", .max = 20'000});
    v("conflict", self.conflict,
      Rule{.about = "conflicts of interest, as it declares them", .vocabulary = "conflict_state"});
    v("conflicts", self.conflicts, Rule{.about = "which, and how they are managed", .max = 20'000});
    v("employment_policy", self.employment_policy,
      Rule{.about = "whether it has a policy against discrimination in employment (paragraph 16)",
           .vocabulary = "answer"});
    v("employment", self.employment, Rule{.about = "that policy, in words", .max = 20'000});
    v("employment_url", self.employment_url, Rule{.about = "where that policy can be read", .max = 4'000});
    v("posts", self.posts, Rule{.about = "its posts by level and sex", .items = 20, .column = false});
    v("complaints_channel", self.complaints_channel,
      Rule{.about = "whether those who work for it can complain of discrimination", .vocabulary = "answer"});
    v("complaints", self.complaints, Rule{.about = "how, in words", .max = 20'000});
    v("complaints_url", self.complaints_url, Rule{.about = "where complaints are taken", .max = 4'000});
  }
};

/// A party's place in the body that governs. A party that is not named is one of which nobody has said.
struct Seat {
  base::Uuid organisation;
  std::optional<base::Decimal> seats, votes;
  bool operator==(const Seat&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("organisation", self.organisation, Rule{.about = "the party", .required = true});
    v("seats", self.seats, Rule{.about = "its seats; 0 where it has none"});
    v("votes", self.votes, Rule{.about = "its votes; 0 where it has none"});
  }
};

/// What somebody recommended to the partnership, and what becomes of it.
struct Recommendation {
  base::Text text;
  std::string by;
  PartyRef owner;
  std::optional<base::PartialDate> due;
  std::string state;
  bool operator==(const Recommendation&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("text", self.text, Rule{.about = "what is recommended", .required = true, .max = 20'000});
    v("by", self.by, Rule{.about = "who recommends it: an evaluation, an audit", .max = 2'000});
    v("owner", self.owner, Rule{.about = "who answers for it"});
    v("due", self.due, Rule{.about = "the day by which it is to be done"});
    v("state", self.state,
      Rule{.about = "where it stands", .required = true, .vocabulary = "recommendation_state"});
  }
};

/// How a partnership is governed, paid for and ended, as the party that leads it says. One stands for each
/// partnership at most.
struct Governance {
  static constexpr std::string_view kType = "governance";
  base::Uuid partnership, organisation;
  std::vector<Seat> seats;
  std::optional<base::Decimal> quota;
  std::optional<base::Decimal> earmarked, runway_months, local_recurrent;
  std::string exit_plan;
  base::Text exit;
  std::string outcome_kept;
  base::Text kept_after;
  std::optional<base::Decimal> objectives, national_objectives;
  base::Text frameworks;
  std::string government_data;
  std::string negative_effects;
  base::Text effects;
  std::string recommended;
  std::vector<Recommendation> recommendations;
  std::string gender_marker;
  bool operator==(const Governance&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("organisation", self.organisation, Rule{.about = "the party that says so", .required = true});
    v("seats", self.seats,
      Rule{.about = "who sits and votes in the body that governs", .items = 1'000, .column = false});
    v("quota", self.quota, Rule{.about = "votes that a decision needs"});
    v("earmarked", self.earmarked,
      Rule{.about = "share of the money that is bound to a giver's purpose, 0 to 100"});
    v("runway_months", self.runway_months, Rule{.about = "months for which there is money"});
    v("local_recurrent", self.local_recurrent,
      Rule{.about = "share of the recurrent cost that is carried locally, 0 to 100"});
    v("exit_plan", self.exit_plan,
      Rule{.about = "whether it is agreed how the partnership ends", .vocabulary = "answer"});
    v("exit", self.exit, Rule{.about = "how, in words", .max = 20'000});
    v("outcome_kept", self.outcome_kept,
      Rule{.about = "whether what was reached is kept after the end", .vocabulary = "answer"});
    v("kept_after", self.kept_after, Rule{.about = "what is kept, and by whom", .max = 20'000});
    v("objectives", self.objectives, Rule{.about = "how many objectives it has"});
    v("national_objectives", self.national_objectives,
      Rule{.about = "how many of them are taken from national frameworks"});
    v("frameworks", self.frameworks, Rule{.about = "which frameworks", .max = 20'000});
    v("government_data", self.government_data,
      Rule{.about = "whether it measures with the data of the country's government", .vocabulary = "answer"});
    v("negative_effects", self.negative_effects,
      Rule{.about = "what is said of negative effects", .vocabulary = "negative_effects"});
    v("effects", self.effects, Rule{.about = "these effects, in words", .max = 20'000});
    v("recommended", self.recommended,
      Rule{.about = "whether anybody has recommended anything to it", .vocabulary = "answer"});
    v("recommendations", self.recommendations,
      Rule{.about = "what was recommended, and what became of it", .items = 200, .column = false});
    v("gender_marker", self.gender_marker,
      Rule{.about = "whether gender equality is an aim of it", .vocabulary = "gender_marker"});
  }
};

/// The record that holds how a partnership is governed, made of its id: so that none has two.
base::Uuid governance_of(const base::Uuid& partnership);
/// The record that holds what a party says of itself in a partnership first, made of both ids. After a merge
/// of organisations a party's statement may stand under another.
base::Uuid statement_of(const base::Uuid& partnership, const base::Uuid& organisation);

}  // namespace entente::model
