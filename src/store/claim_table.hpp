// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "store/claims.hpp"
#include "store/form.hpp"
#include "store/table_of.hpp"

/// Internal to store: claims and offers of roles.
namespace entente::store {

namespace claim_sql {

inline constexpr std::string_view kClaim =
    "SELECT id, account, role, place, state, website, identifiers, made, changed FROM claim WHERE id = $1";
inline constexpr std::string_view kClaimsOf =
    "SELECT id, account, role, place, state, website, identifiers, made, changed FROM claim "
    "WHERE account = $1 ORDER BY id DESC";
inline constexpr std::string_view kClaimsIn =
    "SELECT id, account, role, place, state, website, identifiers, made, changed FROM claim "
    "WHERE state = $1 AND id > $2 ORDER BY id LIMIT $3";
inline constexpr std::string_view kClaimsFor =
    "SELECT id, account, role, place, state, website, identifiers, made, changed FROM claim "
    "WHERE role = $1 AND place = $2 ORDER BY id DESC LIMIT $3";
inline constexpr std::string_view kClaimCount = "SELECT count(*) FROM claim WHERE state = $1";
inline constexpr std::string_view kPutClaim =
    "INSERT INTO claim (id, account, role, place, state, website, identifiers, made, changed) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO UPDATE SET "
    "state = excluded.state, changed = excluded.changed";
inline constexpr std::string_view kRemoveSteps =
    "DELETE FROM claim_step WHERE claim IN (SELECT id FROM claim WHERE account = $1)";
inline constexpr std::string_view kRemoveClaims = "DELETE FROM claim WHERE account = $1";

inline constexpr std::string_view kSteps =
    "SELECT claim, ordinal, account, what, words, moment FROM claim_step WHERE claim = $1 ORDER BY ordinal";
inline constexpr std::string_view kLastStep =
    "SELECT coalesce(max(ordinal), 0) FROM claim_step WHERE claim = $1";
inline constexpr std::string_view kAddStep =
    "INSERT INTO claim_step (claim, ordinal, account, what, words, moment) VALUES ($1, $2, $3, $4, $5, $6)";

inline constexpr std::string_view kOffer =
    "SELECT id, hash, role, place, address, name, language, giver, state, made, expires FROM role_offer "
    "WHERE hash = $1";
inline constexpr std::string_view kOffersFor =
    "SELECT id, hash, role, place, address, name, language, giver, state, made, expires FROM role_offer "
    "WHERE place = $1 ORDER BY id DESC LIMIT $2";
inline constexpr std::string_view kOffersBy =
    "SELECT id, hash, role, place, address, name, language, giver, state, made, expires FROM role_offer "
    "WHERE giver = $1 ORDER BY id DESC LIMIT $2";
inline constexpr std::string_view kOffersTo =
    "SELECT id, hash, role, place, address, name, language, giver, state, made, expires FROM role_offer "
    "WHERE address = $1 ORDER BY id DESC LIMIT $2";
inline constexpr std::string_view kPutOffer =
    "INSERT INTO role_offer (id, hash, role, place, address, name, language, giver, state, made, expires) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO UPDATE SET "
    "state = excluded.state";
inline constexpr std::string_view kExpiredOffers = "DELETE FROM role_offer WHERE expires <= $1 RETURNING id";

inline constexpr std::string_view kVacancies =
    "SELECT role, place, since FROM vacancy ORDER BY role, place LIMIT $1";
inline constexpr std::string_view kVacancy =
    "SELECT role, place, since FROM vacancy WHERE role = $1 AND place = $2";
inline constexpr std::string_view kPutVacancy =
    "INSERT INTO vacancy (role, place, since) VALUES ($1, $2, $3) ON CONFLICT (role, place) DO NOTHING";
inline constexpr std::string_view kRemoveVacancy = "DELETE FROM vacancy WHERE role = $1 AND place = $2";

}  // namespace claim_sql

template <class Engine>
class ClaimTable final : public ClaimWriter, private TableOf<Engine, ClaimTable<Engine>> {
  using Tables = TableOf<Engine, ClaimTable<Engine>>;
  friend Tables;
  using Tables::bounded;
  using Tables::change;
  using Tables::connection_;
  using Tables::number;

 public:
  explicit ClaimTable(typename Engine::Connection& connection, typename Tables::Guard guard = unguarded)
      : Tables(connection, std::move(guard)) {}

