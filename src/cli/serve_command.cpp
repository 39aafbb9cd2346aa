// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/cli.hpp"
#include "cli/command.hpp"

namespace entente::cli {

void add_serve(Commands& commands, const Environment& env, int& status) {
  auto options = std::make_shared<ServeOptions>();
  auto command = commands.add("serve", "Serve a register's pages and its API until Ctrl-C.");
  command.place(options->place);
  command.option("--listen", options->listen,
                 "ADDR:PORT to listen to (default: server.listen, 127.0.0.1:8080).");
  command.option("--config", options->config,
                 "Settings file (default: entente.toml in the register's folder).");
  command.run([options, &env, &status] { status = env.serve(*options); });
}

}  // namespace entente::cli
