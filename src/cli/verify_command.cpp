// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "cli/log_trust.hpp"
#include "registry/log_verifying.hpp"

namespace entente::cli {

void add_verify(Commands& commands, const Environment& env, int& status) {
  auto place = std::make_shared<Place>();
  auto command = commands.add("verify",
                              "Compare a whole register with its log: every version with its hash and its "
                              "entry, all entries with what was signed.");
  command.place(*place);
  command.run([place, &env, &status] {
    constexpr std::uint64_t kTold = 100;
    std::uint64_t told = 0;
    const auto reg = env.open(*place);
    const auto compared = registry::compare_with_log(*reg, [&](const std::string& difference) {
      if (told++ < kTold) env.err << shown(difference) << "\n";
    });
    if (compared.differences > kTold) env.err << "And " << compared.differences - kTold << " more.\n";
    env.out << compared.revisions << " versions of records and " << compared.entries
            << " entries of the log, of which " << compared.published
            << " are published, were compared; differences: " << compared.differences << ".\n";
    status = compared.differences == 0 ? 0 : 1;
  });
}

}  // namespace entente::cli
