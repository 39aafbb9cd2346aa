// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/cli.hpp"

namespace entente::cli {

void add_config(CLI::App& app, const Environment& env, int&) {
  struct Options {
    std::string data, config;
    bool settings = false;
  };
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("config", "Print every setting with its value and where that comes from.");
  command->add_option("--data", options->data, "Folder of the register whose settings are meant.");
  command->add_option("--config", options->config,
                      "Settings file (default: entente.toml in the register's folder).");
  command->add_flag("--settings", options->settings, "Print the names alone, one a line.");
  command->callback([options, &env] {
    for (const auto& line : env.config(options->data, options->config, options->settings))
      env.out << line << "\n";
  });
}

}  // namespace entente::cli
