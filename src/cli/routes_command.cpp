// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "cli/cli.hpp"
#include "cli/command.hpp"

namespace entente::cli {

void add_routes(Commands& commands, const Environment& env, int&) {
  auto command = commands.add("routes", "Print every address the server answers, one a line.");
  command.run([&env] {
    for (const auto& line : env.routes()) env.out << line << "\n";
  });
}

}  // namespace entente::cli
