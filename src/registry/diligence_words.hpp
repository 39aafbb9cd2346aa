// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/diligence.hpp"

/// Internal to registry: what assessments say, as it is kept and as it is read.
namespace entente::registry {

std::string form_of(const DiligenceFinding&);
DiligenceFinding read_finding(std::string_view);
std::string form_of(const DecisionView&);
DecisionView read_decision(std::string_view);

/// "exclusion" of "exclusion.tobacco".
std::string_view section_of(std::string_view key);
/// Whether a policy has a finding of that name: a section, a criterion of it, or a numbered controversy.
bool is_finding_key(const DiligencePolicy&, std::string_view key);
bool is_controversy(std::string_view key);                                ///< a numbered one
std::size_t number_of_controversy(std::string_view key);                  ///< of such a one
std::size_t last_controversy(const std::vector<store::AssessmentStep>&);  ///< 0: there is none

/// Reads what was typed for a finding; the fault where it cannot stand.
struct ReadFinding {
  std::optional<DiligenceFault> fault;
  DiligenceFinding finding;
};
/// Where the register has screened the organisation, that is evidence.
std::optional<DiligenceFault> fault_of_screening(const DiligenceFinding&);
/// "hits" where one waits or is the same, "unread_list" where a list in use could not be read; else nothing.
std::string_view against_clear(const DiligenceScreening&);
/// Where screening of an organisation stands.
DiligenceScreening screening_of(store::Reader&, const base::Uuid& organisation);
ReadFinding read_typed(const DiligencePolicy&, std::string_view key, const TypedFinding&, std::int64_t today);
std::optional<DiligenceFault> fault_of_diligence_text(std::string_view field, std::string_view text,
                                                      bool needed = true);
/// "2027-05-31" as days since 1970-01-01.
std::optional<std::int64_t> typed_day(std::string_view);

/// The policy that an assessment was made under. Throws base::Error where it is not kept, or cannot be read
/// any more.
std::shared_ptr<const DiligencePolicy> policy_of(store::Reader&, const store::Assessment&,
                                                 const std::shared_ptr<const DiligencePolicy>& today);

/// Who reads.
enum class DiligenceReaderKind : std::uint8_t { office, requester, organisation };
AssessmentDetail detail_of(store::Reader&, const store::Assessment&, std::shared_ptr<const DiligencePolicy>,
                           std::int64_t today, base::Instant now, DiligenceReaderKind);

/// A step to add: somebody in an office did that, about no finding.
store::AssessmentStep new_step(const store::Assessment&, const base::Uuid& account, std::string_view what,
                               std::string words, base::Instant at);

/// Whether the organisation has had its say since it was shown this last, or its days are over.
bool is_heard(const store::Assessment&, const std::vector<store::AssessmentStep>&, base::Instant now);

/// "changed" where another step than the one that somebody has seen is the last.
std::optional<DiligenceFault> fault_of_version(const std::vector<store::AssessmentStep>&, std::int64_t seen);

/// What speaks against handing it over and deciding: a required finding is missing or has ended, or screening
/// is said to be clear while a hit waits now, or one is the same.
std::optional<DiligenceFault> fault_of_findings(store::Reader&, const AssessmentDetail&);

/// What is sealed of a decision: itself, of which assessment, under which policy, by whom, and the hash of
/// all that was done before it.
std::string sealed_form(const store::Assessment&, const store::AssessmentStep& decided,
                        const std::vector<store::AssessmentStep>& before);

/// Whether a decision is what was sealed, and what it rests on, and the row of its assessment says the same.
bool is_as_sealed(store::Reader&, const store::Assessment&, const std::vector<store::AssessmentStep>&);

/// An organisation has few: one at a time, each of months.
inline constexpr std::size_t kAllAssessments = std::numeric_limits<std::size_t>::max();
/// Whether one of its assessments is neither decided nor stopped.
bool has_assessment_under_way(store::Reader&, const base::Uuid& organisation);

/// Whether its organisation has no newer one, those aside that were stopped.
bool is_newest(store::Reader&, const store::Assessment&);

/// Throws base::NotFound.
store::Assessment standing_assessment(store::Reader&, std::int64_t number);
/// For whoever acts in an office. Throws access::Refused where no office of theirs may, base::NotFound also
/// where they speak for the organisation: they are not told that there is one.
store::Assessment assessment_for(store::Reader&, const access::Actor&, access::Action, std::int64_t number);
bool speaks_for(const access::Actor&, const store::Assessment&);
/// Accounts that have assessed, and that have decided or handed back.
bool has_assessed(const store::Assessment&, const std::vector<store::AssessmentStep>&, const base::Uuid&);
bool has_judged(const std::vector<store::AssessmentStep>&, const base::Uuid&);
/// Throw access::Refused where whoever acts is another of the three.
void require_assessing(const access::Actor&, const store::Assessment&,
                       const std::vector<store::AssessmentStep>&);
void require_deciding(const access::Actor&, const store::Assessment&,
                      const std::vector<store::AssessmentStep>&);
void require_not_requester(const access::Actor&, const store::Assessment&);
void require_state(const store::Assessment&, store::AssessmentState);

/// Puts a notice for each holder of an office of the register, but for those who speak for the organisation
/// and for whoever acts.
void tell_offices(store::UnitOfWork&, const base::Clock&, const access::Actor&, const store::Assessment&,
                  const std::vector<access::Role>&, std::string_view kind);
/// The same for those who speak for the organisation.
void tell_organisation(store::UnitOfWork&, const base::Clock&, const store::Assessment&,
                       std::string_view kind);
void tell_one(store::UnitOfWork&, const base::Clock&, const access::Actor&, const store::Assessment&,
              const base::Uuid& account, std::string_view kind);

}  // namespace entente::registry
