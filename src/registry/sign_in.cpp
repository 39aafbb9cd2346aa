// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Signing in and out, and links that open once.
#include <algorithm>

#include "access/secret.hpp"
#include "access/totp.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/accounts.hpp"
#include "registry/sealed.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kFirstLinkLifeMs = 24 * 3'600'000;

[[noreturn]] void fail_spent() {
  throw base::NotFound("this link", "has been used, or its time is over",
                       "Ask whoever gave it to you for another.");
}

bool is_open(const store::Account& account) {
  return account.state == store::AccountState::active && !account.password.empty();
}

/// Whether six digits fit; they do not fit again.
bool take_code(store::AccountWriter& accounts, store::Account& account, std::string_view secret,
               std::string_view typed, base::Instant now) {
  if (secret.empty()) return false;
  const auto step = access::accepted_step(secret, typed, now, account.last_step);
  if (!step) return false;
  account.last_step = *step;
  accounts.put_account(account);
  return true;
}

bool take_recovery_code(store::AccountWriter& accounts, const store::Account& account,
                        std::string_view code) {
  return accounts.use_recovery_code(account.id,
                                    access::hash_of_secret(access::SecretKind::recovery_code, code));
}

/// Whether whoever made a link might make it today: what the account holds, and what its giver may, can have
/// changed since. The giver's second factor counts as given, as it was then.
bool is_still_given(store::AccountReader& accounts, const store::OneTimeLink& link) {
  if (link.giver.is_nil() || link.giver == link.account) return true;  // the operator; oneself
  const auto giver = accounts.account(link.giver);
  if (!giver || giver->state != store::AccountState::active) return false;
  const access::Actor actor{giver->id, grants_of(accounts.roles_of(giver->id)), true};
  const auto grants = grants_of(accounts.roles_of(link.account));
  if (access::may(actor, access::Action::help_account,
                  {.account = link.account,
                   .account_has_office = has_office(grants),
                   .sight = access::Sight::confidential}))
    return true;
  return link.purpose == kInvitation && std::ranges::all_of(grants, [&](const access::Grant& each) {
           return access::may(actor, access::appointing(each.role),
                              {.place = each.of, .sight = access::Sight::confidential});
         });
}

}  // namespace

SignIn Accounts::sign_in(std::string_view address, std::string_view password, const Origin& origin) {
  const auto kept = address_or_nothing(address);
  const auto keys = keys_of(kept, origin);
  if (const auto heard = count_attempt(keys)) {
    note_refusal("early", {}, origin);
    return {SignInState::wait, {}, *heard};
  }
  const auto account = store_.read()->accounts().account_by_address(kept);
  const bool open = account && is_open(*account);
  // Whether there is such an account is not to be told by the time this takes.
  const bool fits = access::password_fits(open ? account->password : nobody_, password);
  if (!open || !fits) {
    note_refusal("sign_in", account ? account->id : base::Uuid(), origin);
    return {};
  }
  const auto anew = access::is_outdated(account->password, rules_.cost)
                        ? access::hash_password(password, rules_.cost)
                        : std::string();
  SignIn done;
  write({account->id}, [&](store::AccountWriter& accounts) {
    done = {};
    auto stands = accounts.account(account->id);
    if (!stands || !is_open(*stands) || stands->password != account->password) return;
    if (!anew.empty()) {
      stands->password = anew;
      accounts.put_account(*stands);
    }
    forgive(accounts, keys);
    done.secret = new_session(accounts, *stands, false, origin);
    done.state = stands->second_factor.empty() ? SignInState::done : SignInState::code;
    if (done.state == SignInState::done) record(accounts, stands->id, "signed_in", origin);
  });
  return done;
}