  std::optional<Claim> claim(const base::Uuid& id) override {
    return this->template one<Claim>(claim_sql::kClaim, id);
  }
  std::vector<Claim> claims_of(const base::Uuid& account) override {
    return this->template all<Claim>(claim_sql::kClaimsOf, account);
  }
  std::vector<Claim> claims_in(ClaimState state, const base::Uuid& after, std::size_t limit) override {
    return this->template all<Claim>(claim_sql::kClaimsIn, static_cast<std::int64_t>(state), after,
                                     bounded(limit));
  }
  std::int64_t claim_count(ClaimState state) override {
    return number(claim_sql::kClaimCount, static_cast<std::int64_t>(state));
  }
  std::vector<Claim> claims_for(std::string_view role, std::string_view of, std::size_t limit) override {
    if (!is_text(role) || !is_text(of)) return {};
    return this->template all<Claim>(claim_sql::kClaimsFor, role, of, bounded(limit));
  }
  std::vector<ClaimStep> steps_of(const base::Uuid& claim) override {
    return this->template all<ClaimStep>(claim_sql::kSteps, claim);
  }
  std::optional<RoleOffer> offer(const base::Sha256& hash) override {
    return this->template one<RoleOffer>(claim_sql::kOffer, hash);
  }
  std::vector<RoleOffer> offers_for(std::string_view of, std::size_t limit) override {
    if (!is_text(of)) return {};
    return this->template all<RoleOffer>(claim_sql::kOffersFor, of, bounded(limit));
  }
  std::vector<RoleOffer> offers_by(const base::Uuid& giver, std::size_t limit) override {
    return this->template all<RoleOffer>(claim_sql::kOffersBy, giver, bounded(limit));
  }
  std::vector<RoleOffer> offers_to(std::string_view address, std::size_t limit) override {
    if (!is_text(address)) return {};
    return this->template all<RoleOffer>(claim_sql::kOffersTo, address, bounded(limit));
  }
  std::vector<Vacancy> vacancies(std::size_t limit) override {
    return this->template all<Vacancy>(claim_sql::kVacancies, bounded(limit));
  }
  std::optional<Vacancy> vacancy(std::string_view role, std::string_view of) override {
    if (!is_text(role) || !is_text(of)) return std::nullopt;
    return this->template one<Vacancy>(claim_sql::kVacancy, role, of);
  }

  void put_claim(const Claim& c) override {
    if (c.id.is_nil() || c.account.is_nil()) throw base::BadInput("claim", "has no id or no account");
    require_text("role of a claim", c.role);
    require_text("place of a claim", c.of);
    require_text("website of a claim", c.website);
    require_text("identifiers of a claim", c.identifiers);
    change(claim_sql::kPutClaim, c.id, c.account, text(c.role), text(c.of),
           static_cast<std::int64_t>(c.state), text(c.website), text(c.identifiers), c.made, c.changed);
  }
  void add_step(const ClaimStep& s) override {
    require_text("kind of a step", s.what);
    require_text("words of a step", s.text);
    change(claim_sql::kAddStep, s.claim, number(claim_sql::kLastStep, s.claim) + 1, s.account, text(s.what),
           text(s.text), s.at);
  }
  void remove_claims_of(const base::Uuid& account) override {
    change(claim_sql::kRemoveSteps, account);
    change(claim_sql::kRemoveClaims, account);
  }
  void put_offer(const RoleOffer& o) override {
    if (o.id.is_nil()) throw base::BadInput("offer", "has no id");
    require_text("role of an offer", o.role);
    require_text("place of an offer", o.of);
    require_text("address of an offer", o.address);
    require_text("name of an offer", o.name);
    require_text("language of an offer", o.language);
    change(claim_sql::kPutOffer, o.id, o.hash, text(o.role), text(o.of), text(o.address), text(o.name),
           text(o.language), o.giver, static_cast<std::int64_t>(o.state), o.made, o.expires);
  }
  std::int64_t forget_offers(base::Instant now) override { return change(claim_sql::kExpiredOffers, now); }
  void put_vacancy(const Vacancy& v) override {
    require_text("role of a vacancy", v.role);
    require_text("place of a vacancy", v.of);
    change(claim_sql::kPutVacancy, text(v.role), text(v.of), v.since);
  }
  void remove_vacancy(std::string_view role, std::string_view of) override {
    change(claim_sql::kRemoveVacancy, role, of);
  }

 private:
  static std::string_view text(const std::string& s) { return s; }
  template <class State, class Row>
  State state_in(const Row& row, int column, State last) {
    const auto code = row.integer(column);
    if (code < 0 || code > static_cast<std::int64_t>(last)) connection_.fail_damaged();
    return static_cast<State>(code);
  }

  // One row as a value, its columns in the order of the statements above.
  template <class Row>
  void read(const Row& row, Claim& c) {
    c = {row.uuid(0), row.uuid(1), row.text(2),    row.text(3),   state_in(row, 4, ClaimState::withdrawn),
         row.text(5), row.text(6), row.instant(7), row.instant(8)};
  }
  template <class Row>
  void read(const Row& row, ClaimStep& s) {
    s = {row.uuid(0), row.integer(1), row.uuid(2), row.text(3), row.text(4), row.instant(5)};
  }
  template <class Row>
  void read(const Row& row, RoleOffer& o) {
    o = {row.uuid(0),    row.sha256(1),  row.text(2),
         row.text(3),    row.text(4),    row.text(5),
         row.text(6),    row.uuid(7),    state_in(row, 8, OfferState::withdrawn),
         row.instant(9), row.instant(10)};
  }
  template <class Row>
  void read(const Row& row, Vacancy& v) {
    v = {row.text(0), row.text(1), row.instant(2)};
  }
};

}  // namespace entente::store
