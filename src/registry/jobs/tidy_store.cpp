// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>

#include "registry/jobs/job.hpp"

namespace entente::registry {

std::string tidy_store(Register& reg) {
  constexpr std::int64_t kAttemptsKeptMs = 2 * 86'400'000;
  constexpr std::int64_t kEventsKeptMs = 365LL * 86'400'000;
  constexpr std::int64_t kRefusalsKeptMs = 90LL * 86'400'000;
  constexpr std::size_t kMostRefusals = 20'000;
  constexpr std::int64_t kAskedKeptMs = 7LL * 86'400'000;     // the address was never confirmed
  constexpr std::int64_t kWaitingKeptMs = 30LL * 86'400'000;  // nobody handed a link over, or none was opened
  constexpr std::int64_t kContactsKeptMs = 30LL * 86'400'000;  // of concerns that are answered
  const auto now = reg.clock().now();
  std::int64_t gone = 0;
  reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
    gone = unit.accounts().forget_expired(now, {now.ms - kAttemptsKeptMs}) +
           unit.accounts().forget_accounts(store::AccountState::asked, {now.ms - kAskedKeptMs}) +
           unit.accounts().forget_accounts(store::AccountState::waiting, {now.ms - kWaitingKeptMs}) +
           unit.accounts().forget_refusals({now.ms - kRefusalsKeptMs}, kMostRefusals) +
           unit.accounts().forget_events({now.ms - kEventsKeptMs}) + unit.claims().forget_offers(now) +
           unit.concerns().forget_contacts({now.ms - kContactsKeptMs});
  });
  const auto said = reg.store().maintain();
  if (gone == 0) return said;
  return said + " Forgot " + std::to_string(gone) +
         " sessions, links, letters, failed attempts, registrations and records of accounts whose time is "
         "over.";
}

}  // namespace entente::registry
