// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"

/// Due diligence on organisations: its assessments, and what was done about each. An engine knows nothing of
/// what findings mean. These are no revisions: none of it is for everybody (docs/decisions/0087).
namespace entente::store {

enum class AssessmentState : std::uint8_t {
  requested,  ///< nobody assesses it yet
  assessing,
  hearing,  ///< handed to whoever decides: the organisation sees what was found and answers
  decided,
  stopped  ///< by a word of whoever decides, without a decision
};
inline constexpr std::size_t kAssessmentStates = 5;

struct Assessment {
  base::Uuid id;
  std::int64_t number = 0;  ///< from 1: people call it by that
  base::Uuid organisation;
  base::Uuid partnership;  ///< what it is wanted for; none where it is for no single one
  base::Uuid renews;       ///< the assessment that it takes the place of; none
  std::string country;     ///< whose focal point requested it; empty where an office did
  std::string purpose;
  AssessmentState state = AssessmentState::requested;
  base::Uuid requester, assessor, decider;  ///< none until there is one
  base::Sha256 policy{};                    ///< under which it is made
  std::string grade;                        ///< by that policy; empty until it is decided
  std::int64_t valid_until = 0;             ///< its last day, since 1970-01-01; 0 until it is decided
  base::Instant heard;                      ///< until when the organisation is heard, where it was shown
  base::Instant made, changed;
  bool operator==(const Assessment&) const = default;
};

/// What was done about an assessment, one after the other; nothing of it is ever changed.
struct AssessmentStep {
  base::Uuid assessment;
  std::int64_t ordinal = 0;  ///< from 1
  base::Uuid account;        ///< who
  std::string place;         ///< for which organisation; empty where in an office
  std::string what, key;     ///< `key`: which finding it is about; empty where none
  std::string words;         ///< a text, or canonical JSON
  std::string salt;          ///< bytes, of the seal of a decision
  base::Uuid sealed;         ///< the record that seals it
  base::Instant at;
  bool operator==(const AssessmentStep&) const = default;
};

class DiligenceReader {
 public:
  virtual ~DiligenceReader() = default;

  virtual std::optional<Assessment> numbered(std::int64_t number) = 0;
  virtual std::optional<Assessment> assessment(const base::Uuid& id) = 0;
  /// Of an organisation, the newest first.
  virtual std::vector<Assessment> of_organisation(const base::Uuid& organisation, std::size_t limit) = 0;
  /// In a state, by number, behind `after`.
  virtual std::vector<Assessment> in_state(AssessmentState, std::int64_t after, std::size_t limit) = 0;
  /// The same, of those that an account requested, or that were requested for a country.
  virtual std::vector<Assessment> requested_by(const base::Uuid& account, std::string_view country,
                                               AssessmentState, std::int64_t after, std::size_t limit) = 0;
  /// Decided ones whose last day is from one day to another, both counted, the earliest first; of the first
  /// day those behind the number `after`.
  virtual std::vector<Assessment> valid_until(std::int64_t first, std::int64_t last, std::int64_t after,
                                              std::size_t limit) = 0;
  /// All with a greater number, in its order.
  virtual std::vector<Assessment> after(std::int64_t number, std::size_t limit) = 0;
  virtual std::vector<AssessmentStep> steps(const base::Uuid& assessment) = 0;
  /// What an account wrote, the newest first.
  virtual std::vector<AssessmentStep> written_by(const base::Uuid& account, std::size_t limit) = 0;
  /// The text of a policy that was kept.
  virtual std::optional<std::string> policy(const base::Sha256& hash) = 0;
};

class DiligenceWriter : public DiligenceReader {
 public:
  /// A new one. Returns the number it is given.
  virtual std::int64_t add(const Assessment&) = 0;
  /// Sets all of one that is known by its id but its number, what it was requested for and by whom, its
  /// policy and when it was made.
  virtual void set(const Assessment&) = 0;
  /// The next step of its assessment, whatever its `ordinal` says.
  virtual void add_step(const AssessmentStep&) = 0;
  /// Kept already is no fault.
  virtual void keep_policy(const base::Sha256& hash, std::string_view text) = 0;
};

}  // namespace entente::store
