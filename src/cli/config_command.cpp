// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include "cli/cli.hpp"
#include "cli/command.hpp"

namespace entente::cli {

void add_config(Commands& commands, const Environment& env, int&) {
  struct Options {
    std::string data, config;
    bool settings = false;
  };
  auto options = std::make_shared<Options>();
  auto command = commands.add("config", "Print every setting with its value and where that comes from.");
  command.option("--data", options->data, "Folder of the register whose settings are meant.");
  command.option("--config", options->config,
                 "Settings file (default: entente.toml in the register's folder).");
  command.flag("--settings", options->settings, "Print the names alone, one a line.");
  command.run([options, &env] {
    for (const auto& line : env.config(options->data, options->config, options->settings))
      env.out << line << "\n";
  });
}

}  // namespace entente::cli
