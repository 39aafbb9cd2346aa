// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "store/diligence.hpp"
#include "store/form.hpp"
#include "store/table_of.hpp"

/// Internal to store: assessments of organisations, their steps, and the policies they were made under.
namespace entente::store {

namespace diligence_sql {

inline constexpr std::string_view kNumbered =
    "SELECT id, number, organisation, partnership, renews, country, purpose, state, requester, assessor, "
    "decider, policy, grade, valid_until, heard, made, changed FROM assessment WHERE number = $1";
inline constexpr std::string_view kById =
    "SELECT id, number, organisation, partnership, renews, country, purpose, state, requester, assessor, "
    "decider, policy, grade, valid_until, heard, made, changed FROM assessment WHERE id = $1";
inline constexpr std::string_view kOfOrganisation =
    "SELECT id, number, organisation, partnership, renews, country, purpose, state, requester, assessor, "
    "decider, policy, grade, valid_until, heard, made, changed FROM assessment WHERE organisation = $1 "
    "ORDER BY number DESC LIMIT $2";
inline constexpr std::string_view kStanding =
    "SELECT id, number, organisation, partnership, renews, country, purpose, state, requester, assessor, "
    "decider, policy, grade, valid_until, heard, made, changed FROM assessment WHERE state = $1 AND number > "
    "$2 ORDER BY number LIMIT $3";
/// Each half by an index of its own; one that both bring is there once.
inline constexpr std::string_view kRequested =
    "SELECT * FROM (SELECT id, number, organisation, partnership, renews, country, purpose, state, "
    "requester, "
    "assessor, decider, policy, grade, valid_until, heard, made, changed FROM assessment "
    "WHERE state = $1 AND number > $2 AND requester = $3 ORDER BY number LIMIT $4) AS own "
    "UNION SELECT * FROM (SELECT id, number, organisation, partnership, renews, country, purpose, state, "
    "requester, assessor, decider, policy, grade, valid_until, heard, made, changed FROM assessment "
    "WHERE state = $1 AND number > $2 AND country = $5 ORDER BY number LIMIT $4) AS place "
    "ORDER BY number LIMIT $4";
inline constexpr std::string_view kValidUntil =
    "SELECT id, number, organisation, partnership, renews, country, purpose, state, requester, assessor, "
    "decider, policy, grade, valid_until, heard, made, changed FROM assessment WHERE state = $1 AND "
    "valid_until >= $2 AND valid_until <= $3 AND (valid_until > $2 OR number > $4) "
    "ORDER BY valid_until, number LIMIT $5";
inline constexpr std::string_view kBehind =
    "SELECT id, number, organisation, partnership, renews, country, purpose, state, requester, assessor, "
    "decider, policy, grade, valid_until, heard, made, changed FROM assessment WHERE number > $1 "
    "ORDER BY number LIMIT $2";
inline constexpr std::string_view kHighest = "SELECT coalesce(max(number), 0) FROM assessment";
inline constexpr std::string_view kInsert =
    "INSERT INTO assessment (id, number, organisation, partnership, renews, country, purpose, state, "
    "requester, assessor, decider, policy, grade, valid_until, heard, made, changed) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
inline constexpr std::string_view kUpdate =
    "UPDATE assessment SET organisation = $1, state = $2, assessor = $3, decider = $4, grade = $5, "
    "valid_until = $6, heard = $7, changed = $8 WHERE id = $9";

inline constexpr std::string_view kStepsBy =
    "SELECT assessment, ordinal, account, place, what, finding, words, salt, sealed, moment "
    "FROM assessment_step WHERE account = $1 ORDER BY moment DESC, assessment, ordinal DESC LIMIT $2";
inline constexpr std::string_view kStepsIn =
    "SELECT assessment, ordinal, account, place, what, finding, words, salt, sealed, moment "
    "FROM assessment_step WHERE assessment = $1 ORDER BY ordinal";
inline constexpr std::string_view kHighestStep =
    "SELECT coalesce(max(ordinal), 0) FROM assessment_step WHERE assessment = $1";
inline constexpr std::string_view kInsertStep =
    "INSERT INTO assessment_step (assessment, ordinal, account, place, what, finding, words, salt, sealed, "
    "moment) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

inline constexpr std::string_view kPolicy = "SELECT text FROM assessment_policy WHERE hash = $1";
inline constexpr std::string_view kKeepPolicy =
    "INSERT INTO assessment_policy (hash, text) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING";

}  // namespace diligence_sql

template <class Engine>
class DiligenceTable final : public DiligenceWriter, private TableOf<Engine, DiligenceTable<Engine>> {
  using Tables = TableOf<Engine, DiligenceTable<Engine>>;
  friend Tables;
  using Bytes = typename Tables::Bytes;
  using Tables::bounded;
  using Tables::change;
  using Tables::connection_;
  using Tables::number;

 public:
  explicit DiligenceTable(typename Engine::Connection& connection, typename Tables::Guard guard = unguarded)
      : Tables(connection, std::move(guard)) {}

