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

/// People who sign in, and what stands for them for a while. Secrets are kept as hashes alone; an engine
/// knows nothing of what roles or purposes mean. These are no revisions: what is changed or removed here is
/// gone.
namespace entente::store {

enum class AccountState : std::uint8_t {
  invited,  ///< has no password yet
  active,
  closed,  ///< kept so that authors have their names; nobody signs in to it
  asked,   ///< somebody registered; whether the address is theirs is not known yet
  waiting  ///< registered, and to be let in by those who look after the register
};

struct Account {
  base::Uuid id;
  std::string address;   ///< for mail, in small letters; no two accounts have one
  std::string name;      ///< of the person
  std::string language;  ///< of base::kLanguages
  bool low_data = false;
  AccountState state = AccountState::invited;
  std::string password;        ///< its hash, with salt and cost; empty where there is none
  std::string second_factor;   ///< the secret that codes are made from; empty where there is none
  std::int64_t last_step = 0;  ///< of the last code taken: none at or before it opens again
  base::Instant made, changed;
  bool operator==(const Account&) const = default;
};

/// A role as an account holds it. Texts, of which the engine knows nothing.
struct AccountRole {
  base::Uuid account;
  std::string role, of;
  base::Uuid giver;  ///< the account that gave it; none where the operator did
  base::Instant given;
  bool operator==(const AccountRole&) const = default;
};

struct Session {
  base::Uuid id;  ///< by which it is listed and ended; the secret is another
  base::Sha256 hash{};
  base::Uuid account;
  bool second_factor = false;  ///< it was given
  std::string client;          ///< what the browser calls itself
  base::Instant made, used, expires;
  bool operator==(const Session&) const = default;
};

struct Token {
  base::Uuid id;
  base::Sha256 hash{};
  base::Uuid account;
  std::string name, scopes;
  base::Instant made, used, expires;
  bool operator==(const Token&) const = default;
};

/// What a link that opens once is for.
struct OneTimeLink {
  base::Sha256 hash{};
  std::string purpose;
  base::Uuid account;  ///< whom it lets in
  base::Uuid giver;    ///< who made it; none where the operator did
  base::Instant made, expires;
  bool operator==(const OneTimeLink&) const = default;
};

/// A mail that waits to be sent. What it says is sealed: the engine cannot read it, nor can whoever has
/// stolen a database.
struct Letter {
  base::Uuid id;
  std::string sealed;
  std::int64_t tries = 0;
  base::Instant made, due, expires;  ///< `due`: not tried before
  bool operator==(const Letter&) const = default;
};

/// Something that was done to an account. `what` and `detail` are the use cases' words.
struct AccountEvent {
  base::Uuid id;
  base::Instant time;
  base::Uuid actor;    ///< none where the operator or the register itself did it
  base::Uuid account;  ///< to which it was done
  std::string what, detail, network;
  bool operator==(const AccountEvent&) const = default;
};

/// What a list of them holds of refusals, whose `what` begins with this.
inline constexpr std::string_view kRefused = "refused_";
enum class Refusals : std::uint8_t { with, only, without };

/// Attempts that failed, counted by what they were counted for (an address, a network).
struct Attempts {
  std::int64_t count = 0;
  base::Instant first, last;
  bool operator==(const Attempts&) const = default;
};

/// What a person is told in their own place. Texts, of which the engine knows nothing.
struct Notification {
  base::Uuid id;  ///< of version 7: a later one is greater
  base::Uuid account;
  std::string kind, about;
  base::Instant made;
  bool seen = false;
  bool operator==(const Notification&) const = default;
};

/// How an account is told by mail.
struct Digest {
  std::string every;    ///< a text, of which the engine knows nothing; empty: not at all
  base::Instant sent;   ///< when the last mail was handed over
  base::Instant until;  ///< what was noticed up to then was in a mail
  bool operator==(const Digest&) const = default;
};

/// An address at which whoever knows it reads an account's notifications.
struct NoticeFeed {
  base::Uuid account;
  base::Sha256 hash{};  ///< of its secret
  base::Instant made;
  bool operator==(const NoticeFeed&) const = default;
};

class AccountReader {
 public:
  virtual ~AccountReader() = default;

