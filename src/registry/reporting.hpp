// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "registry/made_in.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// For how many days an upheld appeal puts a mark off at most: two years.
inline constexpr std::int64_t kPutOffAtMost = 731;

/// A party's place in the reporting calendar of one of its partnerships.
struct OwnReporting {
  Held<model::Participation> part;
  base::Text partnership, organisation;  ///< what they are called
  bool confirmed = false;                ///< the part: a party that has not confirmed it does not report
  Freshness freshness;
  std::optional<Held<model::Report>> open;  ///< begun by this party and not published
  model::Report start;                      ///< what its next report starts from
  std::optional<Held<model::ReportingRhythm>> rhythm;
  std::vector<Held<model::Appeal>> appeals;    ///< against the partnership's marks, newest first
  std::vector<Held<model::Report>> published;  ///< by this party, newest first
};

/// A partnership on which somebody may report.
struct ReportPlace {
  base::Uuid part, partnership, organisation;
  base::Text title;
  Freshness freshness;
  std::string state;        ///< of the report that its party has begun; empty where none
  bool correction = false;  ///< what it has begun corrects an earlier report: the one that is due is another
};

/// A report or an appeal, with the names of what it is about.
template <class T>
struct Told {
  Held<T> held;
  base::Text partnership, organisation;
  bool own = false;  ///< of the one it waits for: somebody else decides
};

/// How parties report on their partnerships, and how the register takes it. Whoever acts is handed in; what
/// the table of permissions does not allow throws access::Refused. A record that was changed since it was
/// read throws base::Conflict; what was asked under a name before (access::Actor::request) is not done again.
class PartyReports {
 public:
  /// `reviewed`: what a party hands in is read by the register before it is published.
  explicit PartyReports(Register& reg, bool reviewed = true) : reg_(reg), reviewed_(reviewed) {}

  // Reading -----------------------------------------------------------------------------------
  /// Where an actor's organisations may report, by the day it is due; at most `limit`.
  std::vector<ReportPlace> places(const access::Actor&, std::size_t limit) const;
  /// Nothing where no such part stands.
  std::optional<OwnReporting> of_part(const access::Actor&, const base::Uuid& part) const;
  /// A report that was published; nothing for any other record.
  std::optional<Told<model::Report>> report(const base::Uuid& id) const;
  /// One that was published and has been withdrawn.
  std::optional<Told<model::Report>> withdrawn_report(const base::Uuid& id) const;
  /// Whether an actor may correct a report, or withdraw it.
  static bool may_correct(const access::Actor&, const model::Report&);
  static bool may_withdraw(const access::Actor&, const model::Report&);
  /// Those published last in the whole register, at most `limit`, newest first.
  std::vector<Told<model::Report>> latest(std::size_t limit) const;
  /// Handed in and not yet published or returned, the longest waiting first.
  std::vector<Told<model::Report>> to_review(const access::Actor&) const;
  std::optional<Told<model::Report>> one_to_review(const access::Actor&, const base::Uuid& id) const;
  /// Appeals that are not decided, the oldest first.
  std::vector<Told<model::Appeal>> to_decide(const access::Actor&) const;
  std::optional<Told<model::Appeal>> one_to_decide(const access::Actor&, const base::Uuid& id) const;

  // Writing -----------------------------------------------------------------------------------
  /// Saves what a party reports: of `report` count the period, the texts and the figures. `version` is that
  /// of the open report it was made from, 0 where there was none. Handed in, it waits for its review, or is
  /// published where there is none; until it is handed in it may lack anything. What corrects another says
  /// why.
  Made save(const access::Actor&, const base::Uuid& part, std::int64_t version, const model::Report& report,
            bool hand_in);
  /// Begins a draft that corrects a report which its party has published: written, handed in and reviewed as
  /// any, and published it takes that one's place, which keeps its address and the day from which it counts.
  /// Until then the other stands. The draft that corrects it already is the one; base::Conflict where the
  /// party has another report open.
  /// Returns the draft's id.
  Made correct(const access::Actor&, const base::Uuid& report, std::int64_t version);
  /// By its party, or by whoever reviews reports; it counts no more, and a draft that corrects it ends.
  store::Committed withdraw(const access::Actor&, const base::Uuid& report, std::int64_t version,
                            const base::Text& reason);
  /// The open report ends; what it said stays in its history, which its writers alone could read.
  store::Committed discard(const access::Actor&, const base::Uuid& part, std::int64_t version);
  /// Not by whoever handed it in, or speaks for its party. Returns the id of what is published, which is
  /// another's where this corrects it.
  Made publish(const access::Actor&, const base::Uuid& id, std::int64_t version);
  store::Committed give_back(const access::Actor&, const base::Uuid& id, std::int64_t version,
                             const base::Text& why);
  /// How often the partnership reports: `months` is one of kRhythms. `version` of the rhythm that stood, or
  /// 0. What is due stays due; the new rhythm counts from the report that ends it.
  store::Committed set_rhythm(const access::Actor&, const base::Uuid& part, std::int64_t version,
                              std::int64_t months, const std::optional<base::PartialDate>& first_due);
  /// Against the mark of this day, where it says that a report is due, silent or dormant; one at a time.
  store::Committed appeal(const access::Actor&, const base::Uuid& part, const base::Text& reason);
  /// Upheld, no report is due before `until`, which lies within two years; refused, it has none. Not by
  /// whoever appealed, or speaks for the party that did.
  store::Committed decide(const access::Actor&, const base::Uuid& id, std::int64_t version,
                          const base::Text& answer, const std::optional<base::PartialDate>& until);

 private:
  Register& reg_;
  bool reviewed_;
};

/// Whether somebody who reviews or decides has something to do: reports and appeals that wait.
struct CalendarWaiting {
  std::int64_t reports = 0, appeals = 0;
};
CalendarWaiting calendar_waiting(Register&);

}  // namespace entente::registry
