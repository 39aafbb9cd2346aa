// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/accounts.hpp"

#include <algorithm>
#include <utility>

#include "access/secret.hpp"
#include "access/throttle.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "registry/account_words.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kSessionIdleMs = 2 * 3'600'000;
constexpr std::int64_t kSessionTouchMs = 5 * 60'000;  // more exact than that, each page would cost a write
constexpr std::size_t kMostClientBytes = 200;

bool is_role_short_of_factor(const access::Grant& grant) {
  return access::needs_second_factor(grant.role);
}

/// How what is counted under a key slows down.
const access::Throttle& throttle_of(std::string_view key) {
  if (key.starts_with("network ")) return access::kForNetwork;
  if (key.starts_with("ask ")) return access::kForAsking;
  return key.starts_with("mail ") ? access::kForAddress : access::kForAccount;
}

/// What the browser calls itself, as far as it can be kept.
std::string client_of(const Origin& origin) {
  std::string text(base::is_utf8(origin.client) ? base::clip_utf8(origin.client, kMostClientBytes)
                                                : std::string_view());
  std::erase(text, '\0');
  return text;
}

}  // namespace

std::string_view word_of(store::AccountState state) {
  switch (state) {
    case store::AccountState::invited:
      return "invited";
    case store::AccountState::active:
      return "open";
    case store::AccountState::asked:
      return "asked";
    case store::AccountState::waiting:
      return "waiting";
    case store::AccountState::closed:
      break;
  }
  return "closed";
}

Accounts::Accounts(store::Store& store, const base::Clock& clock, AccountRules rules)
    : store_(store), clock_(clock), rules_(std::move(rules)), nobody_(access::hash_of_nobody(rules_.cost)) {}

const access::Actor& Accounts::by_operator() {
  static const access::Actor actor{base::Uuid(), {{access::Role::administrator, {}}}, true};
  return actor;
}

Visitor Accounts::visitor(std::string_view secret) const {
  Visitor visitor;
  if (!access::is_secret(access::SecretKind::session, secret)) return visitor;
  const auto hash = access::hash_of_secret(access::SecretKind::session, secret);
  const auto now = clock_.now();
  const auto reader = store_.read();
  auto& accounts = reader->accounts();
  auto session = accounts.session(hash);
  if (!session || !holds_now(session->made, session->expires, now) ||
      session->used.ms + kSessionIdleMs <= now.ms)
    return visitor;
  auto account = accounts.account(session->account);
  if (!account || account->state != store::AccountState::active) return visitor;
  visitor.code_wanted = !account->second_factor.empty() && !session->second_factor;
  if (!visitor.code_wanted) {
    visitor.actor = {account->id, grants_of(accounts.roles_of(account->id)), session->second_factor};
    visitor.lacks_second_factor =
        account->second_factor.empty() && std::ranges::any_of(visitor.actor.grants, is_role_short_of_factor);
  }
  if (session->used.ms + kSessionTouchMs <= now.ms)
    store_.write({"system"}, [&](store::UnitOfWork& unit) {
      // One that was ended meanwhile stays ended.
      if (auto stands = unit.accounts().session(hash)) {
        stands->used = now;
        unit.accounts().put_session(*stands);
      }
    });
  visitor.account = std::move(account);
  visitor.session = std::move(session);
  return visitor;
}

std::vector<std::string> Accounts::keys_of(std::string_view address, const Origin& origin) const {
  const auto network = access::network_of(origin.peer);
  // An address that was typed may be a password typed into the wrong field: it is kept as a hash.
  return {"account " + base::hex(base::sha256(std::string(address) + '\n' + network)), "network " + network};
}

/// Counts an attempt before it is looked at, so that many at once are no way round; gives the moment from
/// which the next is heard where there were too many.
std::optional<base::Instant> Accounts::count_attempt(const std::vector<std::string>& keys) {
  std::optional<base::Instant> wait;
  store_.write({"system"}, [&](store::UnitOfWork& unit) { wait = counted_attempt(unit.accounts(), keys); });
  return wait;
}

std::optional<base::Instant> Accounts::counted_attempt(store::AccountWriter& accounts,
                                                       const std::vector<std::string>& keys) const {
  std::optional<base::Instant> wait;
  const auto now = clock_.now();
  std::vector<store::Attempts> counts;
  for (const auto& key : keys) {
    const auto& throttle = throttle_of(key);
    auto count = accounts.attempts(key);
    if (count.last > now) {  // a clock that was ahead is not to lock anybody out until then
      count.last = now;
      accounts.set_attempts(key, count);
    }
    if (count.last.ms + throttle.forgotten_ms < now.ms) count = {0, now, now};
    const auto heard = access::heard_again(throttle, count.count, count.last);
    if (heard > now) wait = std::max(wait.value_or(heard), heard);
    counts.push_back(count);
  }
  if (wait) return wait;
  for (std::size_t i = 0; i < keys.size(); ++i)
    accounts.set_attempts(keys[i], {counts[i].count + 1, counts[i].first, now});
  return {};
}

/// After an attempt that was right: of the account nothing is counted any more, and of the network this one
/// is not, though those before it are.
void Accounts::forgive(store::AccountWriter& accounts, const std::vector<std::string>& keys) const {
  for (const auto& key : keys) {
    auto count = accounts.attempts(key);
    count.count = key.starts_with("network ") ? std::max<std::int64_t>(count.count - 1, 0) : 0;
    accounts.set_attempts(key, count);
  }
}

bool Accounts::password_right(const store::Account& account, std::string_view password,
                              const Origin& origin) {
  const auto keys = keys_of(account.address, origin);
  if (count_attempt(keys)) {
    note_refusal("early", account.id, origin);
    return false;
  }
  if (!access::password_fits(account.password, password)) {
    note_refusal("password", account.id, origin);
    return false;
  }
  store_.write({account.id.str()}, [&](store::UnitOfWork& unit) { forgive(unit.accounts(), keys); });
  return true;
}

std::string Accounts::new_session(store::AccountWriter& accounts, const store::Account& account,
                                  bool second_factor, const Origin& origin) {
  constexpr std::int64_t kSessionLifeMs = 12 * 3'600'000, kWaitingForCodeMs = 10 * 60'000;
  const auto now = clock_.now();
  const bool waits = !account.second_factor.empty() && !second_factor;
  auto secret = access::new_secret(access::SecretKind::session);
  store::Session session;
  session.id = base::Uuid::v7(now);
  session.hash = access::hash_of_secret(access::SecretKind::session, secret);
  session.account = account.id;
  session.second_factor = second_factor;
  session.client = client_of(origin);
  session.made = session.used = now;
  session.expires = {now.ms + (waits ? kWaitingForCodeMs : kSessionLifeMs)};
  accounts.put_session(session);
  return secret;
}

std::optional<access::PasswordFault> Accounts::fault_of(std::string_view password,
                                                        const store::Account& account) const {
  const std::vector<std::string> about{account.name, account.address, rules_.register_name, "Entente"};
  return access::fault_of_password(password, rules_.common, about);
}

void Accounts::write(const access::Actor& actor, const std::function<void(store::AccountWriter&)>& work) {
  write_all(actor, [&](store::UnitOfWork& unit) { work(unit.accounts()); });
}

void Accounts::write_all(const access::Actor& actor, const std::function<void(store::UnitOfWork&)>& work) {
  store_.write({author_of(actor)}, work);
}

}  // namespace entente::registry