  virtual std::optional<Account> account(const base::Uuid& id) = 0;
  virtual std::optional<Account> account_by_address(std::string_view address) = 0;
  /// Accounts with id > after, in order of id, at most `limit`.
  virtual std::vector<Account> accounts(const base::Uuid& after, std::size_t limit) = 0;
  /// The same of those in a state.
  virtual std::vector<Account> accounts(AccountState, const base::Uuid& after, std::size_t limit) = 0;
  virtual std::int64_t account_count() = 0;
  virtual std::int64_t account_count(AccountState) = 0;
  /// In order of role and place.
  virtual std::vector<AccountRole> roles_of(const base::Uuid& account) = 0;
  /// Who holds a role, in order of id.
  virtual std::vector<AccountRole> holders(std::string_view role, std::string_view of) = 0;
  virtual std::optional<Session> session(const base::Sha256& hash) = 0;
  /// The one used last comes first.
  virtual std::vector<Session> sessions_of(const base::Uuid& account) = 0;
  virtual std::optional<Token> token(const base::Sha256& hash) = 0;
  /// The newest first.
  virtual std::vector<Token> tokens_of(const base::Uuid& account) = 0;
  virtual std::optional<OneTimeLink> link(const base::Sha256& hash) = 0;
  virtual std::int64_t recovery_codes_left(const base::Uuid& account) = 0;
  /// The newest first, at most `limit`.
  virtual std::vector<Notification> notifications_of(const base::Uuid& account, std::size_t limit) = 0;
  virtual std::int64_t unread_notifications(const base::Uuid& account) = 0;
  /// Of an account that never chose: none.
  virtual Digest digest(const base::Uuid& account) = 0;
  virtual std::optional<NoticeFeed> notice_feed(const base::Uuid& account) = 0;
  virtual std::optional<NoticeFeed> notice_feed(const base::Sha256& hash) = 0;
  /// None counted: zero.
  virtual Attempts attempts(std::string_view key) = 0;
  /// Letters to be tried by `now`, the one that has waited longest first.
  virtual std::vector<Letter> letters_due(base::Instant now, std::size_t limit) = 0;
  virtual std::int64_t letter_count() = 0;
  /// What was done to an account, the newest first: at most `limit`, of before the event `before` (nil: all).
  virtual std::vector<AccountEvent> events_of(const base::Uuid& account, const base::Uuid& before,
                                              std::size_t limit) = 0;
  /// The same of all accounts.
  virtual std::vector<AccountEvent> events(const base::Uuid& before, std::size_t limit,
                                           Refusals = Refusals::with) = 0;
};

class AccountWriter : public AccountReader {
 public:
  /// New, or known by its id. Throws base::Conflict where another has the address.
  virtual void put_account(const Account&) = 0;
  /// Holding it already is no fault: who gave it first stays.
  virtual void put_role(const AccountRole&) = 0;
  virtual void remove_role(const base::Uuid& account, std::string_view role, std::string_view of) = 0;
  /// New, or known by its id.
  virtual void put_session(const Session&) = 0;
  /// False where the account has no such session.
  virtual bool remove_session(const base::Uuid& account, const base::Uuid& id) = 0;
  /// All of an account, but for one (none, where it is nil).
  virtual void remove_sessions(const base::Uuid& account, const base::Uuid& except) = 0;
  /// New, or known by its id.
  virtual void put_token(const Token&) = 0;
  virtual bool remove_token(const base::Uuid& account, const base::Uuid& id) = 0;
  virtual void put_link(const OneTimeLink&) = 0;
  /// The link, which opens nothing any more.
  virtual std::optional<OneTimeLink> take_link(const base::Sha256& hash) = 0;
  /// All that let an account in.
  virtual void remove_links(const base::Uuid& account) = 0;
  /// In place of those it had.
  virtual void set_recovery_codes(const base::Uuid& account, const std::vector<base::Sha256>& hashes) = 0;
  /// False where it is none of the account's, or was used before.
  virtual bool use_recovery_code(const base::Uuid& account, const base::Sha256& hash) = 0;
  virtual void put_notification(const Notification&) = 0;
  virtual void remove_notification(const base::Uuid& account, const base::Uuid& id) = 0;
  virtual void mark_notifications_seen(const base::Uuid& account) = 0;
  /// All but the newest `kept` of an account.
  virtual void forget_notifications(const base::Uuid& account, std::size_t kept) = 0;
  /// In place of the account's earlier one.
  virtual void put_notice_feed(const NoticeFeed&) = 0;
  /// False where it has none.
  virtual bool remove_notice_feed(const base::Uuid& account) = 0;
  virtual void put_digest(const base::Uuid& account, const Digest&) = 0;
  /// The account and everything that is kept of it here. What it wrote keeps its id, and so does what was
  /// done to it, without the details and where it came from.
  virtual void erase_account(const base::Uuid& account) = 0;
  /// None removes the count.
  virtual void set_attempts(std::string_view key, const Attempts&) = 0;
  /// New, or known by its id.
  virtual void put_letter(const Letter&) = 0;
  virtual void remove_letter(const base::Uuid& id) = 0;
  virtual void put_event(const AccountEvent&) = 0;
  /// Returns how many went.
  virtual std::int64_t forget_events(base::Instant before) = 0;
  /// Refusals alone: those of before then, and all but the newest `most`. Returns how many went.
  virtual std::int64_t forget_refusals(base::Instant before, std::size_t most) = 0;
  /// Erases accounts without a password that were made before then and are still in a state, some hundreds at
  /// once. Returns how many went.
  virtual std::int64_t forget_accounts(AccountState, base::Instant before) = 0;
  /// Removes sessions, tokens, links and letters that have expired by then, and attempts whose last is older
  /// than `attempts_before`. Returns how many rows went.
  virtual std::int64_t forget_expired(base::Instant now, base::Instant attempts_before) = 0;
};

}  // namespace entente::store
