// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "store/form.hpp"
#include "store/screening.hpp"
#include "store/table_of.hpp"

/// Internal to store: hits of screening, what was done about them, and which parties were screened.
namespace entente::store {

namespace screening_sql {

inline constexpr std::string_view kHit =
    "SELECT id, subject, dataset, entry, subject_version, list_version, subject_hash, entry_hash, score, "
    "listed, reasons, algorithm, settings, state, found, since, country FROM screening_hit WHERE id = $1";
inline constexpr std::string_view kOfSubject =
    "SELECT id, subject, dataset, entry, subject_version, list_version, subject_hash, entry_hash, score, "
    "listed, reasons, algorithm, settings, state, found, since, country FROM screening_hit WHERE subject = "
    "$1 "
    "ORDER BY dataset, entry";
inline constexpr std::string_view kInState =
    "SELECT id, subject, dataset, entry, subject_version, list_version, subject_hash, entry_hash, score, "
    "listed, reasons, algorithm, settings, state, found, since, country FROM screening_hit "
    "WHERE state = $1 AND (since > $2 OR (since = $2 AND id > $3)) AND ($4 = '' OR dataset = $4) "
    "AND ($5 = '' OR country = $5) AND score >= $6 ORDER BY since, id LIMIT $7";
inline constexpr std::string_view kAfter =
    "SELECT id, subject, dataset, entry, subject_version, list_version, subject_hash, entry_hash, score, "
    "listed, reasons, algorithm, settings, state, found, since, country FROM screening_hit WHERE id > $1 "
    "ORDER BY id LIMIT $2";
inline constexpr std::string_view kCountInState =
    "SELECT count(*) FROM (SELECT 1 AS one FROM screening_hit WHERE state = $1 AND ($2 = '' OR dataset = $2) "
    "AND ($3 = '' OR country = $3) AND score >= $4 LIMIT $5) AS counted";
inline constexpr std::string_view kCountsOfSubject =
    "SELECT state, count(*) FROM screening_hit WHERE subject = $1 AND ($2 = '' OR dataset = $2) "
    "AND ($3 = '' OR country = $3) AND score >= $4 GROUP BY state";
inline constexpr std::string_view kAdd =
    "INSERT INTO screening_hit (id, subject, dataset, entry, subject_version, list_version, subject_hash, "
    "entry_hash, score, listed, reasons, algorithm, settings, state, found, since, country) VALUES ($1, $2, "
    "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
inline constexpr std::string_view kSet =
    "UPDATE screening_hit SET subject_version = $1, list_version = $2, subject_hash = $3, entry_hash = $4, "
    "score = $5, listed = $6, reasons = $7, algorithm = $8, settings = $9, state = $10, since = $11, "
    "country = $12 WHERE id = $13";

inline constexpr std::string_view kMove = "UPDATE screening_hit SET subject = $1 WHERE id = $2";

inline constexpr std::string_view kSteps =
    "SELECT hit, ordinal, account, what, words, decision, salt, sealed, moment FROM screening_step "
    "WHERE hit = $1 ORDER BY ordinal";
inline constexpr std::string_view kDoneBy =
    "SELECT hit, ordinal, account, what, words, decision, salt, sealed, moment FROM screening_step "
    "WHERE account = $1 ORDER BY moment DESC, hit, ordinal DESC LIMIT $2";
inline constexpr std::string_view kLastStep =
    "SELECT coalesce(max(ordinal), 0) FROM screening_step WHERE hit = $1";
inline constexpr std::string_view kAddStep =
    "INSERT INTO screening_step (hit, ordinal, account, what, words, decision, salt, sealed, moment) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

inline constexpr std::string_view kScreened =
    "SELECT subject, hash, against, moment FROM screened_party WHERE subject = $1";
inline constexpr std::string_view kSetScreened =
    "INSERT INTO screened_party (subject, hash, against, moment) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (subject) DO UPDATE SET hash = excluded.hash, against = excluded.against, "
    "moment = excluded.moment";

}  // namespace screening_sql

template <class Engine>
class ScreeningTable final : public ScreeningWriter, private TableOf<Engine, ScreeningTable<Engine>> {
  using Tables = TableOf<Engine, ScreeningTable<Engine>>;
  friend Tables;
  using Bytes = typename Tables::Bytes;
  using Tables::bounded;
  using Tables::change;
  using Tables::connection_;
  using Tables::number;

 public:
  explicit ScreeningTable(typename Engine::Connection& connection, typename Tables::Guard guard = unguarded)
      : Tables(connection, std::move(guard)) {}

