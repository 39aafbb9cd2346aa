// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/lists_commands.hpp"

namespace entente::cli {

void add_lists(Commands& commands, const Environment& env, int& status) {
  auto group =
      commands.group("lists", "The lists that the register screens against: bring, see and end them.");
  add_lists_update(group, env, status);
  add_lists_status(group, env, status);
  add_lists_show(group, env);
  add_lists_remove(group, env);
}

}  // namespace entente::cli
