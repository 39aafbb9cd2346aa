// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registry/tasks.hpp"

namespace entente::registry {

/// What of due diligence waits for somebody: to be taken, assessed, decided, answered.
std::vector<Task> diligence_to_do(Register&, const access::Actor&);

}  // namespace entente::registry
