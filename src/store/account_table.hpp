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
#include "store/account_log_sql.hpp"
#include "store/accounts.hpp"
#include "store/form.hpp"
#include "store/table_of.hpp"

/// Internal to store: accounts in the SQL that both engines read. Parameters are written $1, $2 …, and stand
/// in each statement first in that order, which is how SQLite numbers them.
namespace entente::store {

namespace account_sql {

inline constexpr std::string_view kAccount =
    "SELECT id, address, name, language, low_data, state, password, second_factor, last_step, made, changed "
    "FROM account WHERE id = $1";
inline constexpr std::string_view kAccountByAddress =
    "SELECT id, address, name, language, low_data, state, password, second_factor, last_step, made, changed "
    "FROM account WHERE address = $1";
inline constexpr std::string_view kAccounts =
    "SELECT id, address, name, language, low_data, state, password, second_factor, last_step, made, changed "
    "FROM account WHERE id > $1 ORDER BY id LIMIT $2";
inline constexpr std::string_view kAccountsInState =
    "SELECT id, address, name, language, low_data, state, password, second_factor, last_step, made, changed "
    "FROM account WHERE state = $1 AND id > $2 ORDER BY id LIMIT $3";
inline constexpr std::string_view kAccountCount = "SELECT count(*) FROM account";
inline constexpr std::string_view kCountInState = "SELECT count(*) FROM account WHERE state = $1";
inline constexpr std::string_view kPutAccount =
    "INSERT INTO account (id, address, name, language, low_data, state, password, second_factor, last_step, "
    "made, changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO UPDATE SET "
    "address = excluded.address, name = excluded.name, language = excluded.language, "
    "low_data = excluded.low_data, state = excluded.state, password = excluded.password, "
    "second_factor = excluded.second_factor, last_step = excluded.last_step, changed = excluded.changed";

inline constexpr std::string_view kRolesOf =
    "SELECT account, role, place, giver, given FROM account_role WHERE account = $1 ORDER BY role, place";
inline constexpr std::string_view kHolders =
    "SELECT account, role, place, giver, given FROM account_role WHERE role = $1 AND place = $2 ORDER BY "
    "account";
inline constexpr std::string_view kPutRole =
    "INSERT INTO account_role (account, role, place, giver, given) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (account, role, place) DO NOTHING";
inline constexpr std::string_view kRemoveRole =
    "DELETE FROM account_role WHERE account = $1 AND role = $2 AND place = $3";

inline constexpr std::string_view kSession =
    "SELECT id, hash, account, second_factor, client, made, used, expires FROM session WHERE hash = $1";
inline constexpr std::string_view kSessionsOf =
    "SELECT id, hash, account, second_factor, client, made, used, expires FROM session WHERE account = $1 "
    "ORDER BY used DESC, id DESC";
inline constexpr std::string_view kPutSession =
    "INSERT INTO session (id, hash, account, second_factor, client, made, used, expires) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, "
    "second_factor = excluded.second_factor, client = excluded.client, used = excluded.used, "
    "expires = excluded.expires";
inline constexpr std::string_view kRemoveSession =
    "DELETE FROM session WHERE account = $1 AND id = $2 RETURNING id";
inline constexpr std::string_view kRemoveSessions = "DELETE FROM session WHERE account = $1 AND id <> $2";

inline constexpr std::string_view kToken =
    "SELECT id, hash, account, name, scopes, made, used, expires FROM token WHERE hash = $1";
inline constexpr std::string_view kTokensOf =
    "SELECT id, hash, account, name, scopes, made, used, expires FROM token WHERE account = $1 ORDER BY id "
    "DESC";
inline constexpr std::string_view kPutToken =
    "INSERT INTO token (id, hash, account, name, scopes, made, used, expires) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
    "scopes = excluded.scopes, used = excluded.used, expires = excluded.expires";
inline constexpr std::string_view kRemoveToken =
    "DELETE FROM token WHERE account = $1 AND id = $2 RETURNING id";

inline constexpr std::string_view kLink =
    "SELECT hash, purpose, account, giver, made, expires FROM one_time_link WHERE hash = $1";
inline constexpr std::string_view kPutLink =
    "INSERT INTO one_time_link (hash, purpose, account, giver, made, expires) VALUES ($1, $2, $3, $4, $5, "
    "$6)";
inline constexpr std::string_view kTakeLink =
    "DELETE FROM one_time_link WHERE hash = $1 RETURNING hash, purpose, account, giver, made, expires";
inline constexpr std::string_view kRemoveLinks = "DELETE FROM one_time_link WHERE account = $1";

inline constexpr std::string_view kCodesLeft = "SELECT count(*) FROM recovery_code WHERE account = $1";
inline constexpr std::string_view kRemoveCodes = "DELETE FROM recovery_code WHERE account = $1";
inline constexpr std::string_view kPutCode = "INSERT INTO recovery_code (account, hash) VALUES ($1, $2)";
inline constexpr std::string_view kUseCode =
    "DELETE FROM recovery_code WHERE account = $1 AND hash = $2 RETURNING hash";

inline constexpr std::string_view kAttempts =
    "SELECT failures, earliest, latest FROM failed_attempt WHERE key = $1";
inline constexpr std::string_view kSetAttempts =
    "INSERT INTO failed_attempt (key, failures, earliest, latest) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, earliest = excluded.earliest, "
    "latest = excluded.latest";
inline constexpr std::string_view kForgetAttempts = "DELETE FROM failed_attempt WHERE key = $1";

inline constexpr std::string_view kNotificationsOf =
    "SELECT id, account, kind, about, made, seen FROM notification WHERE account = $1 ORDER BY id DESC LIMIT "
    "$2";
inline constexpr std::string_view kUnread =
    "SELECT count(*) FROM notification WHERE account = $1 AND seen = 0";
inline constexpr std::string_view kPutNotification =
    "INSERT INTO notification (id, account, kind, about, made, seen) VALUES ($1, $2, $3, $4, $5, $6)";
inline constexpr std::string_view kRemoveNotification =
    "DELETE FROM notification WHERE account = $1 AND id = $2";
inline constexpr std::string_view kMarkSeen =
    "UPDATE notification SET seen = 1 WHERE account = $1 AND seen = 0";
inline constexpr std::string_view kForgetNotifications =
    "DELETE FROM notification WHERE account = $1 AND id NOT IN (SELECT id FROM notification WHERE account = "
    "$1 ORDER BY id DESC LIMIT $2)";
inline constexpr std::string_view kDigest = "SELECT every, sent, upto FROM account_digest WHERE account = $1";
inline constexpr std::string_view kPutDigest =
    "INSERT INTO account_digest (account, every, sent, upto) VALUES ($1, $2, $3, $4) ON CONFLICT (account) "
    "DO "
    "UPDATE SET every = excluded.every, sent = excluded.sent, upto = excluded.upto";
inline constexpr std::string_view kFeedOf = "SELECT account, hash, made FROM notice_feed WHERE account = $1";
inline constexpr std::string_view kFeedBehind = "SELECT account, hash, made FROM notice_feed WHERE hash = $1";
inline constexpr std::string_view kPutFeed =
    "INSERT INTO notice_feed (account, hash, made) VALUES ($1, $2, $3) ON CONFLICT (account) DO UPDATE SET "
    "hash = excluded.hash, made = excluded.made";
inline constexpr std::string_view kRemoveFeed =
    "DELETE FROM notice_feed WHERE account = $1 RETURNING account";
inline constexpr std::string_view kErase[] = {
    "DELETE FROM account_role WHERE account = $1",
    "DELETE FROM session WHERE account = $1",
    "DELETE FROM token WHERE account = $1",
    "DELETE FROM one_time_link WHERE account = $1",
    "DELETE FROM recovery_code WHERE account = $1",
    "DELETE FROM notification WHERE account = $1",
    "DELETE FROM account_digest WHERE account = $1",
    "DELETE FROM notice_feed WHERE account = $1",
    "DELETE FROM claim_step WHERE claim IN (SELECT id FROM claim WHERE account = $1)",
    "DELETE FROM claim WHERE account = $1",
    "DELETE FROM role_offer WHERE giver = $1",
    "DELETE FROM role_offer WHERE address = (SELECT address FROM account WHERE id = $1)",
    "DELETE FROM account WHERE id = $1",
    "UPDATE account_event SET detail = '', network = '' WHERE account = $1",
    "UPDATE account_event SET network = '' WHERE actor = $1"};

inline constexpr std::string_view kExpiredSessions = "DELETE FROM session WHERE expires <= $1 RETURNING id";
inline constexpr std::string_view kExpiredTokens = "DELETE FROM token WHERE expires <= $1 RETURNING id";
inline constexpr std::string_view kExpiredLinks =
    "DELETE FROM one_time_link WHERE expires <= $1 RETURNING hash";
inline constexpr std::string_view kOldAttempts = "DELETE FROM failed_attempt WHERE latest < $1 RETURNING key";

}  // namespace account_sql

/// Throws base::Conflict where another account has the address.
inline void require_own_address(const Account& account, const std::optional<Account>& stands) {
  if (!stands || stands->id == account.id) return;
  throw base::Conflict("account " + account.address, "exists already", "Use that one, or another address.");
}

/// Greater than any id that was made.
inline constexpr base::Uuid kLastId{std::array<std::uint8_t, 16>{255, 255, 255, 255, 255, 255, 255, 255, 255,
                                                                 255, 255, 255, 255, 255, 255, 255}};

template <class Engine>
class AccountTable final : public AccountWriter, private TableOf<Engine, AccountTable<Engine>> {
  using Tables = TableOf<Engine, AccountTable<Engine>>;
  using Bytes = typename Tables::Bytes;
  friend Tables;
  using Tables::bounded;
  using Tables::change;
  using Tables::number;

