// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What people do with their own account.
#include <boost/json.hpp>

#include "access/secret.hpp"
#include "access/totp.hpp"
#include "base/json.hpp"
#include "registry/account_words.hpp"
#include "registry/accounts.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

constexpr std::size_t kEventsInData = 500;

std::vector<base::Sha256> hashes_of(const std::vector<std::string>& codes) {
  std::vector<base::Sha256> hashes;
  for (const auto& code : codes)
    hashes.push_back(access::hash_of_secret(access::SecretKind::recovery_code, code));
  return hashes;
}

std::string_view word_of(store::AccountState state) {
  switch (state) {
    case store::AccountState::invited:
      return "invited";
    case store::AccountState::active:
      return "active";
    case store::AccountState::asked:
      return "asked";
    case store::AccountState::waiting:
      return "waiting";
    case store::AccountState::closed:
      break;
  }
  return "closed";
}

json::array roles_json(const std::vector<store::AccountRole>& roles) {
  json::array all;
  for (const auto& each : roles)
    all.push_back(json::object{{"role", each.role}, {"of", each.of}, {"given", base::to_string(each.given)}});
  return all;
}

json::array tokens_json(const std::vector<store::Token>& tokens) {
  json::array all;
  for (const auto& each : tokens)
    all.push_back(json::object{{"name", each.name},
                               {"scopes", each.scopes},
                               {"made", base::to_string(each.made)},
                               {"ends", base::to_string(each.expires)}});
  return all;
}

json::array events_json(const std::vector<EventLine>& lines) {
  json::array all;
  for (const auto& line : lines)
    all.push_back(json::object{{"time", base::to_string(line.event.time)},
                               {"what", line.event.what},
                               {"detail", line.event.detail},
                               {"by_oneself", line.event.actor == line.event.account},
                               {"network", line.event.network}});
  return all;
}

json::array sessions_json(const std::vector<store::Session>& sessions) {
  json::array all;
  for (const auto& each : sessions)
    all.push_back(json::object{{"client", each.client},
                               {"began", base::to_string(each.made)},
                               {"used", base::to_string(each.used)},
                               {"ends", base::to_string(each.expires)},
                               {"second_factor", each.second_factor}});
  return all;
}

constexpr std::size_t kMostNotices = 1'000;

json::array notices_json(const std::vector<store::Notification>& notices) {
  json::array all;
  for (const auto& each : notices)
    all.push_back(json::object{{"kind", each.kind},
                               {"about", each.about},
                               {"made", base::to_string(each.made)},
                               {"read", each.seen}});
  return all;
}

/// What the person has claimed, and what was said about it.
json::array claims_json(store::ClaimReader& claims, const base::Uuid& account) {
  json::array all;
  for (const auto& claim : claims.claims_of(account)) {
    json::array steps;
    for (const auto& step : claims.steps_of(claim.id))
      steps.push_back(
          json::object{{"what", step.what}, {"text", step.text}, {"at", base::to_string(step.at)}});
    all.push_back(json::object{{"role", claim.role},
                               {"of", claim.of},
                               {"website", claim.website},
                               {"identifiers", claim.identifiers},
                               {"steps", std::move(steps)}});
  }
  return all;
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
  write(visitor.actor, [&](store::AccountWriter& accounts) {
    done = {};
    auto stands = accounts.account(account.id);
    if (!stands || stands->state != store::AccountState::active) return;
    stands->password = password;
    stands->changed = clock_.now();
    accounts.put_account(*stands);
    accounts.remove_sessions(account.id, {});
    accounts.remove_links(account.id);
    post_change(accounts, "password", *stands);
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
    post_change(accounts, "factor", *stands);
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
  write(visitor.actor, [&](store::AccountWriter& accounts) {
    accounts.set_recovery_codes(account.id, hashes_of(codes));
    post_change(accounts, "codes", account);
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
    accounts.erase_account(account.id);
    for (const auto& grant : held) note_left(unit, grant, clock_.now());
    record(accounts, {.account = account.id}, account.id, "erased", {});
  });
  return true;
}

std::string Accounts::own_data(const Visitor& visitor) const {
  const auto detail = own(visitor);
  const auto& account = detail.account;
  const auto reader = store_.read();
  auto& accounts = reader->accounts();
  json::object data{{"id", account.id.str()},
                    {"address", account.address},
                    {"name", account.name},
                    {"language", account.language},
                    {"low_data", account.low_data},
                    {"state", word_of(account.state)},
                    {"second_factor", !account.second_factor.empty()},
                    {"recovery_codes_left", detail.recovery_codes},
                    {"made", base::to_string(account.made)},
                    {"changed", base::to_string(account.changed)},
                    {"roles", roles_json(detail.roles)},
                    {"sessions", sessions_json(detail.sessions)},
                    {"tokens", tokens_json(tokens(visitor.actor, account.id))},
                    {"events", events_json(own_events(visitor, {}, kEventsInData))},
                    {"notifications", notices_json(accounts.notifications_of(account.id, kMostNotices))},
                    {"digest", accounts.digest(account.id).every},
                    {"claims", claims_json(store_.read()->claims(), account.id)}};
  return base::canonical_json(data) + "\n";
}

}  // namespace entente::registry
