// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What people do with their own account.
#include "access/secret.hpp"
#include "access/totp.hpp"
#include "registry/account_words.hpp"
#include "registry/accounts.hpp"
#include "registry/draft_note.hpp"
#include "registry/post.hpp"

namespace entente::registry {

namespace {

std::vector<base::Sha256> hashes_of(const std::vector<std::string>& codes) {
  std::vector<base::Sha256> hashes;
  for (const auto& code : codes)
    hashes.push_back(access::hash_of_secret(access::SecretKind::recovery_code, code));
  return hashes;
}

AccountDetail detail_of(store::AccountReader& accounts, const store::Account& account) {
  return {account, accounts.roles_of(account.id), accounts.sessions_of(account.id),
          accounts.recovery_codes_left(account.id)};
}

}  // namespace

AccountDetail Accounts::own(const Visitor& visitor) const {
  const auto& account = require_own(visitor);
  const auto reader = store_.read();
  return detail_of(reader->accounts(), account);
}

void Accounts::set_preferences(const Visitor& visitor, std::string_view name, std::string_view language,
                               bool low_data) {
  const auto id = require_own(visitor).id;
  const auto kept = kept_name(name);
  const auto tongue = kept_language(language);
  write(visitor.actor, [&](store::AccountWriter& accounts) {
    auto stands = accounts.account(id);
    if (!stands) return;
    stands->name = kept;
    stands->language = tongue;
    stands->low_data = low_data;
    stands->changed = clock_.now();
    accounts.put_account(*stands);
  });
}

PasswordSet Accounts::change_password(const Visitor& visitor, std::string_view present,
                                      std::string_view wanted, const Origin& origin) {
  const auto& account = require_own(visitor);
  if (!password_right(account, present, origin)) return {{}, {}};
  if (const auto fault = fault_of(wanted, account)) return {fault, {}};
  const auto password = access::hash_password(wanted, rules_.cost);
  PasswordSet done;
  write_all(visitor.actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    done = {};
    auto stands = accounts.account(account.id);
    if (!stands || stands->state != store::AccountState::active) return;
    stands->password = password;
    stands->changed = clock_.now();
    accounts.put_account(*stands);
    accounts.remove_sessions(account.id, {});
    accounts.remove_links(account.id);
    post_change(unit, "password", *stands);
    record(accounts, visitor.actor, account.id, "password_changed");
    done.sign_in = {
        SignInState::done, new_session(accounts, *stands, visitor.session->second_factor, origin), {}};
  });
  return done;
}

std::optional<Accounts::Enrolled> Accounts::enrol(const Visitor& visitor, std::string_view totp_secret,
                                                  std::string_view code, std::string_view password,
                                                  const Origin& origin) {
  const auto& account = require_own(visitor);
  if (!password_right(account, password, origin)) return std::nullopt;
  const auto step = access::accepted_step(totp_secret, code, clock_.now(), 0);
  if (!step) return std::nullopt;
  std::optional<Enrolled> done;
  const auto codes = access::new_recovery_codes();
  store_.write({account.id.str()}, [&](store::UnitOfWork& unit) {
    done.reset();
    auto& accounts = unit.accounts();
    auto stands = accounts.account(account.id);
    if (!stands || stands->state != store::AccountState::active) return;
    stands->second_factor = sealed_factor(unit, account.id, totp_secret);
    stands->last_step = *step;
    stands->changed = clock_.now();
    accounts.put_account(*stands);
    accounts.set_recovery_codes(account.id, hashes_of(codes));
    accounts.remove_sessions(account.id, {});
    end_office_tokens(accounts, visitor.actor, account.id, clock_.now());
    post_change(unit, "factor", *stands);
    record(accounts, visitor.actor, account.id, "factor_set");
    done = Enrolled{codes, new_session(accounts, *stands, true, origin)};
  });
  return done;
}

std::optional<std::vector<std::string>> Accounts::renew_recovery_codes(const Visitor& visitor,
                                                                       std::string_view password,
                                                                       const Origin& origin) {
  const auto& account = require_own(visitor);
  if (account.second_factor.empty() || !password_right(account, password, origin)) return std::nullopt;
  auto codes = access::new_recovery_codes();
  write_all(visitor.actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    accounts.set_recovery_codes(account.id, hashes_of(codes));
    post_change(unit, "codes", account);
    record(accounts, visitor.actor, account.id, "codes_renewed");
  });
  return codes;
}

bool Accounts::end_session(const Visitor& visitor, const base::Uuid& id) {
  const auto& account = require_own(visitor);
  bool ended = false;
  write(visitor.actor, [&](store::AccountWriter& accounts) {
    ended = accounts.remove_session(account.id, id);
    if (ended) record(accounts, visitor.actor, account.id, "sessions_ended");
  });
  return ended;
}

void Accounts::end_other_sessions(const Visitor& visitor) {
  const auto& account = require_own(visitor);
  write(visitor.actor, [&](store::AccountWriter& accounts) {
    accounts.remove_sessions(account.id, visitor.session->id);
    record(accounts, visitor.actor, account.id, "sessions_ended");
  });
}

bool Accounts::erase_own(const Visitor& visitor, std::string_view password, const Origin& origin) {
  const auto& account = require_own(visitor);
  if (!password_right(account, password, origin)) return false;
  write_all(visitor.actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    if (is_administrator(accounts, account.id)) require_another_administrator(accounts, account.id);
    const auto held = grants_of(accounts.roles_of(account.id));
    end_own_drafts(unit, account.id);
    accounts.erase_account(account.id);
    if (rules_.key) take_back_waiting(unit, *rules_.key, account.address);
    for (const auto& grant : held) note_left(unit, clock_, account.id, grant);
    record(accounts, {.account = account.id}, account.id, "erased", {});
  });
  return true;
}

}  // namespace entente::registry
