// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/log_commands.hpp"

namespace entente::cli {

void add_log(Commands& commands, const Environment& env, int&) {
  auto group = commands.group(
      "log", "The public log of a register: its keys, its receipts, and checking it as a stranger does.");
  add_log_key(group, env);
  add_log_verify(group, env);
  add_log_audit(group, env);
  add_log_status(group, env);
  add_log_entries(group, env);
  add_log_prove(group, env);
}

}  // namespace entente::cli
