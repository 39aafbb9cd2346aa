// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What some do with others' accounts.
#include <algorithm>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/accounts.hpp"
#include "registry/notices.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kInvitationLifeMs = 7LL * 24 * 3'600'000;
constexpr std::int64_t kHelpLifeMs = 24 * 3'600'000;
constexpr std::size_t kMostListed = 500;

store::Account standing(store::AccountReader& accounts, const base::Uuid& id) {
  auto account = accounts.account(id);
  if (!account) throw base::NotFound("account " + id.str(), "does not exist");
  return std::move(*account);
}

/// What the table asks about an account that something is done to.
access::Target target_of(store::AccountReader& accounts, const base::Uuid& id) {
  return {.account = id,
          .account_has_office = has_office(grants_of(accounts.roles_of(id))),
          .sight = access::Sight::confidential};
}

}  // namespace

void require_another_administrator(store::AccountReader& accounts, const base::Uuid& leaving) {
  const auto holders = accounts.holders(access::name_of(access::Role::administrator), {});
  const bool another = std::ranges::any_of(holders, [&](const store::AccountRole& each) {
    const auto account = accounts.account(each.account);
    return each.account != leaving && account && account->state == store::AccountState::active;
  });
  if (!another)
    throw base::Conflict("account " + leaving.str(), "is the last administrator",
                         "Make another account an administrator first.");
}

bool is_administrator(store::AccountReader& accounts, const base::Uuid& id) {
  const auto grants = grants_of(accounts.roles_of(id));
  return std::ranges::find(grants, access::Grant{access::Role::administrator, {}}) != grants.end();
}

std::vector<AccountLine> Accounts::list(const access::Actor& actor, const base::Uuid& after,
                                        std::size_t limit, std::optional<store::AccountState> state) const {
  require(actor, access::Action::see_accounts, {.sight = access::Sight::restricted});
  const bool addresses =
      access::may(actor, access::Action::see_accounts, {.sight = access::Sight::confidential});
  const auto reader = store_.read();
  std::vector<AccountLine> lines;
  const auto most = std::min(limit, kMostListed);
  for (auto& account :
       state ? reader->accounts().accounts(*state, after, most) : reader->accounts().accounts(after, most)) {
    if (!addresses) account.address.clear();
    lines.push_back({account, grants_of(reader->accounts().roles_of(account.id))});
  }
  return lines;
}

AccountDetail Accounts::look(const access::Actor& actor, const base::Uuid& id) const {
  require(actor, access::Action::see_accounts, {.account = id, .sight = access::Sight::restricted});
  const auto reader = store_.read();
  auto& accounts = reader->accounts();
  AccountDetail detail{standing(accounts, id), accounts.roles_of(id), accounts.sessions_of(id),
                       accounts.recovery_codes_left(id)};
  if (!access::may(actor, access::Action::see_accounts,
                   {.account = id, .sight = access::Sight::confidential}))
    detail.account.address.clear();
  return detail;
}

Accounts::Invited Accounts::invite(const access::Actor& actor, std::string_view address,
                                   std::string_view name, std::string_view language,
                                   const access::Grant& grant) {
  require_appointing(actor, grant);
  store::Account account;
  account.address = kept_address(address);
  account.name = kept_name(name);
  account.language = kept_language(language);
  account.made = account.changed = clock_.now();
  account.id = base::Uuid::v7(account.made);
  Invited invited;
  write_all(actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    accounts.put_account(account);
    accounts.put_role({account.id, std::string(access::name_of(grant.role)), grant.of,
                       actor.account.value_or(base::Uuid()), clock_.now()});
    note_given(unit, grant);
    auto secret =
        new_link(accounts, kInvitation, account.id, actor.account.value_or(base::Uuid()), kInvitationLifeMs);
    invited = {account.id, send_link(unit, "invitation", account, std::move(secret), kInvitationLifeMs)};
    record(accounts, actor, account.id, "invited", access::text_of(grant));
  });
  return invited;
}

void Accounts::give(const access::Actor& actor, const base::Uuid& id, const access::Grant& grant) {
  require_appointing(actor, grant);
  if (actor.account == id)
    throw access::Refused("the role " + access::text_of(grant), "is not given by whoever is to hold it",
                          "Ask another who may give it, or the operator: 'entente user give'.");
  write_all(actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    if (standing(accounts, id).state == store::AccountState::closed)
      throw base::Conflict("account " + id.str(), "is closed", "Invite the person anew.");
    // A link made before is in the hands of whoever made it, for whom this office was not meant.
    if (access::is_office(grant.role)) accounts.remove_links(id);
    const auto grants = grants_of(accounts.roles_of(id));
    const bool holds = std::ranges::find(grants, grant) != grants.end();
    accounts.put_role({id, std::string(access::name_of(grant.role)), grant.of,
                       actor.account.value_or(base::Uuid()), clock_.now()});
    note_given(unit, grant);
    record(accounts, actor, id, "role_given", access::text_of(grant));
    if (!holds) notify(accounts, clock_, id, kNoticeRoleGiven, access::text_of(grant));
  });
}

