// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/cli.hpp"
#include "cli/command.hpp"

/// The commands behind `entente lists`, one a file or two.
namespace entente::cli {

void add_lists_update(Commands&, const Environment&, int& status);
void add_lists_status(Commands&, const Environment&, int& status);
void add_lists_show(Commands&, const Environment&);
void add_lists_remove(Commands&, const Environment&);

}  // namespace entente::cli
