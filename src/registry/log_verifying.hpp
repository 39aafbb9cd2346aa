// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/key.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// What was compared.
struct LogCompared {
  std::uint64_t entries = 0;    ///< of the log, those behind the checkpoint too
  std::uint64_t published = 0;  ///< of these the checkpoint says so many
  std::int64_t revisions = 0;   ///< all there are, in public view or not
  std::uint64_t differences = 0;
};

/// What lies outside the database, so that whoever changed all of that has not changed this.
struct LogKeptApart {
  std::vector<ledger::VerifierKey> keys;          ///< those that the log is signed with
  std::optional<ledger::Checkpoint> signed_last;  ///< what they signed last
};

/// Compares a whole register with its log: every revision with its own hash, every act in public view with
/// the entry that tells of it, every entry with the marks and all levels of hashes that were kept, all of
/// them with the root that was signed, and these with what is kept apart, as far as it is there. Tells each
/// difference as a sentence; `told` may be called as often as there are entries and revisions. Goes through
/// entries and commits side by side, and holds those of a commit in memory.
LogCompared compare_with_log(Register&, const LogKeptApart&,
                             const std::function<void(const std::string&)>& told);

}  // namespace entente::registry
