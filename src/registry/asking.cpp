// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What somebody asks for who has not signed in: a new password, an account. A request does the same work
// whoever has an account; what comes of it is found out afterwards, and told by mail alone.
#include <algorithm>

#include "access/secret.hpp"
#include "access/throttle.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "registry/account_words.hpp"
#include "registry/accounts.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kAskedLifeMs = 3'600'000;  // of a wish that waits for an answer
constexpr std::int64_t kAskedPasswordLifeMs = 2 * 3'600'000;
constexpr std::int64_t kRegistrationLifeMs = 24 * 3'600'000;
constexpr std::int64_t kNoticeLifeMs = 3 * 24 * 3'600'000LL;
constexpr std::int64_t kFullMs = 10 * 60'000;

std::string key_of_codes(const Origin& origin) {
  return "spoken " + access::network_of(origin.peer);
}

}  // namespace

bool Accounts::mails() const {
  return rules_.mails && rules_.key;
}

Registration Accounts::registration() const {
  return rules_.key ? rules_.registration : Registration::off;
}

std::optional<base::Instant> Accounts::ask(const Asked& asked, const Origin& origin) {
  const auto now = clock_.now();
  const auto network = access::network_of(origin.peer);
  if (const auto heard = count_attempt({"ask " + network})) return heard;
  std::optional<base::Instant> full;
  store_.write({"system"}, [&](store::UnitOfWork& unit) {
    full.reset();
    if (unit.accounts().letter_count() >= kMostWaiting) {
      full = base::Instant{now.ms + kFullMs};
      return;
    }
    auto kept = asked;
    kept.network = network;
    put_waiting(unit, *rules_.key, now, {now.ms + kAskedLifeMs}, kept);
  });
  return full;
}

std::optional<base::Instant> Accounts::count_code(const Origin& origin) {
  return count_attempt({key_of_codes(origin)});
}

void Accounts::forgive_code(const Origin& origin) {
  // The one that was right alone: else whoever has one code could try others for ever.
  store_.write({"system"}, [&](store::UnitOfWork& unit) {
    auto count = unit.accounts().attempts(key_of_codes(origin));
    count.count = std::max<std::int64_t>(count.count - 1, 0);
    unit.accounts().set_attempts(key_of_codes(origin), count);
  });
}

std::optional<base::Instant> Accounts::ask_new_password(std::string_view address, const Origin& origin) {
  if (!mails()) return std::nullopt;
  Asked asked;
  asked.address = kept_address(address);
  return ask(asked, origin);
}

std::optional<base::Instant> Accounts::ask_account(const NewPerson& person, const Origin& origin) {
  if (registration() == Registration::off) return std::nullopt;
  Asked asked;
  asked.what = Asked::What::account;
  asked.address = kept_address(person.address);
  asked.name = kept_name(person.name);
  asked.language = kept_language(person.language);
  return ask(asked, origin);
}

void Accounts::answer(const Asked& asked, const base::Uuid& letter) {
  // Whoever asks for somebody else, from however many networks, sends them little.
  // An address registered by a stranger leaves its owner's new passwords alone: each is counted by itself.
  const auto* counted = asked.what == Asked::What::account ? "mail account " : "mail password ";
  const bool heard = !count_attempt({counted + base::hex(base::sha256(asked.address))});
  write_all({}, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    accounts.remove_letter(letter);
    if (!heard) return;
    if (asked.what == Asked::What::account)
      answer_account(unit, asked);
    else
      answer_new_password(unit, asked);
  });
}

void Accounts::answer_new_password(store::UnitOfWork& unit, const Asked& asked) const {
  auto& accounts = unit.accounts();
  const auto account = accounts.account_by_address(asked.address);
  if (!account || account->state != store::AccountState::active || !mails()) return;
  record(accounts, {.network = asked.network}, account->id, "link_asked");
  post_link(unit, "new_password", *account,
            asked_link(accounts, kNewPassword, account->id, kAskedPasswordLifeMs), kAskedPasswordLifeMs);
}

void Accounts::answer_account(store::UnitOfWork& unit, const Asked& asked) const {
  if (registration() == Registration::off) return;
  auto& accounts = unit.accounts();
  auto account = accounts.account_by_address(asked.address);
  if (account && account->state != store::AccountState::asked) {
    post(unit, letter_to_known(letterhead(), *account), kNoticeLifeMs);
    return;
  }
  if (!account) {
    account.emplace();
    account->made = account->changed = clock_.now();
    account->id = base::Uuid::v7(account->made);
    account->address = asked.address;
    account->name = asked.name;
    account->language = asked.language;
    account->state = mails() ? store::AccountState::asked : store::AccountState::waiting;
    accounts.put_account(*account);
    record(accounts, {.network = asked.network}, account->id, "registered");
  }
  if (mails())
    post_link(unit, "registration", *account,
              asked_link(accounts, kRegistration, account->id, kRegistrationLifeMs), kRegistrationLifeMs);
}

/// A link that somebody asked for: by the address alone, or (`giver`) for their own account. Those made
/// before stay: nobody ends them by asking.
std::string Accounts::asked_link(store::AccountWriter& accounts, std::string_view purpose,
                                 const base::Uuid& account, std::int64_t life_ms,
                                 const base::Uuid& giver) const {
  auto secret = access::new_secret(access::SecretKind::link);
  const auto now = clock_.now();
  accounts.put_link({access::hash_of_secret(access::SecretKind::link, secret),
                     std::string(purpose),
                     account,
                     giver,
                     now,
                     {now.ms + life_ms}});
  return secret;
}

Letterhead Accounts::letterhead() const {
  return {rules_.register_name.empty() ? "Entente" : rules_.register_name, rules_.public_url};
}

void Accounts::post(store::UnitOfWork& unit, const Words& words, std::int64_t life_ms) const {
  if (!mails()) return;
  const auto now = clock_.now();
  put_waiting(unit, *rules_.key, now, {now.ms + life_ms}, words);
}

void Accounts::post_link(store::UnitOfWork& unit, std::string_view kind, const store::Account& account,
                         std::string_view secret, std::int64_t life_ms) const {
  post(unit, letter_with_link(letterhead(), kind, account, secret, life_ms), life_ms);
}

std::string Accounts::send_link(store::UnitOfWork& unit, std::string_view kind, const store::Account& account,
                                std::string secret, std::int64_t life_ms) const {
  if (!mails()) return secret;
  post_link(unit, kind, account, secret, life_ms);
  return {};
}

std::optional<base::Instant> Accounts::count_letter_to(store::AccountWriter& accounts,
                                                       std::string_view address) const {
  return counted_attempt(accounts, {"mail offer " + base::hex(base::sha256(kept_address(address)))});
}

void Accounts::post_change(store::UnitOfWork& unit, std::string_view what,
                           const store::Account& account) const {
  post(unit, letter_of_change(letterhead(), what, account, clock_.now()), kNoticeLifeMs);
}

}  // namespace entente::registry
