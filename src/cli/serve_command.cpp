// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/cli.hpp"

namespace entente::cli {

void add_serve(CLI::App& app, const Environment& env, int& status) {
  auto options = std::make_shared<ServeOptions>();
  auto* command = app.add_subcommand("serve", "Serve a register's pages and its API until Ctrl-C.");
  add_place(*command, options->place);
  command->add_option("--listen", options->listen,
                      "ADDR:PORT to listen to (default: server.listen, 127.0.0.1:8080).");
  command->add_option("--config", options->config,
                      "Settings file (default: entente.toml in the register's folder).");
  command->callback([options, &env, &status] { status = env.serve(*options); });
}

}  // namespace entente::cli
