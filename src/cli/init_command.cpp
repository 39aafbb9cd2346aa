// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include "cli/cli.hpp"
#include "cli/command.hpp"

namespace entente::cli {

void add_init(Commands& commands, const Environment& env, int&) {
  struct Options {
    Place place;
    bool example = false, sample = false;
  };
  auto options = std::make_shared<Options>();
  auto command = commands.add("init", "Make an empty register in a folder, with a settings file beside it.");
  command.option("DIR", options->place.data, "The folder; made where it is absent.");
  command.option("--database", options->place.database,
                 "Keep the register in this PostgreSQL database (postgresql://USER@HOST/NAME); the folder, "
                 "which may then be left out, holds the settings alone.");
  auto example = command.flag("--example", options->example,
                              "Mark it as holding invented example data: every page says so.");
  command
      .flag("--sample", options->sample,
            "Mark it as compiled from public knowledge and confirmed by no party: every page says so.")
      .excludes(example);
  command.run([options, &env] {
    const auto& place = options->place;
    if (place.data.empty() && place.database.empty()) missing("DIR or --database");
    env.init(place, options->example ? "example" : options->sample ? "sample" : "");
    const auto where =
        place.data.empty() ? std::string("--database postgresql://…") : "--data " + place.data.string();
    env.out << "An empty register stands in " << (place.data.empty() ? "the database" : place.data.string())
            << ".\nNext: entente import " << where << " FILE…, or entente serve " << where << "\n";
  });
}

}  // namespace entente::cli
