// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.hpp"

namespace entente::registry {

/// How many refusals are written down: each costs a commit, and whoever is refused can ask again at once.
/// What is beyond is counted. Safe for many threads.
class RefusalBounds {
 public:
  static constexpr int kOfNetwork = 20, kOfAll = 200;  ///< in a minute

  struct Taken {
    bool written = false;
    std::int64_t unlisted = 0;  ///< not written down since the last that was
  };
  Taken take(const std::string& network, base::Instant now);

 private:
  std::mutex mutex_;
  std::int64_t minute_ = 0, unlisted_ = 0;
  int all_ = 0;
  std::map<std::string, int> by_network_;  // at most kOfAll of them
};

}  // namespace entente::registry
