// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"

namespace entente::cli {

void add_index(Commands& commands, const Environment& env, int&) {
  auto group = commands.group("index", "The index that partnerships are found by.");
  auto place = std::make_shared<Place>();
  auto command =
      group.add("rebuild",
                "Make the index anew from the register, and write it to the register's folder. A server that "
                "runs takes it at its next start.");
  command.place(*place);
  command.run([place, &env] {
    if (place->data.empty())
      throw base::BadInput("the index", "is kept in the register's folder, and none is named",
                           "Name it with --data; a register in a database has one for its settings.");
    const auto reg = env.open_to_index(*place);
    reg->rebuild_index();
    if (const auto fault = reg->index_fault(); !fault.empty()) throw base::Error("the index", fault);
    env.out << "The index knows every commit up to " << reg->applied_seq() << ".\n";
  });
}

}  // namespace entente::cli
