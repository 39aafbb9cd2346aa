// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/cli.hpp"

namespace entente::cli {

void add_init(CLI::App& app, const Environment& env, int&) {
  struct Options {
    std::string data;
    bool example = false, sample = false;
  };
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("init", "Make an empty register in a folder, with a settings file beside it.");
  command->add_option("DIR", options->data, "The folder; made where it is absent.")->required();
  auto* const example = command->add_flag("--example", options->example,
                                          "Mark it as holding invented example data: every page says so.");
  command
      ->add_flag("--sample", options->sample,
                 "Mark it as compiled from public knowledge and confirmed by no party: every page says so.")
      ->excludes(example);
  command->callback([options, &env] {
    env.init(options->data, options->example ? "example" : options->sample ? "sample" : "");
    env.out << "An empty register stands in " << options->data << ".\nNext: entente import --data "
            << options->data << " FILE…, or entente serve --data " << options->data << "\n";
  });
}

}  // namespace entente::cli
