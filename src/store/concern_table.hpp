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
#include "store/concerns.hpp"
#include "store/form.hpp"
#include "store/table_of.hpp"

/// Internal to store: concerns, their steps, and to whom they were handed on.
namespace entente::store {

namespace concern_sql {

inline constexpr std::string_view kNumbered =
    "SELECT id, number, about, hash, kind, state, sight, contact, shown, shortened, made, due, changed "
    "FROM concern WHERE number = $1";
inline constexpr std::string_view kRaisedWith =
    "SELECT id, number, about, hash, kind, state, sight, contact, shown, shortened, made, due, changed "
    "FROM concern WHERE hash = $1";
inline constexpr std::string_view kPublishedAbout =
    "SELECT id, number, about, hash, kind, state, sight, contact, shown, shortened, made, due, changed "
    "FROM concern WHERE about = $1 AND sight = $2 ORDER BY number DESC LIMIT $3";
inline constexpr std::string_view kInState =
    "SELECT id, number, about, hash, kind, state, sight, contact, shown, shortened, made, due, changed "
    "FROM concern WHERE state = $1 AND (due > $2 OR (due = $2 AND number > $3)) "
    "ORDER BY due, number LIMIT $4";
inline constexpr std::string_view kAfter =
    "SELECT id, number, about, hash, kind, state, sight, contact, shown, shortened, made, due, changed "
    "FROM concern WHERE number > $1 ORDER BY number LIMIT $2";
inline constexpr std::string_view kHandedTo =
    "SELECT id, number, about, hash, kind, state, sight, contact, shown, shortened, made, due, changed "
    "FROM concern WHERE id IN (SELECT concern FROM concern_place WHERE place = $1) "
    "ORDER BY number DESC LIMIT $2";
inline constexpr std::string_view kIsHandedTo =
    "SELECT count(*) FROM concern_place WHERE place = $1 AND concern = $2";
inline constexpr std::string_view kCountAbout =
    "SELECT count(*) FROM concern WHERE about = $1 AND state = $2";
inline constexpr std::string_view kCountIn = "SELECT count(*) FROM concern WHERE state = $1";
inline constexpr std::string_view kOverdue = "SELECT count(*) FROM concern WHERE state = $1 AND due <= $2";
inline constexpr std::string_view kLastNumber = "SELECT coalesce(max(number), 0) FROM concern";
inline constexpr std::string_view kAdd =
    "INSERT INTO concern (id, number, about, hash, kind, state, sight, contact, shown, shortened, made, due, "
    "changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
inline constexpr std::string_view kSet =
    "UPDATE concern SET state = $1, sight = $2, contact = $3, shown = $4, shortened = $5, due = $6, "
    "changed = $7, about = $8 WHERE id = $9";
inline constexpr std::string_view kForgetContacts =
    "UPDATE concern SET contact = $1 WHERE state <> $2 AND changed < $3 AND length(contact) > 0 "
    "RETURNING id";

inline constexpr std::string_view kStepsOf =
    "SELECT concern, ordinal, account, place, what, words, moment FROM concern_step "
    "WHERE concern = $1 ORDER BY ordinal";
inline constexpr std::string_view kWrittenBy =
    "SELECT concern, ordinal, account, place, what, words, moment FROM concern_step "
    "WHERE account = $1 ORDER BY moment DESC, concern, ordinal DESC LIMIT $2";
inline constexpr std::string_view kLastOrdinal =
    "SELECT coalesce(max(ordinal), 0) FROM concern_step WHERE concern = $1";
inline constexpr std::string_view kAddTo =
    "INSERT INTO concern_step (concern, ordinal, account, place, what, words, moment) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";
inline constexpr std::string_view kSetWords =
    "UPDATE concern_step SET words = $1 WHERE concern = $2 AND ordinal = $3";
inline constexpr std::string_view kHandOn =
    "INSERT INTO concern_place (place, concern) VALUES ($1, $2) ON CONFLICT (place, concern) DO NOTHING";

}  // namespace concern_sql

template <class Engine>
class ConcernTable final : public ConcernWriter, private TableOf<Engine, ConcernTable<Engine>> {
  using Tables = TableOf<Engine, ConcernTable<Engine>>;
  friend Tables;
  using Bytes = typename Tables::Bytes;
  using Tables::bounded;
  using Tables::change;
  using Tables::connection_;
  using Tables::number;

 public:
  explicit ConcernTable(typename Engine::Connection& connection, typename Tables::Guard guard = unguarded)
      : Tables(connection, std::move(guard)) {}