SignIn Accounts::give_code(const Visitor& visitor, std::string_view typed, const Origin& origin) {
  if (!visitor.code_wanted || !visitor.account || !visitor.session) return {};
  // Only who knows the password comes here, so that the count cannot be driven up by a stranger. A recovery
  // code, which nobody guesses, is always heard: who has stolen the password cannot keep the owner out.
  const std::vector<std::string> keys{"code " + visitor.account->id.str()};
  const auto recovery_code = access::read_recovery_code(typed);
  if (recovery_code.empty()) {
    // Before it counts as a failure, which it is none of.
    if (rules_.key && access::is_sealed(visitor.account->second_factor))
      require_key_of_register(*store_.read(), *rules_.key, "second factor");
    if (const auto heard = count_attempt(keys)) {
      note_refusal("early", visitor.account->id, origin);
      return {SignInState::wait, {}, *heard};
    }
  }
  SignIn done;
  write({visitor.account->id}, [&](store::AccountWriter& accounts) {
    done = {};
    auto stands = accounts.account(visitor.account->id);
    const bool waits = stands && is_open(*stands) && accounts.session(visitor.session->hash);
    if (!waits) return;
    const bool fits = recovery_code.empty()
                          ? take_code(accounts, *stands, factor_secret(*stands), typed, clock_.now())
                          : take_recovery_code(accounts, *stands, recovery_code);
    if (!fits) return;
    forgive(accounts, keys);
    accounts.remove_session(stands->id, visitor.session->id);
    done.secret = new_session(accounts, *stands, true, origin);
    done.state = SignInState::done;
    record(accounts, stands->id, recovery_code.empty() ? "signed_in_code" : "signed_in_recovery", origin);
  });
  if (done.state == SignInState::refused) note_refusal("code", visitor.account->id, origin);
  return done;
}

FactorProof Accounts::prove_factor(const Visitor& visitor, std::string_view typed, std::string_view act,
                                   const Origin& origin) {
  if (!visitor.actor.account || !visitor.account || !visitor.actor.second_factor) return {};
  const auto id = visitor.account->id;
  if (rules_.key && access::is_sealed(visitor.account->second_factor))
    require_key_of_register(*store_.read(), *rules_.key, "second factor");
  const std::vector<std::string> keys{"code " + id.str()};
  if (const auto heard = count_attempt(keys)) {
    note_refusal("early", id, origin);
    return {.proven = {}, .heard_at = heard};
  }
  FactorProof proof;
  write({id}, [&](store::AccountWriter& accounts) {
    proof = {};
    auto stands = accounts.account(id);
    if (!stands || !is_open(*stands) ||
        !take_code(accounts, *stands, factor_secret(*stands), typed, clock_.now()))
      return;
    forgive(accounts, keys);
    proof.proven = ProvenFactor(id, std::string(act));
  });
  if (!proof.proven) note_refusal("code", id, origin);
  return proof;
}

void Accounts::sign_out(const Visitor& visitor) {
  if (!visitor.session) return;
  // Where a code was still to come, the actor is nobody yet.
  write({visitor.session->account}, [&](store::AccountWriter& accounts) {
    accounts.remove_session(visitor.session->account, visitor.session->id);
  });
}

std::string Accounts::new_link(store::AccountWriter& accounts, std::string_view purpose,
                               const base::Uuid& account, const base::Uuid& giver, std::int64_t life_ms,
                               bool others_stay) const {
  auto secret = access::new_secret(access::SecretKind::link);
  const auto now = clock_.now();
  if (!others_stay) accounts.remove_links(account);
  accounts.put_link({access::hash_of_secret(access::SecretKind::link, secret),
                     std::string(purpose),
                     account,
                     giver,
                     now,
                     {now.ms + life_ms}});
  return secret;
}

std::optional<std::string> Accounts::first_link(bool others_stay) {
  std::optional<std::string> secret;
  write(by_operator(), [&](store::AccountWriter& accounts) {
    secret.reset();
    if (accounts.account_count() == 0)
      secret = new_link(accounts, kFirstLink, {}, {}, kFirstLinkLifeMs, others_stay);
  });
  return secret;
}