  std::optional<Assessment> numbered(std::int64_t wanted) override {
    return this->template one<Assessment>(diligence_sql::kNumbered, wanted);
  }
  std::optional<Assessment> assessment(const base::Uuid& id) override {
    return this->template one<Assessment>(diligence_sql::kById, id);
  }
  std::vector<Assessment> of_organisation(const base::Uuid& organisation, std::size_t limit) override {
    return this->template all<Assessment>(diligence_sql::kOfOrganisation, organisation, bounded(limit));
  }
  std::vector<Assessment> in_state(AssessmentState state, std::int64_t last, std::size_t limit) override {
    return this->template all<Assessment>(diligence_sql::kStanding, code(state), last, bounded(limit));
  }
  std::vector<Assessment> requested_by(const base::Uuid& account, std::string_view country,
                                       AssessmentState state, std::int64_t last, std::size_t limit) override {
    return this->template all<Assessment>(diligence_sql::kRequested, code(state), last, account,
                                          bounded(limit), country);
  }
  std::vector<Assessment> valid_until(std::int64_t first, std::int64_t last, std::int64_t behind,
                                      std::size_t limit) override {
    return this->template all<Assessment>(diligence_sql::kValidUntil, code(AssessmentState::decided), first,
                                          last, behind, bounded(limit));
  }
  std::vector<Assessment> after(std::int64_t last, std::size_t limit) override {
    return this->template all<Assessment>(diligence_sql::kBehind, last, bounded(limit));
  }
  std::vector<AssessmentStep> steps(const base::Uuid& assessment) override {
    return this->template all<AssessmentStep>(diligence_sql::kStepsIn, assessment);
  }
  std::vector<AssessmentStep> written_by(const base::Uuid& account, std::size_t limit) override {
    return this->template all<AssessmentStep>(diligence_sql::kStepsBy, account, bounded(limit));
  }
  std::optional<std::string> policy(const base::Sha256& hash) override {
    return this->template one<std::string>(diligence_sql::kPolicy, hash);
  }

  std::int64_t add(const Assessment& a) override {
    if (a.id.is_nil() || a.organisation.is_nil())
      throw base::BadInput("assessment", "has no id, or is about no organisation");
    require_texts(a);
    const auto given = number(diligence_sql::kHighest) + 1;
    change(diligence_sql::kInsert, a.id, given, a.organisation, a.partnership, a.renews, view(a.country),
           view(a.purpose), code(a.state), a.requester, a.assessor, a.decider, a.policy, view(a.grade),
           a.valid_until, a.heard, a.made, a.changed);
    return given;
  }
  void set(const Assessment& a) override {
    require_texts(a);
    change(diligence_sql::kUpdate, a.organisation, code(a.state), a.assessor, a.decider, view(a.grade),
           a.valid_until, a.heard, a.changed, a.id);
  }
  void add_step(const AssessmentStep& s) override {
    require_text("place of a step", s.place);
    require_text("kind of a step", s.what);
    require_text("finding of a step", s.key);
    require_text("words of a step", s.words);
    change(diligence_sql::kInsertStep, s.assessment, number(diligence_sql::kHighestStep, s.assessment) + 1,
           s.account, view(s.place), view(s.what), view(s.key), view(s.words), Bytes{s.salt}, s.sealed, s.at);
  }
  void keep_policy(const base::Sha256& hash, std::string_view text) override {
    require_text("policy", text);
    change(diligence_sql::kKeepPolicy, hash, text);
  }

 private:
  static std::string_view view(const std::string& s) { return s; }
  static std::int64_t code(AssessmentState state) { return static_cast<std::int64_t>(state); }
  static void require_texts(const Assessment& a) {
    require_text("country of an assessment", a.country);
    require_text("purpose of an assessment", a.purpose);
    require_text("grade of an assessment", a.grade);
  }
  template <class Row>
  AssessmentState read_state(const Row& row, int column) {
    const auto found = row.integer(column);
    if (found < 0 || found >= static_cast<std::int64_t>(kAssessmentStates)) connection_.fail_damaged();
    return static_cast<AssessmentState>(found);
  }

  // One row as a value, its columns in the order of the statements above.
  template <class Row>
  void read(const Row& row, Assessment& a) {
    a = {row.uuid(0),  row.integer(1),     row.uuid(2),     row.uuid(3),     row.uuid(4),    row.text(5),
         row.text(6),  read_state(row, 7), row.uuid(8),     row.uuid(9),     row.uuid(10),   row.sha256(11),
         row.text(12), row.integer(13),    row.instant(14), row.instant(15), row.instant(16)};
  }
  template <class Row>
  void read(const Row& row, AssessmentStep& s) {
    s = {row.uuid(0), row.integer(1), row.uuid(2), row.text(3), row.text(4),
         row.text(5), row.text(6),    row.text(7), row.uuid(8), row.instant(9)};
  }
  template <class Row>
  void read(const Row& row, std::string& text) {
    text = row.text(0);
  }
};

}  // namespace entente::store
