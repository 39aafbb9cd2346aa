// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/jobs/job.hpp"

namespace entente::registry {

std::string tidy_store(Register& reg) {
  return reg.store().maintain();
}

}  // namespace entente::registry
