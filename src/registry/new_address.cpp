// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Another address for an account: it is proved by a link before it counts, and the old one is told.
#include <utility>

#include "access/refused.hpp"
#include "access/secret.hpp"
#include "access/throttle.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/accounts.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kNewAddressLifeMs = 24 * 3'600'000;

/// A link's purpose holds the address it proves.
std::string purpose_of_address(std::string_view address) {
  return std::string(kNewAddress) + ' ' + std::string(address);
}

}  // namespace

std::string address_in_purpose(std::string_view purpose) {
  if (!purpose.starts_with(kNewAddress) || purpose.size() <= kNewAddress.size()) return {};
  return std::string(purpose.substr(kNewAddress.size() + 1));
}

bool Accounts::ask_new_address(const Visitor& visitor, std::string_view address, std::string_view password,
                               const Origin& origin) {
  const auto& account = require_own(visitor);
  const auto kept = kept_address(address);
  if (!mails())
    throw base::Conflict("address of an account", "cannot be proved: this register sends no mail",
                         "Ask whoever runs it.");
  if (!password_right(account, password, origin)) return false;
  // Whoever has an account is not to flood others with it, nor to learn who else has one.
  if (count_attempt({"mail account " + base::hex(base::sha256(kept))})) return true;
  write_all(visitor.actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    const auto stands = accounts.account(account.id);
    if (!stands || stands->state != store::AccountState::active) return;
    if (const auto other = accounts.account_by_address(kept)) {
      if (other->id != account.id) post(unit, letter_to_known(letterhead(), *other), kNewAddressLifeMs);
      return;
    }
    const auto secret =
        asked_link(accounts, purpose_of_address(kept), account.id, kNewAddressLifeMs, account.id);
    auto written = *stands;
    written.address = kept;
    post_link(unit, "new_address", written, secret, kNewAddressLifeMs);
  });
  return true;
}

std::string Accounts::give_address(const access::Actor& actor, const base::Uuid& id,
                                   std::string_view address) {
  const auto kept = kept_address(address);
  std::string secret;
  write_all(actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    auto account = accounts.account(id);
    if (!account) throw base::NotFound("account " + id.str(), "does not exist");
    require(actor, access::Action::help_account,
            {.account = id,
             .account_has_office = has_office(grants_of(accounts.roles_of(id))),
             .sight = access::Sight::confidential});
    if (actor.account == id)
      throw access::Refused("another address for account " + id.str(), "is not proved by that account itself",
                            "Ask another administrator, or the operator: 'entente user address'.");
    if (account->state != store::AccountState::active)
      throw base::Conflict("account " + id.str(), "is not open", "Invite the person with the right address.");
    if (accounts.account_by_address(kept))
      throw base::Conflict("address " + kept, "has an account", "Give another address.");
    // A newer one ends those before it, as of other links that somebody makes for another.
    secret = new_link(accounts, purpose_of_address(kept), id, actor.account.value_or(base::Uuid()),
                      kNewAddressLifeMs);
    post_change(unit, "address_link", *account);
    account->address = kept;
    secret = send_link(unit, "new_address", *account, std::move(secret), kNewAddressLifeMs);
    record(accounts, actor, id, "address_link_made");
  });
  return secret;
}

void Accounts::confirm_address(std::string_view secret, const Origin& origin) {
  const auto seen = link(secret);
  if (!seen || seen->purpose != kNewAddress)
    throw base::NotFound("this link", "has been used, or its time is over", "Ask for another.");
  write_all({seen->account->id}, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    const auto taken = accounts.take_link(access::hash_of_secret(access::SecretKind::link, secret));
    auto account = accounts.account(seen->account->id);
    if (!taken || !account || account->state != store::AccountState::active)
      throw base::NotFound("this link", "has been used, or its time is over", "Ask for another.");
    const auto before = *account;
    account->address = address_in_purpose(taken->purpose);
    account->changed = clock_.now();
    accounts.put_account(*account);
    // Those sent to the old address open nothing any more.
    accounts.remove_links(account->id);
    // Whoever made it for another could have opened it: what is open, who holds the account opens again.
    if (taken->giver != account->id) accounts.remove_sessions(account->id, {});
    post_change(unit, "address", before);
    record(accounts, account->id, "address_changed", origin);
  });
}

}  // namespace entente::registry
