// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/log_commands.hpp"

namespace entente::cli {

void add_log(Commands& commands, const Environment& env, int&) {
  auto group = commands.group(
      "log",
      "The public log of a register: its keys, and checking it as a stranger does, without a register.");
  add_log_key(group, env);
  add_log_verify(group, env);
  add_log_audit(group, env);
}

}  // namespace entente::cli