 public:
  explicit AccountTable(typename Engine::Connection& connection, typename Tables::Guard guard = unguarded)
      : Tables(connection, std::move(guard)) {}

  std::optional<Account> account(const base::Uuid& id) override {
    return this->template one<Account>(account_sql::kAccount, id);
  }
  std::optional<Account> account_by_address(std::string_view address) override {
    if (!is_text(address)) return std::nullopt;
    return this->template one<Account>(account_sql::kAccountByAddress, address);
  }
  std::vector<Account> accounts(const base::Uuid& after, std::size_t limit) override {
    return this->template all<Account>(account_sql::kAccounts, after, bounded(limit));
  }
  std::vector<Account> accounts(AccountState state, const base::Uuid& after, std::size_t limit) override {
    return this->template all<Account>(account_sql::kAccountsInState, static_cast<std::int64_t>(state), after,
                                       bounded(limit));
  }
  std::int64_t account_count(AccountState state) override {
    return number(account_sql::kCountInState, static_cast<std::int64_t>(state));
  }
  std::int64_t account_count() override { return number(account_sql::kAccountCount); }
  std::vector<AccountRole> roles_of(const base::Uuid& account) override {
    return this->template all<AccountRole>(account_sql::kRolesOf, account);
  }
  std::vector<AccountRole> holders(std::string_view role, std::string_view of) override {
    return this->template all<AccountRole>(account_sql::kHolders, role, of);
  }
  std::optional<Session> session(const base::Sha256& hash) override {
    return this->template one<Session>(account_sql::kSession, hash);
  }
  std::vector<Session> sessions_of(const base::Uuid& account) override {
    return this->template all<Session>(account_sql::kSessionsOf, account);
  }
  std::optional<Token> token(const base::Sha256& hash) override {
    return this->template one<Token>(account_sql::kToken, hash);
  }
  std::vector<Token> tokens_of(const base::Uuid& account) override {
    return this->template all<Token>(account_sql::kTokensOf, account);
  }
  std::optional<OneTimeLink> link(const base::Sha256& hash) override {
    return this->template one<OneTimeLink>(account_sql::kLink, hash);
  }
  std::int64_t recovery_codes_left(const base::Uuid& account) override {
    return number(account_sql::kCodesLeft, account);
  }
  std::vector<Notification> notifications_of(const base::Uuid& account, std::size_t limit) override {
    return this->template all<Notification>(account_sql::kNotificationsOf, account, bounded(limit));
  }
  std::int64_t unread_notifications(const base::Uuid& account) override {
    return number(account_sql::kUnread, account);
  }
  Digest digest(const base::Uuid& account) override {
    return this->template one<Digest>(account_sql::kDigest, account).value_or(Digest{});
  }
  std::optional<NoticeFeed> notice_feed(const base::Uuid& account) override {
    return this->template one<NoticeFeed>(account_sql::kFeedOf, account);
  }
  std::optional<NoticeFeed> notice_feed(const base::Sha256& hash) override {
    return this->template one<NoticeFeed>(account_sql::kFeedBehind, hash);
  }
  Attempts attempts(std::string_view key) override {
    if (!is_text(key)) return {};
    return this->template one<Attempts>(account_sql::kAttempts, key).value_or(Attempts{});
  }
  std::vector<Letter> letters_due(base::Instant now, std::size_t limit) override {
    return this->template all<Letter>(account_sql::kLettersDue, now, bounded(limit));
  }
  std::int64_t letter_count() override { return number(account_sql::kLetterCount); }
  std::vector<AccountEvent> events_of(const base::Uuid& account, const base::Uuid& before,
                                      std::size_t limit) override {
    return this->template all<AccountEvent>(account_sql::kEventsOf, account,
                                            before.is_nil() ? kLastId : before, bounded(limit));
  }
  std::vector<AccountEvent> events(const base::Uuid& before, std::size_t limit, Refusals refusals) override {
    const auto sql = refusals == Refusals::with   ? account_sql::kEvents
                     : refusals == Refusals::only ? account_sql::kRefusals
                                                  : account_sql::kNoRefusals;
    return this->template all<AccountEvent>(sql, before.is_nil() ? kLastId : before, bounded(limit));
  }