  std::optional<ScreeningHit> hit(const base::Uuid& id) override {
    return this->template one<ScreeningHit>(screening_sql::kHit, id);
  }
  std::vector<ScreeningHit> hits_of(const base::Uuid& subject) override {
    return this->template all<ScreeningHit>(screening_sql::kOfSubject, subject);
  }
  std::vector<ScreeningHit> hits_in(HitState state, const HitFilter& f, base::Instant since,
                                    const base::Uuid& id, std::size_t limit) override {
    return this->template all<ScreeningHit>(screening_sql::kInState, code(state), since, id, view(f.dataset),
                                            view(f.country), f.least_score, bounded(limit));
  }
  std::vector<ScreeningHit> hits_after(const base::Uuid& after, std::size_t limit) override {
    return this->template all<ScreeningHit>(screening_sql::kAfter, after, bounded(limit));
  }
  std::array<std::int64_t, kHitStates> hit_counts(const HitFilter& f, std::int64_t most) override {
    // One for each: a state with many is left as soon as they are enough.
    std::array<std::int64_t, kHitStates> counts{};
    for (std::size_t state = 0; state < counts.size(); ++state)
      counts.at(state) = number(screening_sql::kCountInState, static_cast<std::int64_t>(state),
                                view(f.dataset), view(f.country), f.least_score, most);
    return counts;
  }
  std::array<std::int64_t, kHitStates> hit_counts_of(const base::Uuid& subject, const HitFilter& f) override {
    std::array<std::int64_t, kHitStates> counts{};
    for (const auto& [state, count] : this->template all<CountedState>(
             screening_sql::kCountsOfSubject, subject, view(f.dataset), view(f.country), f.least_score))
      counts.at(static_cast<std::size_t>(state)) = count;
    return counts;
  }
  std::vector<ScreeningStep> steps(const base::Uuid& hit) override {
    return this->template all<ScreeningStep>(screening_sql::kSteps, hit);
  }
  std::vector<ScreeningStep> done_by(const base::Uuid& account, std::size_t limit) override {
    return this->template all<ScreeningStep>(screening_sql::kDoneBy, account, bounded(limit));
  }
  std::optional<ScreenedParty> screened(const base::Uuid& subject) override {
    return this->template one<ScreenedParty>(screening_sql::kScreened, subject);
  }

  void add(const ScreeningHit& h) override {
    if (h.id.is_nil() || h.subject.is_nil())
      throw base::BadInput("hit of screening", "has no id, or is about nothing");
    require_texts(h);
    change(screening_sql::kAdd, h.id, h.subject, view(h.dataset), view(h.entry), h.subject_version,
           h.list_version, h.subject_hash, h.entry_hash, h.score, view(h.listed), view(h.reasons),
           view(h.algorithm), view(h.settings), code(h.state), h.found, h.since, view(h.country));
  }
  void set(const ScreeningHit& h) override {
    require_texts(h);
    change(screening_sql::kSet, h.subject_version, h.list_version, h.subject_hash, h.entry_hash, h.score,
           view(h.listed), view(h.reasons), view(h.algorithm), view(h.settings), code(h.state), h.since,
           view(h.country), h.id);
  }
  void move(const base::Uuid& hit, const base::Uuid& subject) override {
    if (subject.is_nil()) throw base::BadInput("hit " + hit.str(), "would be about nothing");
    change(screening_sql::kMove, subject, hit);
  }
  void add_step(const ScreeningStep& s) override {
    require_text("kind of a step", s.what);
    require_text("words of a step", s.words);
    require_text("decision on a hit", s.decision);
    change(screening_sql::kAddStep, s.hit, number(screening_sql::kLastStep, s.hit) + 1, s.account,
           view(s.what), view(s.words), view(s.decision), Bytes{s.salt}, s.sealed, s.at);
  }
  void set_screened(const ScreenedParty& p) override {
    require_text("lists that a party was compared with", p.against);
    change(screening_sql::kSetScreened, p.subject, p.hash, view(p.against), p.at);
  }

 private:
  static std::string_view view(const std::string& s) { return s; }
  static std::int64_t code(HitState state) { return static_cast<std::int64_t>(state); }
  static void require_texts(const ScreeningHit& h) {
    require_text("dataset of a hit", h.dataset);
    require_text("country of a party", h.country);
    require_text("entry of a hit", h.entry);
    require_text("entry of a list", h.listed);
    require_text("reasons of a hit", h.reasons);
    require_text("algorithm of a hit", h.algorithm);
    require_text("settings of a hit", h.settings);
  }

  struct CountedState {
    std::int64_t state = 0, count = 0;
  };

  // One row as a value, its columns in the order of the statements above.
  template <class Row>
  void read(const Row& row, ScreeningHit& h) {
    const auto state = row.integer(13);
    if (state < 0 || state > code(HitState::closed)) connection_.fail_damaged();
    h = {row.uuid(0),     row.uuid(1),    row.text(16),  row.text(2),   row.text(3),
         row.integer(4),  row.integer(5), row.sha256(6), row.sha256(7), row.integer(8),
         row.text(9),     row.text(10),   row.text(11),  row.text(12),  static_cast<HitState>(state),
         row.instant(14), row.instant(15)};
  }
  template <class Row>
  void read(const Row& row, CountedState& c) {
    c = {row.integer(0), row.integer(1)};
    if (c.state < 0 || c.state > code(HitState::closed)) connection_.fail_damaged();
  }
  template <class Row>
  void read(const Row& row, ScreeningStep& s) {
    s = {row.uuid(0), row.integer(1), row.uuid(2), row.text(3),   row.text(4),
         row.text(5), row.text(6),    row.uuid(7), row.instant(8)};
  }
  template <class Row>
  void read(const Row& row, ScreenedParty& p) {
    p = {row.uuid(0), row.sha256(1), row.text(2), row.instant(3)};
  }
};

}  // namespace entente::store