  std::optional<Concern> numbered(std::int64_t wanted) override {
    return this->template one<Concern>(concern_sql::kNumbered, wanted);
  }
  std::optional<Concern> raised_with(const base::Sha256& hash) override {
    return this->template one<Concern>(concern_sql::kRaisedWith, hash);
  }
  std::array<std::int64_t, kConcernStates> counts_about(const base::Uuid& record) override {
    std::array<std::int64_t, kConcernStates> counts{};
    for (std::size_t state = 0; state < counts.size(); ++state)
      counts.at(state) = number(concern_sql::kCountAbout, record, static_cast<std::int64_t>(state));
    return counts;
  }
  std::int64_t count_in(ConcernState state) override { return number(concern_sql::kCountIn, code(state)); }
  std::int64_t overdue(base::Instant now) override {
    return number(concern_sql::kOverdue, code(ConcernState::open), now);
  }
  std::vector<Concern> published_about(const base::Uuid& record, std::size_t limit) override {
    return this->template all<Concern>(concern_sql::kPublishedAbout, record, code(ConcernSight::published),
                                       bounded(limit));
  }
  std::vector<Concern> in_state(ConcernState state, base::Instant due, std::int64_t last,
                                std::size_t limit) override {
    return this->template all<Concern>(concern_sql::kInState, code(state), due, last, bounded(limit));
  }
  std::vector<Concern> after(std::int64_t last, std::size_t limit) override {
    return this->template all<Concern>(concern_sql::kAfter, last, bounded(limit));
  }
  std::vector<Concern> handed_to(std::string_view place, std::size_t limit) override {
    if (!is_text(place)) return {};
    return this->template all<Concern>(concern_sql::kHandedTo, place, bounded(limit));
  }
  bool is_handed_to(const base::Uuid& concern, std::string_view place) override {
    return is_text(place) && number(concern_sql::kIsHandedTo, place, concern) > 0;
  }
  std::vector<ConcernStep> steps(const base::Uuid& concern) override {
    return this->template all<ConcernStep>(concern_sql::kStepsOf, concern);
  }
  std::vector<ConcernStep> written_by(const base::Uuid& account, std::size_t limit) override {
    return this->template all<ConcernStep>(concern_sql::kWrittenBy, account, bounded(limit));
  }

  std::int64_t add(const Concern& c) override {
    if (c.id.is_nil() || c.about.is_nil()) throw base::BadInput("concern", "has no id, or is about nothing");
    require_texts(c);
    const auto given = number(concern_sql::kLastNumber) + 1;
    change(concern_sql::kAdd, c.id, given, c.about, c.hash, view(c.kind), code(c.state), code(c.sight),
           Bytes{c.contact}, view(c.shown), flag(c.shortened), c.made, c.due, c.changed);
    return given;
  }
  void set(const Concern& c) override {
    require_texts(c);
    change(concern_sql::kSet, code(c.state), code(c.sight), Bytes{c.contact}, view(c.shown),
           flag(c.shortened), c.due, c.changed, c.about, c.id);
  }
  void add_step(const ConcernStep& s) override {
    require_text("place of a step", s.place);
    require_text("kind of a step", s.what);
    change(concern_sql::kAddTo, s.concern, number(concern_sql::kLastOrdinal, s.concern) + 1, s.account,
           view(s.place), view(s.what), Bytes{s.words}, s.at);
  }
  void set_words(const base::Uuid& concern, std::int64_t ordinal, std::string_view words) override {
    change(concern_sql::kSetWords, Bytes{words}, concern, ordinal);
  }
  void hand_on(const base::Uuid& concern, std::string_view place) override {
    require_text("place of a concern", place);
    change(concern_sql::kHandOn, place, concern);
  }
  std::int64_t forget_contacts(base::Instant changed_before) override {
    return change(concern_sql::kForgetContacts, Bytes{std::string_view()}, code(ConcernState::open),
                  changed_before);
  }

 private:
  static std::string_view view(const std::string& s) { return s; }
  static std::int64_t flag(bool yes) { return yes ? 1 : 0; }
  template <class Enum>
  static std::int64_t code(Enum value) {
    return static_cast<std::int64_t>(value);
  }
  static void require_texts(const Concern& c) {
    require_text("kind of a concern", c.kind);
    require_text("words of a concern", c.shown);
  }
  template <class Enum, class Row>
  Enum read_code(const Row& row, int column, Enum last) {
    const auto found = row.integer(column);
    if (found < 0 || found > code(last)) connection_.fail_damaged();
    return static_cast<Enum>(found);
  }

  // One row as a value, its columns in the order of the statements above.
  template <class Row>
  void read(const Row& row, Concern& c) {
    c = {row.uuid(0),
         row.integer(1),
         row.uuid(2),
         row.sha256(3),
         row.text(4),
         read_code(row, 5, ConcernState::withdrawn),
         read_code(row, 6, ConcernSight::published),
         row.text(7),
         row.text(8),
         row.integer(9) != 0,
         row.instant(10),
         row.instant(11),
         row.instant(12)};
  }
  template <class Row>
  void read(const Row& row, ConcernStep& s) {
    s = {row.uuid(0), row.integer(1), row.uuid(2), row.text(3), row.text(4), row.text(5), row.instant(6)};
  }
};

}  // namespace entente::store
