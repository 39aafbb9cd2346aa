// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "store/form.hpp"
#include "store/hooks.hpp"
#include "store/table_of.hpp"

/// Internal to store: addresses that are told of what is published, and how that went.
namespace entente::store {

namespace hook_sql {

inline constexpr std::string_view kAll =
    "SELECT id, owner, url, kinds, secret, former, former_ends, state, upto, told, failures, due, test, "
    "made, organisation "
    "FROM hook ORDER BY made, id";
inline constexpr std::string_view kById =
    "SELECT id, owner, url, kinds, secret, former, former_ends, state, upto, told, failures, due, test, "
    "made, organisation "
    "FROM hook WHERE id = $1";
inline constexpr std::string_view kPut =
    "INSERT INTO hook (id, owner, url, kinds, secret, former, former_ends, state, upto, told, failures, "
    "due, test, made, organisation) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
    "ON CONFLICT (id) DO UPDATE SET url = excluded.url, kinds = excluded.kinds, secret = excluded.secret, "
    "former = excluded.former, former_ends = excluded.former_ends, state = excluded.state, "
    "upto = excluded.upto, told = excluded.told, failures = excluded.failures, due = excluded.due, "
    "test = excluded.test, organisation = excluded.organisation";
inline constexpr std::string_view kRemove = "DELETE FROM hook WHERE id = $1";
inline constexpr std::string_view kRemoveTries = "DELETE FROM hook_try WHERE hook = $1";

inline constexpr std::string_view kTries =
    "SELECT hook, ordinal, first_seq, last_seq, events, status, fault, moment, took FROM hook_try "
    "WHERE hook = $1 ORDER BY ordinal DESC LIMIT $2";
inline constexpr std::string_view kLastTry = "SELECT coalesce(max(ordinal), 0) FROM hook_try WHERE hook = $1";
inline constexpr std::string_view kAddTry =
    "INSERT INTO hook_try (hook, ordinal, first_seq, last_seq, events, status, fault, moment, took) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
inline constexpr std::string_view kForgetTries = "DELETE FROM hook_try WHERE hook = $1 AND ordinal <= $2";

}  // namespace hook_sql

template <class Engine>
class HookTable final : public HookWriter, private TableOf<Engine, HookTable<Engine>> {
  using Tables = TableOf<Engine, HookTable<Engine>>;
  friend Tables;
  using Bytes = typename Tables::Bytes;
  using Tables::change;
  using Tables::connection_;
  using Tables::number;

 public:
  explicit HookTable(typename Engine::Connection& connection, typename Tables::Guard guard = unguarded)
      : Tables(connection, std::move(guard)) {}

  std::vector<Hook> hooks() override { return this->template all<Hook>(hook_sql::kAll); }
  std::optional<Hook> hook(const base::Uuid& id) override {
    return this->template one<Hook>(hook_sql::kById, id);
  }
  std::vector<HookTry> tries(const base::Uuid& hook, std::size_t limit) override {
    return this->template all<HookTry>(hook_sql::kTries, hook, static_cast<std::int64_t>(limit));
  }

  void put(const Hook& h) override {
    if (h.id.is_nil()) throw base::BadInput("webhook", "has no id");
    require_text("address of a webhook", h.url);
    require_text("kinds of a webhook", h.kinds);
    change(hook_sql::kPut, h.id, h.owner, std::string_view(h.url), std::string_view(h.kinds), Bytes{h.secret},
           Bytes{h.former}, h.former_ends, static_cast<std::int64_t>(h.state), h.sequence, h.told, h.failures,
           h.due, std::int64_t{h.test ? 1 : 0}, h.made, h.organisation);
  }
  void remove(const base::Uuid& id) override {
    change(hook_sql::kRemoveTries, id);
    change(hook_sql::kRemove, id);
  }
  void add_try(const HookTry& t, std::size_t keep) override {
    require_text("fault of a webhook", t.fault);
    const auto ordinal = number(hook_sql::kLastTry, t.hook) + 1;
    change(hook_sql::kAddTry, t.hook, ordinal, t.first, t.last, t.events, t.status, std::string_view(t.fault),
           t.at, t.took_ms);
    change(hook_sql::kForgetTries, t.hook, ordinal - static_cast<std::int64_t>(keep));
  }

 private:
  // One row as a value, its columns in the order of the statements above.
  template <class Row>
  void read(const Row& row, Hook& h) {
    const auto state = row.integer(7);
    if (state < 0 || state > static_cast<std::int64_t>(HookState::failed)) connection_.fail_damaged();
    h = {row.uuid(0),          row.uuid(1),     row.text(2),     row.text(3),
         row.text(4),          row.text(5),     row.instant(6),  static_cast<HookState>(state),
         row.integer(8),       row.integer(9),  row.integer(10), row.instant(11),
         row.integer(12) != 0, row.instant(13), row.uuid(14)};
  }
  template <class Row>
  void read(const Row& row, HookTry& t) {
    t = {row.uuid(0),    row.integer(1), row.integer(2), row.integer(3), row.integer(4),
         row.integer(5), row.text(6),    row.instant(7), row.integer(8)};
  }
};

}  // namespace entente::store