std::optional<LinkView> Accounts::link(std::string_view secret) const {
  if (!access::is_secret(access::SecretKind::link, secret)) return std::nullopt;
  const auto reader = store_.read();
  auto& accounts = reader->accounts();
  const auto link = accounts.link(access::hash_of_secret(access::SecretKind::link, secret));
  if (!link || !holds_now(link->made, link->expires, clock_.now())) return std::nullopt;
  if (link->purpose == kFirstLink) {
    if (accounts.account_count() != 0) return std::nullopt;
    return LinkView{link->purpose, {}, {}};
  }
  auto account = accounts.account(link->account);
  if (!account || account->state == store::AccountState::closed) return std::nullopt;
  if (link->purpose == kRegistration && registration() == Registration::off) return std::nullopt;
  if (!is_still_given(accounts, *link)) return std::nullopt;
  if (auto address = address_in_purpose(link->purpose); !address.empty())
    return LinkView{std::string(kNewAddress), std::move(account), std::move(address)};
  return LinkView{link->purpose, std::move(account), {}};
}

PasswordSet Accounts::make(const NewPerson& person, const Origin& origin,
                           const std::function<void(store::UnitOfWork&, const store::Account&)>& with) {
  store::Account account;
  account.address = kept_address(person.address);
  account.name = kept_name(person.name);
  account.language = kept_language(person.language);
  account.made = account.changed = clock_.now();
  account.id = base::Uuid::v7(account.made);
  if (const auto fault = fault_of(person.password, account)) return {fault, {}};
  account.password = access::hash_password(person.password, rules_.cost);
  account.state = store::AccountState::active;
  PasswordSet done;
  write_all({account.id}, [&](store::UnitOfWork& unit) {
    done = {};
    unit.accounts().put_account(account);
    record(unit.accounts(), account.id, "password_set", origin);
    with(unit, account);
    done.sign_in = {SignInState::done, new_session(unit.accounts(), account, false, origin), {}};
  });
  return done;
}

PasswordSet Accounts::open_link(std::string_view secret, const NewPerson& person, const Origin& origin) {
  const auto seen = link(secret);
  if (!seen || seen->purpose == kNewAddress) fail_spent();
  const bool first = seen->purpose == kFirstLink;
  store::Account account = seen->account.value_or(store::Account{});
  if (first) {
    account.id = base::Uuid::v7(clock_.now());
    account.address = kept_address(person.address);
    account.name = kept_name(person.name);
    account.language = kept_language(person.language);
    account.made = clock_.now();
  }
  if (const auto fault = fault_of(person.password, account)) return {fault, {}};
  const auto password = access::hash_password(person.password, rules_.cost);
  PasswordSet done;
  write_all({account.id}, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    done = {};
    const auto taken = accounts.take_link(access::hash_of_secret(access::SecretKind::link, secret));
    auto stands = first ? account : accounts.account(account.id).value_or(store::Account{});
    const bool still = first ? accounts.account_count() == 0 : stands.state != store::AccountState::closed;
    if (!taken || !holds_now(taken->made, taken->expires, clock_.now()) || stands.id.is_nil() || !still ||
        !is_still_given(accounts, *taken))
      fail_spent();
    const bool had_password = !stands.password.empty();
    stands.password = password;
    done.waits = taken->purpose == kRegistration && registration() == Registration::approved;
    stands.state = done.waits ? store::AccountState::waiting : store::AccountState::active;
    stands.changed = clock_.now();
    if (taken->purpose == kNewStart) {
      stands.second_factor.clear();
      stands.last_step = 0;
      accounts.set_recovery_codes(stands.id, {});
    }
    accounts.put_account(stands);
    accounts.remove_sessions(stands.id, {});
    accounts.remove_links(stands.id);
    // Whoever lost a password may have lost more.
    for (const auto& token : accounts.tokens_of(stands.id)) accounts.remove_token(stands.id, token.id);
    accounts.remove_notice_feed(stands.id);
    if (first) {
      accounts.remove_links({});  // the others that were made for nobody known
      accounts.put_role(
          {stands.id, std::string(access::name_of(access::Role::administrator)), {}, {}, clock_.now()});
    }
    record(accounts, stands.id, taken->purpose == kRegistration ? "address_confirmed" : "password_set",
           origin);
    if (had_password) post_change(unit, "password", stands);
    if (done.waits || !stands.second_factor.empty()) return;  // it is asked for where one signs in
    done.sign_in = {SignInState::done, new_session(accounts, stands, false, origin), {}};
  });
  return done;
}

}  // namespace entente::registry
