// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.hpp"

namespace entente::registry {

/// How much is taken from people without accounts. Counted in memory alone and forgotten after an hour: where
/// somebody wrote from is in no store and no log. Safe for many threads.
class ConcernBounds {
 public:
  static constexpr int kOfNetwork = 5, kOfAll = 200;  ///< in an hour
  static constexpr std::int64_t kHourMs = 3'600'000;

  /// Takes one. The moment from which the next is taken, where there were too many.
  std::optional<base::Instant> take(const std::string& network, base::Instant now) {
    const std::scoped_lock lock(mutex_);
    if (const auto hour = now.ms / kHourMs; hour != hour_) {
      hour_ = hour;
      all_ = 0;
      by_network_.clear();
    }
    if (all_ >= kOfAll || (by_network_.contains(network) && by_network_[network] >= kOfNetwork))
      return base::Instant{(hour_ + 1) * kHourMs};
    ++all_;
    ++by_network_[network];
    return std::nullopt;
  }

 private:
  std::mutex mutex_;
  std::int64_t hour_ = 0;
  int all_ = 0;
  std::map<std::string, int> by_network_;  // at most kOfAll of them
};

}  // namespace entente::registry
