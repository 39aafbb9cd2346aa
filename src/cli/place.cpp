// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "cli/cli.hpp"

namespace entente::cli {

void add_place(CLI::App& command, Place& place) {
  auto* where = command.add_option_group("Where the register is");
  where->add_option("--data", place.data, "Folder of the register.");
  where->add_option("--database", place.database,
                    "PostgreSQL database of the register: postgresql://USER@HOST/NAME.");
  where->require_option(1, 2);
}

}  // namespace entente::cli
