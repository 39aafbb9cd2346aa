// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "registry/jobs/job.hpp"
#include "registry/promise_reminders.hpp"

namespace entente::registry {

std::string remind_promises(Register& reg) {
  const auto told = remind_of_promises(reg);
  return "Told of overdue promises in " + std::to_string(told) +
         (told == 1 ? " partnership." : " partnerships.");
}

}  // namespace entente::registry