  void put_account(const Account& a) override {
    if (a.id.is_nil()) throw base::BadInput("account", "has no id");
    if (a.address.empty()) throw base::BadInput("account", "has no address");
    require_text("address of an account", a.address);
    require_text("name of an account", a.name);
    require_text("language of an account", a.language);
    require_text("hash of a password", a.password);
    require_own_address(a, account_by_address(a.address));
    change(account_sql::kPutAccount, a.id, text(a.address), text(a.name), text(a.language),
           std::int64_t{a.low_data}, static_cast<std::int64_t>(a.state), text(a.password),
           Bytes{a.second_factor}, a.last_step, a.made, a.changed);
  }
  void put_role(const AccountRole& r) override {
    require_text("role of an account", r.role);
    require_text("place of a role", r.of);
    change(account_sql::kPutRole, r.account, text(r.role), text(r.of), r.giver, r.given);
  }
  void remove_role(const base::Uuid& account, std::string_view role, std::string_view of) override {
    change(account_sql::kRemoveRole, account, role, of);
  }
  void put_session(const Session& s) override {
    require_text("name of a browser", s.client);
    change(account_sql::kPutSession, s.id, s.hash, s.account, std::int64_t{s.second_factor}, text(s.client),
           s.made, s.used, s.expires);
  }
  bool remove_session(const base::Uuid& account, const base::Uuid& id) override {
    return change(account_sql::kRemoveSession, account, id) != 0;
  }
  void remove_sessions(const base::Uuid& account, const base::Uuid& except) override {
    change(account_sql::kRemoveSessions, account, except);
  }
  void put_token(const Token& t) override {
    require_text("name of a token", t.name);
    require_text("scopes of a token", t.scopes);
    change(account_sql::kPutToken, t.id, t.hash, t.account, text(t.name), text(t.scopes), t.made, t.used,
           t.expires);
  }
  bool remove_token(const base::Uuid& account, const base::Uuid& id) override {
    return change(account_sql::kRemoveToken, account, id) != 0;
  }
  void put_link(const OneTimeLink& l) override {
    require_text("purpose of a link", l.purpose);
    change(account_sql::kPutLink, l.hash, text(l.purpose), l.account, l.giver, l.made, l.expires);
  }
  std::optional<OneTimeLink> take_link(const base::Sha256& hash) override {
    std::optional<OneTimeLink> taken;
    this->guard_([&] { taken = this->template one<OneTimeLink>(account_sql::kTakeLink, hash); });
    return taken;
  }
  void remove_links(const base::Uuid& account) override { change(account_sql::kRemoveLinks, account); }
  void set_recovery_codes(const base::Uuid& account, const std::vector<base::Sha256>& hashes) override {
    change(account_sql::kRemoveCodes, account);
    for (const auto& hash : hashes) change(account_sql::kPutCode, account, hash);
  }
  bool use_recovery_code(const base::Uuid& account, const base::Sha256& hash) override {
    return change(account_sql::kUseCode, account, hash) != 0;
  }
  void put_notification(const Notification& n) override {
    require_text("kind of a notification", n.kind);
    require_text("subject of a notification", n.about);
    change(account_sql::kPutNotification, n.id, n.account, text(n.kind), text(n.about), n.made,
           std::int64_t{n.seen});
  }
  void remove_notification(const base::Uuid& account, const base::Uuid& id) override {
    change(account_sql::kRemoveNotification, account, id);
  }
  void mark_notifications_seen(const base::Uuid& account) override {
    change(account_sql::kMarkSeen, account);
  }
  void forget_notifications(const base::Uuid& account, std::size_t kept) override {
    change(account_sql::kForgetNotifications, account, bounded(kept));
  }
  void put_digest(const base::Uuid& account, const Digest& d) override {
    require_text("interval of a digest", d.every);
    change(account_sql::kPutDigest, account, text(d.every), d.sent, d.until);
  }
  void put_notice_feed(const NoticeFeed& f) override {
    change(account_sql::kPutFeed, f.account, f.hash, f.made);
  }
  bool remove_notice_feed(const base::Uuid& account) override {
    return change(account_sql::kRemoveFeed, account) != 0;
  }
  void erase_account(const base::Uuid& account) override {
    for (const auto sql : account_sql::kErase) change(sql, account);
  }
  void set_attempts(std::string_view key, const Attempts& a) override {
    require_text("what attempts are counted by", key);
    if (a.count == 0)
      change(account_sql::kForgetAttempts, key);
    else
      change(account_sql::kSetAttempts, key, a.count, a.first, a.last);
  }
  void put_letter(const Letter& l) override {
    change(account_sql::kPutLetter, l.id, Bytes{l.sealed}, l.tries, l.made, l.due, l.expires);
  }
  void remove_letter(const base::Uuid& id) override { change(account_sql::kRemoveLetter, id); }
  void put_event(const AccountEvent& e) override {
    require_text("name of what was done", e.what);
    require_text("detail of what was done", e.detail);
    require_text("network it came from", e.network);
    change(account_sql::kPutEvent, e.id, e.time, e.actor, e.account, text(e.what), text(e.detail),
           text(e.network));
  }
  std::int64_t forget_events(base::Instant before) override {
    return change(account_sql::kOldEvents, before);
  }
  std::int64_t forget_refusals(base::Instant before, std::size_t most) override {
    const auto first_gone = this->template all<base::Uuid>(account_sql::kOldestRefusal, bounded(most));
    return change(account_sql::kOldRefusals, before, first_gone.empty() ? base::Uuid() : first_gone.front());
  }
  std::int64_t forget_accounts(AccountState state, base::Instant before) override {
    constexpr std::int64_t kAtOnce = 500;
    const auto old = this->template all<base::Uuid>(account_sql::kOldAsked, static_cast<std::int64_t>(state),
                                                    before, kAtOnce);
    for (const auto& id : old) erase_account(id);
    return std::ssize(old);
  }
  std::int64_t forget_expired(base::Instant now, base::Instant attempts_before) override {
    return change(account_sql::kExpiredSessions, now) + change(account_sql::kExpiredTokens, now) +
           change(account_sql::kExpiredLinks, now) + change(account_sql::kExpiredLetters, now) +
           change(account_sql::kOldAttempts, attempts_before);
  }

