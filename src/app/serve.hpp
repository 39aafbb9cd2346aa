// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "cli/cli.hpp"

namespace entente::app {

/// Serves a register until SIGINT or SIGTERM; returns the exit status.
int serve(const cli::ServeOptions&, std::ostream& out);

}  // namespace entente::app
