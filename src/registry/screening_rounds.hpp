// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "registry/register.hpp"
#include "registry/screening_lists.hpp"

namespace entente::registry {

/// What a round did.
struct ScreeningRound {
  std::int64_t compared = 0;  ///< parties
  std::int64_t opened = 0;    ///< hits that wait now: new ones, and those that were opened again
  std::int64_t closed = 0;
  std::int64_t failed = 0;  ///< parties of which it could not be written; compared when they or a list change
  bool whole = true;        ///< nothing is left to do: false where it was stopped, or another node is at it
};

/// At most so many hits of one party wait at a time; what was decided takes none of their places.
inline constexpr std::size_t kMostOpenHits = 10;

/// Compares the register's organisations with the lists: each when it is written, drafts too, and all of them
/// when a list, the algorithm or its settings are others than before. How far it has come stands in the
/// store, and one process at a time is at it.
class ScreeningRounds {
 public:
  /// Whoever made the lists refreshes them: a round only looks at what is loaded.
  ScreeningRounds(Register& reg, const ScreeningLists& lists) : reg_(reg), lists_(lists) {}

  /// Does what there is to do, and stops in between where it is told to. What was done until then is kept.
  /// Nothing before the lists were loaded, nor with others than stand in the store; and nothing is taken,
  /// made or written for commits that touch no organisation. One thread asks.
  /// While programs of two versions run beside each other the one with the newer algorithm compares, and the
  /// other stands back: for an hour, and then the newer one is taken to be gone.
  ScreeningRound round(const std::atomic<bool>& stop);

 private:
  bool stands_back();

  Register& reg_;
  const ScreeningLists& lists_;
  std::int64_t passed_ = 0;                   ///< up to this commit nothing was found to do
  std::optional<base::Instant> newer_since_;  ///< since when a newer algorithm was seen at it
};

}  // namespace entente::registry
