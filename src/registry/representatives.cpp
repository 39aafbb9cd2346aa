// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/representatives.hpp"

#include "registry/account_words.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kAccountsAPage = 500;

/// A page of accounts, beginning behind `after`, which moves on; false where it was the last.
bool next_representatives(const Register& reg, base::Uuid& after,
                          std::vector<std::pair<base::Uuid, base::Uuid>>& found) {
  const auto reader = reg.read();
  auto& accounts = reader->accounts();
  const auto page = accounts.accounts(after, kAccountsAPage);
  for (const auto& account : page) {
    // Who was invited finds what is waiting when they first sign in.
    if (account.state != store::AccountState::active && account.state != store::AccountState::invited)
      continue;
    for (const auto& grant : grants_of(accounts.roles_of(account.id)))
      if (const auto id = base::Uuid::parse(grant.of); id && grant.role == access::Role::representative)
        found.emplace_back(account.id, *id);
  }
  if (!page.empty()) after = page.back().id;
  return page.size() == kAccountsAPage;
}

}  // namespace

std::vector<std::pair<base::Uuid, base::Uuid>> all_representatives(const Register& reg) {
  std::vector<std::pair<base::Uuid, base::Uuid>> all;
  base::Uuid after;
  while (next_representatives(reg, after, all)) {
  }
  return all;
}

}  // namespace entente::registry
