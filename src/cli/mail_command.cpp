// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include "cli/cli.hpp"
#include "cli/command.hpp"

namespace entente::cli {

void add_mail(Commands& commands, const Environment& env, int&) {
  struct Options {
    std::string data, config, address, language = "en";
  };
  auto options = std::make_shared<Options>();
  auto command = commands.add("mail", "Send a mail at once, to try the settings of the relay.");
  command.option("ADDRESS", options->address, "Whom to send it to.").required();
  command.option("--data", options->data, "Folder of the register whose settings are meant.");
  command.option("--config", options->config,
                 "Settings file (default: entente.toml in the register's folder).");
  command.option("--language", options->language, "The language it is written in.")
      .one_of({"ar", "zh", "en", "fr", "ru", "es"});
  command.run([options, &env] {
    env.test_mail(options->data, options->config, options->address, options->language);
    env.out << "The relay took the mail to " << options->address << ".\n";
  });
}

}  // namespace entente::cli
