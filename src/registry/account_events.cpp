// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What was done to accounts: written with what it tells of, in one unit.
#include <map>

#include "access/refused.hpp"
#include "access/throttle.hpp"
#include "registry/account_words.hpp"
#include "registry/accounts.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostEvents = 500;

std::vector<EventLine> with_names(store::AccountReader& accounts, std::vector<store::AccountEvent> events) {
  std::map<base::Uuid, std::string> names;
  const auto name_of = [&](const base::Uuid& id) {
    if (id.is_nil()) return std::string();
    const auto [known, fresh] = names.try_emplace(id);
    if (fresh)
      if (const auto account = accounts.account(id)) known->second = account->name;
    return known->second;
  };
  std::vector<EventLine> lines;
  for (auto& event : events) {
    EventLine line{std::move(event), {}, {}};
    line.actor_name = name_of(line.event.actor);
    line.account_name = name_of(line.event.account);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

void Accounts::record(store::AccountWriter& accounts, const access::Actor& actor, const base::Uuid& account,
                      std::string_view what, std::string_view detail) const {
  record_event(accounts, actor, account, what, detail, clock_.now());
}

void Accounts::record(store::AccountWriter& accounts, const base::Uuid& account, std::string_view what,
                      const Origin& origin) const {
  record(accounts, {.account = account, .network = access::network_of(origin.peer)}, account, what, {});
}

std::vector<EventLine> Accounts::own_events(const Visitor& visitor, const base::Uuid& before,
                                            std::size_t limit) const {
  const auto& account = require_own(visitor);
  const auto reader = store_.read();
  return with_names(reader->accounts(),
                    reader->accounts().events_of(account.id, before, std::min(limit, kMostEvents)));
}

std::vector<EventLine> Accounts::events(const access::Actor& actor, const std::optional<base::Uuid>& account,
                                        const base::Uuid& before, std::size_t limit,
                                        store::Refusals refusals) const {
  if (!access::may(actor, access::Action::see_events, {.sight = access::Sight::restricted}))
    throw access::Refused("what was done to accounts", "is not for this account to see",
                          "Ask an administrator of the register.");
  const auto reader = store_.read();
  auto& accounts = reader->accounts();
  limit = std::min(limit, kMostEvents);
  return with_names(accounts, account ? accounts.events_of(*account, before, limit)
                                      : accounts.events(before, limit, refusals));
}

}  // namespace entente::registry
