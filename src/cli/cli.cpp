// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "base/error.hpp"
#include "cli/command.hpp"

namespace entente::cli {

int run(int argc, const char* const* argv, const Environment& env) {
  CLI::App app(
      "Entente: an open register of partnerships. Who promised what to whom, under which principles, and "
      "what came of it.",
      "entente");
  app.set_version_flag("--version", "entente " + env.version);
  app.require_subcommand(1);
  Commands commands(app);
  int status = 0;
  for (const auto add :
       {add_init,   add_serve, add_import, add_validate, add_standard, add_search,  add_check, add_policy,
        add_screen, add_index, add_export, add_move,     add_backup,   add_restore, add_lists, add_log,
        add_verify, add_user,  add_sign,   add_mail,     add_config,   add_routes})
    add(commands, env, status);
  try {
    app.parse(argc, argv);
    env.out.flush();
    if (!env.out) throw base::Error("output", "could not be written", "Check the disk's free space.");
    return status;
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e, env.out, env.err);
    env.err << "entente: " << e.what() << "\nSee 'entente --help' or 'entente COMMAND --help'.\n";
    return 2;
  } catch (const std::exception& e) {
    env.err << "entente: " << e.what() << "\n";
    return 1;
  }
}

}  // namespace entente::cli