 private:
  static std::string_view text(const std::string& s) { return s; }
  // One row as a value, its columns in the order of the statements above.
  template <class Row>
  void read(const Row& row, Account& a) {
    const auto state = row.integer(5);
    if (state < 0 || state > static_cast<std::int64_t>(AccountState::waiting))
      this->connection_.fail_damaged();
    a = {row.uuid(0),    row.text(1),         row.text(2),
         row.text(3),    row.integer(4) != 0, static_cast<AccountState>(state),
         row.text(6),    row.text(7),         row.integer(8),
         row.instant(9), row.instant(10)};
  }
  template <class Row>
  void read(const Row& row, base::Uuid& id) {
    id = row.uuid(0);
  }
  template <class Row>
  void read(const Row& row, AccountRole& r) {
    r = {row.uuid(0), row.text(1), row.text(2), row.uuid(3), row.instant(4)};
  }
  template <class Row>
  void read(const Row& row, Session& s) {
    s = {row.uuid(0), row.sha256(1),  row.uuid(2),    row.integer(3) != 0,
         row.text(4), row.instant(5), row.instant(6), row.instant(7)};
  }
  template <class Row>
  void read(const Row& row, Token& t) {
    t = {row.uuid(0), row.sha256(1),  row.uuid(2),    row.text(3),
         row.text(4), row.instant(5), row.instant(6), row.instant(7)};
  }
  template <class Row>
  void read(const Row& row, OneTimeLink& l) {
    l = {row.sha256(0), row.text(1), row.uuid(2), row.uuid(3), row.instant(4), row.instant(5)};
  }
  template <class Row>
  void read(const Row& row, Letter& l) {
    l = {row.uuid(0), row.text(1), row.integer(2), row.instant(3), row.instant(4), row.instant(5)};
  }
  template <class Row>
  void read(const Row& row, AccountEvent& e) {
    e = {row.uuid(0), row.instant(1), row.uuid(2), row.uuid(3), row.text(4), row.text(5), row.text(6)};
  }
  template <class Row>
  void read(const Row& row, Notification& n) {
    n = {row.uuid(0), row.uuid(1), row.text(2), row.text(3), row.instant(4), row.integer(5) != 0};
  }
  template <class Row>
  void read(const Row& row, Digest& d) {
    d = {row.text(0), row.instant(1), row.instant(2)};
  }
  template <class Row>
  void read(const Row& row, NoticeFeed& f) {
    f = {row.uuid(0), row.sha256(1), row.instant(2)};
  }
  template <class Row>
  void read(const Row& row, Attempts& a) {
    a = {row.integer(0), row.instant(1), row.instant(2)};
  }
};

}  // namespace entente::store
