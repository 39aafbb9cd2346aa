// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "registry/register.hpp"

namespace entente::registry {

/// What was compared.
struct LogCompared {
  std::uint64_t entries = 0;    ///< of the log, those behind the checkpoint too
  std::uint64_t published = 0;  ///< of these the checkpoint says so many
  std::int64_t revisions = 0;   ///< all there are, in public view or not
  std::uint64_t differences = 0;
};

/// Compares a whole register with its log: every revision with its own hash, every act in public view with
/// the entry that tells of it, every entry with the tiles that were kept of it, and all of them with the root
/// that was signed. Tells each difference as a sentence; `told` may be called as often as there are entries
/// and revisions.
LogCompared compare_with_log(Register&, const std::function<void(const std::string&)>& told);

}  // namespace entente::registry
