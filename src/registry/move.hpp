// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "registry/register.hpp"

namespace entente::registry {

struct MoveReport {
  std::int64_t revisions = 0;  ///< each with its body's hash computed anew at the end of its way
  std::int64_t rows = 0;       ///< of all tables, revisions included; equal on both sides
};

/// Carries all that a register holds into an empty one, whatever the engines, and proves it: what arrived is
/// read again and compared, row by row and every revision's body with its hash. The register may be in use
/// meanwhile; what is carried is what stood when this began. Throws base::Error where anything differs.
/// `progress` is called now and then with the rows carried so far.
MoveReport move_register(Register& from, Register& to,
                         const std::function<void(std::int64_t rows)>& progress);

/// Stops the webhooks of a register that was made from a backup: the one that the backup is of may still tell
/// the same addresses, under the same ids and secrets. Returns how many it stopped.
std::int64_t stop_hooks(Register&);

/// A text that goes where a register goes, and stands beside it in a folder: the tables of the standard that
/// its operator has updated. Empty: there is none. In a register that is kept in one file or in a database
/// without a folder it waits for the folder that the register comes into.
std::string companion(Register&);
void set_companion(Register&, const std::string& text);

}  // namespace entente::registry
