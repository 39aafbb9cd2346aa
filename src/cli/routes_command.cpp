// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/cli.hpp"

namespace entente::cli {

void add_routes(CLI::App& app, const Environment& env, int&) {
  auto* command = app.add_subcommand("routes", "Print every address the server answers, one a line.");
  command->callback([&env] {
    for (const auto& line : env.routes()) env.out << line << "\n";
  });
}

}  // namespace entente::cli
