// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/log.hpp"

/// Internal to registry: everything that is kept of the log's tree, computed anew.
namespace entente::registry {

/// Told of 256 entries after the other, from the first on, it compares the marks and the hashes of every
/// level that the store keeps of them. What is wrong at a level is told there, and not once more above it.
class LogLevels {
 public:
  using Tell = std::function<void(const std::string&)>;
  /// Both outlive it.
  LogLevels(store::LogReader& log, const Tell& tell) : log_(log), tell_(tell) {}

  /// The next entries as they are now; fewer than 256 at the end.
  void add(const std::vector<std::string>& entries);
  /// The same of so many of which some can no longer be made, which has been told: what is kept of them is
  /// taken as it is.
  void pass_over(std::size_t entries);
  /// `published`: entries that the checkpoint says. Whatever is whole of these has to be kept.
  void finish(std::uint64_t published);

 private:
  struct Level {
    std::uint64_t hashes = 0;           ///< that have gone by
    std::vector<ledger::Hash> partial;  ///< those of them that the hash above is not yet made of
  };

  std::optional<std::string> marks_of(std::uint64_t tile);
  bool compare_marks(std::uint64_t tile, const std::vector<std::string>& entries,
                     const std::vector<ledger::Hash>& leaves, const std::string& marks, bool root_holds);
  void take(unsigned level, const ledger::Hash& hash);

  store::LogReader& log_;
  const Tell& tell_;
  std::uint64_t tiles_ = 0;    ///< that have gone by, the last one perhaps not whole
  std::vector<Level> levels_;  ///< from 1 on
};

}  // namespace entente::registry
