// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/cli.hpp"
#include "cli/command.hpp"

namespace entente::cli {

// One function a command of `entente log`.
void add_log_key(Commands& group, const Environment&);
void add_log_verify(Commands& group, const Environment&);
void add_log_audit(Commands& group, const Environment&);
void add_log_status(Commands& group, const Environment&);
void add_log_entries(Commands& group, const Environment&);
void add_log_prove(Commands& group, const Environment&);

}  // namespace entente::cli