void Accounts::withdraw(const access::Actor& actor, const base::Uuid& id, const access::Grant& grant) {
  require_appointing(actor, grant);
  write_all(actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    standing(accounts, id);
    if (grant.role == access::Role::administrator && is_administrator(accounts, id))
      require_another_administrator(accounts, id);
    const auto grants = grants_of(accounts.roles_of(id));
    if (std::ranges::find(grants, grant) == grants.end())
      throw base::NotFound("role " + access::text_of(grant), "is not held by account " + id.str());
    accounts.remove_role(id, access::name_of(grant.role), grant.of);
    note_left(unit, clock_, id, grant);
    record(accounts, actor, id, "role_withdrawn", access::text_of(grant));
    if (actor.account != id) notify(accounts, clock_, id, kNoticeRoleWithdrawn, access::text_of(grant));
  });
}

std::string Accounts::help(const access::Actor& actor, const base::Uuid& id, bool new_start) {
  std::string secret;
  write_all(actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    const auto account = standing(accounts, id);
    require(actor, access::Action::help_account, target_of(accounts, id));
    // A session left open would otherwise be enough for another password and telephone.
    if (actor.account == id)
      throw access::Refused("a link for account " + id.str(), "is not made by that account itself",
                            "Ask another administrator, or the operator: 'entente user link'.");
    if (account.state == store::AccountState::closed)
      throw base::Conflict("account " + id.str(), "is closed", "Invite the person anew.");
    const bool invited = account.password.empty();
    if (account.state == store::AccountState::waiting && !invited)
      throw base::Conflict("account " + id.str(), "waits to be let in", "Let the person in first.");
    const auto purpose = invited ? kInvitation : new_start ? kNewStart : kNewPassword;
    const auto life = invited ? kInvitationLifeMs : kHelpLifeMs;
    secret = send_link(unit, invited ? "invitation" : "new_password", account,
                       new_link(accounts, purpose, id, actor.account.value_or(base::Uuid()), life), life);
    record(accounts, actor, id, "link_made");
  });
  return secret;
}

void Accounts::close(const access::Actor& actor, const base::Uuid& id) {
  write_all(actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    auto account = standing(accounts, id);
    require(actor, access::Action::close_account, target_of(accounts, id));
    if (is_administrator(accounts, id)) require_another_administrator(accounts, id);
    account.state = store::AccountState::closed;
    account.address = "closed " + id.str();  // which nobody can type, and the person may be invited anew
    account.password.clear();
    account.second_factor.clear();
    account.changed = clock_.now();
    accounts.put_account(account);
    accounts.set_recovery_codes(id, {});
    accounts.remove_sessions(id, {});
    accounts.remove_links(id);
    for (const auto& token : accounts.tokens_of(id)) accounts.remove_token(id, token.id);
    accounts.remove_notice_feed(id);
    unit.claims().remove_claims_of(id);
    for (const auto& grant : grants_of(accounts.roles_of(id))) {
      accounts.remove_role(id, access::name_of(grant.role), grant.of);
      note_left(unit, clock_, id, grant);
    }
    record(accounts, actor, id, "closed");
  });
}

void Accounts::admit(const access::Actor& actor, const base::Uuid& id) {
  constexpr std::int64_t kAdmittedLifeMs = 3 * 24 * 3'600'000LL;
  write_all(actor, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    auto account = standing(accounts, id);
    require(actor, access::Action::admit_account, target_of(accounts, id));
    if (account.state != store::AccountState::waiting || account.password.empty())
      throw base::Conflict("account " + id.str(), "does not wait to be let in", "Look at its state.");
    account.state = store::AccountState::active;
    account.changed = clock_.now();
    accounts.put_account(account);
    record(accounts, actor, id, "admitted");
    post(unit, letter_to_admitted(letterhead(), account), kAdmittedLifeMs);
  });
}

base::Uuid Accounts::account_of(std::string_view address) const {
  const auto account = store_.read()->accounts().account_by_address(kept_address(address));
  if (!account)
    throw base::NotFound("account " + kept_address(address), "does not exist", "Check the address.");
  return account->id;
}

}  // namespace entente::registry
