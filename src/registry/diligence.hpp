// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/permission.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/text.hpp"
#include "registry/diligence_policy.hpp"
#include "registry/register.hpp"
#include "store/diligence.hpp"

/// Due diligence on an organisation: one person requests it, another assesses, a third decides; the
/// organisation sees what was found, screening aside, and answers (docs/decisions/0087).
namespace entente::registry {

/// The kinds of step that an assessment takes.
inline constexpr std::string_view kDiligenceRequested = "requested", kDiligenceAssigned = "assigned",
                                  kDiligenceFinding = "finding", kDiligenceHanded = "handed",
                                  kDiligenceHandedBack = "handed_back", kDiligenceAnswered = "answered",
                                  kDiligenceResponse = "response", kDiligenceHeard = "heard",
                                  kDiligenceDecided = "decided", kDiligenceStopped = "stopped";
std::string_view name_of(store::AssessmentState);  ///< "hearing"

inline constexpr std::size_t kMostDiligenceCharacters = 5'000;
inline constexpr std::size_t kMostDiligenceText = 3 * kMostDiligenceCharacters;  ///< bytes, in any script
inline constexpr std::size_t kMostDiligenceEvidence = 20;                        ///< pieces of one finding
inline constexpr std::size_t kMostControversies = 50;                            ///< of one assessment
inline constexpr std::size_t kMostDiligenceSteps = 1'000;  ///< of those who assess and decide
inline constexpr std::size_t kMostDiligenceAnswers = 100;  ///< of the organisation

/// What a finding comes to. That the evidence does not suffice is an answer of its own.
inline constexpr std::string_view kOutcomeClear = "clear", kOutcomeFound = "found",
                                  kOutcomeUnclear = "unclear";

/// A page elsewhere, or a file by its SHA-256.
struct DiligenceEvidence {
  std::string address, hash;  ///< one of them
  std::string title;
  bool operator==(const DiligenceEvidence&) const = default;
};

/// What screening had come to when a finding on it was written.
struct DiligenceScreening {
  std::optional<base::Instant> screened;  ///< nothing: never
  std::int64_t waiting = 0, same = 0, not_same = 0, unclear = 0;
  std::vector<std::pair<std::string, std::int64_t>> lists;  ///< with which versions
  std::vector<std::string> unread;  ///< lists in use that could not be read: nobody is compared with these
  bool operator==(const DiligenceScreening&) const = default;
};

struct DiligenceFinding {
  std::string outcome, text;
  std::vector<DiligenceEvidence> evidence;
  std::string source;                                ///< of a controversy: who says so
  std::optional<base::PartialDate> date;             ///< of a controversy: when it was said
  std::int64_t valid_until = 0;                      ///< its last day
  std::optional<DiligenceScreening> screening = {};  ///< of a finding on screening
  bool operator==(const DiligenceFinding&) const = default;
};

/// As a form sends it.
struct TypedFinding {
  std::string outcome, text;
  std::string evidence;  ///< a line a piece: an address or a SHA-256, then a title
  std::string source, date;
  std::string valid_until;  ///< empty: as long as the policy has it
};

struct TypedDecision {
  std::string grade, reason;
  std::string note;        ///< for those who assess and decide alone
  std::string conditions;  ///< may be empty
  std::string valid_until;
};

/// What speaks against what was typed: the field, and the name of a message diligence.fault.….
struct DiligenceFault {
  std::string field, what;
  bool operator==(const DiligenceFault&) const = default;
};

struct NewAssessment {
  base::Uuid organisation;
  base::Uuid partnership;   ///< none
  std::int64_t renews = 0;  ///< the number of the one whose place it takes; 0: none
  std::string country;      ///< a focal point requests it for that one; empty for the register
  std::string purpose;
};

/// What was said beside a finding, by the organisation or by whoever assesses.
struct DiligenceWord {
  bool by_organisation = false;
  std::string text, author;  ///< no author for the organisation to see
  base::Instant at;
};

struct FindingView {
  std::string key, section;                 ///< "exclusion.tobacco", "exclusion"
  std::optional<DiligenceFinding> finding;  ///< the one that stands
  std::optional<DiligenceFinding> earlier;  ///< of the assessment that this one renews
  std::size_t versions = 0;
  std::string author;
  base::Instant at;
  bool expired = false;
  std::vector<DiligenceWord> words;
};

struct DecisionView {
  std::string grade, reason, note, conditions, author;
  std::int64_t valid_until = 0;
  base::Instant at;
  base::Uuid record;   ///< that seals it in the public log
  bool sealed = true;  ///< false: its row is not what was sealed
};

struct DiligenceLine {
  store::AssessmentStep step;
  std::string author;
};

struct AssessmentDetail {
  store::Assessment assessment;
  std::int64_t version = 0;                       ///< the ordinal of its last step
  std::shared_ptr<const DiligencePolicy> policy;  ///< that it is made under
  base::Text organisation, partnership;
  std::string requester, assessor, decider;  ///< names; none for the organisation to see
  std::vector<FindingView> findings;         ///< in the order of the policy
  std::vector<DiligenceLine> lines;          ///< what was done; none for the organisation
  std::optional<DecisionView> decision;
  std::int64_t renews = 0;
  std::int64_t ends_first = 0;  ///< the day on which the first of the findings ends; 0: there is none
  bool heard = false;           ///< the organisation has had its say, or its days are over
  bool expired = false;
};

struct AssessmentRow {
  store::Assessment assessment;
  base::Text organisation;
  std::string assessor;
  bool expired = false;
};

/// What whoever looks may do with one.
struct DiligenceRights {
  bool assign = false, assess = false, take = false, decide = false, stop = false;
};

/// The use cases. Whoever acts is handed in; what the table of permissions does not allow, or what would make
/// one person two of the three, throws access::Refused. Safe for many threads.
class Diligence {
 public:
  Diligence(Register& reg, std::shared_ptr<const DiligencePolicy> policy)
      : reg_(reg), policy_(std::move(policy)) {}

