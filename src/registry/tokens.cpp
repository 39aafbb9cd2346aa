// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Tokens, with which programs act for a person.
#include <algorithm>

#include "access/refused.hpp"
#include "access/secret.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/accounts.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostTokens = 20;  // of an account
constexpr std::int64_t kMostTokenDays = 366;

bool is_for_office(const NewToken& wanted) {
  return access::has_scope(wanted.scopes, access::Scope::office);
}

void require_token_form(const NewToken& wanted) {
  if (!is_token_form(wanted))
    throw base::BadInput("token", "has no name of one line, no scope, or a time outside of 1 to 366 days",
                         "Name it after the program that will use it.");
  if (outlives_office(wanted))
    throw base::BadInput("token", "with the scope office holds for 90 days at most", "Choose fewer days.");
}

/// No program gives a second factor: for what asks for one, the person gives it when the token is made.
void require_factor_given(const NewToken& wanted, bool given) {
  if (is_for_office(wanted) && !given)
    throw access::Refused("a token with the scope office",
                          "is made by whoever has given a second factor in this session",
                          "Sign in with it, and make the token on the page of your account.");
}

}  // namespace

bool is_token_form(const NewToken& wanted) {
  return is_person_name(wanted.name) && !wanted.scopes.empty() && wanted.days >= 1 &&
         wanted.days <= kMostTokenDays;
}

bool outlives_office(const NewToken& wanted) {
  return is_for_office(wanted) && wanted.days > kMostOfficeTokenDays;
}

Bearer Accounts::bearer(std::string_view secret) const {
  Bearer bearer;
  if (!access::is_secret(access::SecretKind::token, secret)) return bearer;
  const auto now = clock_.now();
  const auto reader = store_.read();
  auto& accounts = reader->accounts();
  auto token = accounts.token(access::hash_of_secret(access::SecretKind::token, secret));
  if (!token || !holds_now(token->made, token->expires, now)) return bearer;
  auto account = accounts.account(token->account);
  if (!account || account->state != store::AccountState::active) return bearer;
  // What the account holds today. What asks for a second factor counts where it was given when the token was
  // made, and while the account has one.
  auto scopes = access::read_scopes(token->scopes);
  const bool factor = access::has_scope(scopes, access::Scope::office) && !account->second_factor.empty();
  bearer.actor = {account->id, grants_of(accounts.roles_of(account->id)), factor, std::move(scopes)};
  bearer.actor.token = token->name;
  if (base::day_of(token->used) != base::day_of(now))
    store_.write({"system"}, [&](store::UnitOfWork& unit) {
      // One that was withdrawn meanwhile stays withdrawn.
      if (auto stands = unit.accounts().token(token->hash)) {
        stands->used = now;
        unit.accounts().put_token(*stands);
      }
    });
  bearer.account = std::move(account);
  bearer.token = std::move(token);
  return bearer;
}

MadeToken Accounts::new_token(store::UnitOfWork& unit, const store::Account& account,
                              const NewToken& wanted) const {
  auto& accounts = unit.accounts();
  if (account.state != store::AccountState::active)
    throw base::Conflict("account " + account.id.str(), "is not open", "Look at its state.");
  if (accounts.tokens_of(account.id).size() >= kMostTokens)
    throw base::Conflict("account " + account.id.str(), "has as many tokens as one may have",
                         "Withdraw one first.");
  MadeToken made;
  const auto now = clock_.now();
  made.secret = access::new_secret(access::SecretKind::token);
  made.id = base::Uuid::v7(now);
  accounts.put_token({made.id,
                      access::hash_of_secret(access::SecretKind::token, made.secret),
                      account.id,
                      kept_name(wanted.name),
                      access::text_of(wanted.scopes),
                      now,
                      {},
                      {now.ms + wanted.days * 86'400'000}});
  post_change(unit, is_for_office(wanted) ? "office_token" : "token", account);
  return made;
}

std::optional<MadeToken> Accounts::make_token(const Visitor& visitor, const NewToken& wanted,
                                              std::string_view password, const Origin& origin) {
  const auto& account = require_own(visitor);
  require_token_form(wanted);
  require_factor_given(wanted, visitor.actor.second_factor);
  // A session left open is not to become something that lasts a year.
  if (!password_right(account, password, origin)) return std::nullopt;
  std::optional<MadeToken> made;
  write_all(visitor.actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    made.reset();
    if (const auto stands = accounts.account(account.id)) made = new_token(unit, *stands, wanted);
    if (made)
      record(accounts, visitor.actor, account.id, is_for_office(wanted) ? "office_token_made" : "token_made",
             wanted.name);
  });
  return made;
}

MadeToken Accounts::make_token(const access::Actor& actor, const base::Uuid& id, const NewToken& wanted) {
  // Whoever makes another's token could act for them: the operator alone, who could anyway.
  if (!actor.account || !actor.account->is_nil())
    throw access::Refused("a token for account " + id.str(), "is made by that account alone",
                          "Ask the person.");
  require_token_form(wanted);
  require_factor_given(wanted, false);
  MadeToken made;
  write_all(actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    const auto account = accounts.account(id);
    if (!account) throw base::NotFound("account " + id.str(), "does not exist");
    made = new_token(unit, *account, wanted);
    record(accounts, actor, id, "token_made", wanted.name);
  });
  return made;
}

bool Accounts::withdraw_token(const access::Actor& actor, const base::Uuid& account, const base::Uuid& id) {
  const access::Target own{.account = account, .sight = access::Sight::confidential};
  if (!access::may(actor, access::Action::end_own_access, own) && !(actor.account && actor.account->is_nil()))
    throw access::Refused("token " + id.str(), "is not yours to withdraw",
                          "Ask its owner, or use a token for writing.");
  bool gone = false;
  write(actor, [&](store::AccountWriter& accounts) {
    gone = accounts.remove_token(account, id);
    if (gone) record(accounts, actor, account, "token_withdrawn");
  });
  return gone;
}

std::vector<store::Token> Accounts::tokens(const access::Actor& actor, const base::Uuid& account) const {
  const access::Target own{.account = account, .sight = access::Sight::confidential};
  if (!access::may(actor, access::Action::read_own_account, own) &&
      !(actor.account && actor.account->is_nil()))
    throw access::Refused("these tokens", "are not yours to see", "Ask their owner.");
  return store_.read()->accounts().tokens_of(account);
}

}  // namespace entente::registry
