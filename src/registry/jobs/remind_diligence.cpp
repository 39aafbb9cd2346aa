// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "registry/diligence_standing.hpp"
#include "registry/jobs/job.hpp"

namespace entente::registry {

Job remind_diligence(std::int64_t days) {
  return {kRemindDiligence, std::chrono::hours(24), [days](Register& reg) {
            const auto told = remind_of_diligence(reg, days);
            return "Told of the end of " + std::to_string(told) +
                   (told == 1 ? " assessment." : " assessments.");
          }};
}

}  // namespace entente::registry
