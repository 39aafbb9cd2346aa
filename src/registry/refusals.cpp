// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What was refused: written down within bounds, beside what was done.
#include <spdlog/spdlog.h>

#include <utility>

#include "access/throttle.hpp"
#include "registry/account_words.hpp"
#include "registry/accounts.hpp"

namespace entente::registry {

RefusalBounds::Taken RefusalBounds::take(const std::string& network, base::Instant now) {
  constexpr std::int64_t kMinuteMs = 60'000;
  const std::scoped_lock lock(mutex_);
  if (const auto minute = now.ms / kMinuteMs; minute != minute_) {
    minute_ = minute;
    all_ = 0;
    by_network_.clear();
  }
  if (all_ >= kOfAll || (by_network_.contains(network) && by_network_[network] >= kOfNetwork)) {
    ++unlisted_;
    return {};
  }
  ++all_;
  ++by_network_[network];
  return {true, std::exchange(unlisted_, 0)};
}

void Accounts::note_refusal(std::string_view what, const access::Actor& actor, const base::Uuid& account,
                            std::string_view detail) noexcept {
  try {
    const auto taken = refused_.take(actor.network, clock_.now());
    if (!taken.written) return;
    store_.write({"system"}, [&](store::UnitOfWork& unit) {
      if (taken.unlisted > 0)
        // Of others than whoever happens to be refused next.
        record(unit.accounts(), access::Actor{}, {}, std::string(store::kRefused) + "unlisted",
               std::to_string(taken.unlisted));
      record(unit.accounts(), actor, account, std::string(store::kRefused) + std::string(what), detail);
    });
  } catch (const std::exception& e) {
    spdlog::warn("a refusal could not be put on record: {}", e.what());  // and stays one
  }
}

void Accounts::note_refusal(std::string_view what, const base::Uuid& account, const Origin& origin) noexcept {
  note_refusal(what, {.network = access::network_of(origin.peer)}, account, {});
}

}  // namespace entente::registry