  const DiligencePolicy& policy() const { return *policy_; }

  // Requesting --------------------------------------------------------------------------------
  struct Requested {
    std::optional<DiligenceFault> fault;
    std::int64_t number = 0;
  };
  /// Throws base::NotFound where no such organisation stands, base::Conflict where one is under way.
  Requested request(const access::Actor&, const NewAssessment&);
  /// The countries for which somebody may request, "" being the register.
  static std::vector<std::string> requests_for(const access::Actor&);

  // Those who assess and decide ---------------------------------------------------------------
  std::vector<AssessmentRow> list(const access::Actor&, store::AssessmentState, std::int64_t after,
                                  std::size_t limit) const;
  /// Decided ones that end soon or have ended, the first to end first.
  std::vector<AssessmentRow> ending(const access::Actor&, std::size_t limit) const;
  /// Throws base::NotFound; for whoever requested it, without what was found.
  AssessmentDetail look(const access::Actor&, std::int64_t number) const;
  DiligenceRights rights(const access::Actor&, const AssessmentDetail&) const;
  /// Those who could assess it: account and name.
  std::vector<std::pair<base::Uuid, std::string>> assessors(const access::Actor&, std::int64_t number) const;
  /// Oneself, or by whoever may decide, and did not request it, anybody who may assess.
  void assign(const access::Actor&, std::int64_t number, const base::Uuid& account);
  /// For whoever assesses it: where screening stands now.
  DiligenceScreening screening(const AssessmentDetail&) const;
  std::optional<DiligenceFault> find(const access::Actor&, std::int64_t number, std::string_view key,
                                     const TypedFinding&);
  /// Beside a finding, to what the organisation answered.
  std::optional<DiligenceFault> respond(const access::Actor&, std::int64_t number, std::string_view key,
                                        std::string_view text);
  /// To whoever decides, and to the organisation. The fault names what is missing; it is "changed" here and
  /// in the two below where another step than the one that was `seen` is the last.
  std::optional<DiligenceFault> hand_over(const access::Actor&, std::int64_t number, std::int64_t seen);
  std::optional<DiligenceFault> hand_back(const access::Actor&, std::int64_t number, std::int64_t seen,
                                          std::string_view reason);
  /// "hearing" while the organisation is heard, "speaks" where one of the others speaks for it by now.
  std::optional<DiligenceFault> decide(const access::Actor&, std::int64_t number, std::int64_t seen,
                                       const TypedDecision&);
  /// By whoever could decide it: somebody who neither requested nor assessed it.
  std::optional<DiligenceFault> stop(const access::Actor&, std::int64_t number, std::string_view reason);

  // The organisation --------------------------------------------------------------------------
  /// Those that it was shown, of all organisations that somebody speaks for.
  std::vector<AssessmentRow> shown(const access::Actor&, std::size_t limit) const;
  /// Nothing where it was shown to none of theirs. Without screening, and without people's names.
  std::optional<AssessmentDetail> shown_one(const access::Actor&, std::int64_t number) const;
  std::optional<DiligenceFault> answer(const access::Actor&, std::int64_t number, std::string_view key,
                                       std::string_view text);
  /// It has nothing more to say.
  void be_heard(const access::Actor&, std::int64_t number);

 private:
  Register& reg_;
  std::shared_ptr<const DiligencePolicy> policy_;

  std::optional<DiligenceFault> word(const access::Actor&, std::int64_t number, std::string_view key,
                                     std::string_view text, bool by_organisation);
  AssessmentRow row_of(store::Reader&, store::Assessment) const;
};

/// Whether every decision, with all that was done before it, is what was sealed in the log. Returns how many
/// are; throws base::Error, naming the first that is not.
std::int64_t verify_assessments(Register&);

}  // namespace entente::registry
