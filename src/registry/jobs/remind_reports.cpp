// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "registry/jobs/job.hpp"
#include "registry/reminders.hpp"

namespace entente::registry {

std::string remind_reports(Register& reg) {
  const auto reminded = remind_of_reports(reg);
  return "Reminded of " + std::to_string(reminded) + (reminded == 1 ? " report." : " reports.");
}

}  // namespace entente::registry
