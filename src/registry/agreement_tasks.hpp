// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "registry/tasks.hpp"

namespace entente::registry {

/// Agreements that wait for the signature of an organisation that somebody represents: one line for each and
/// each of their parties. Looks into a bounded number of partnerships.
std::vector<Task> agreements_to_sign(Register&, const access::Actor&);

}  // namespace entente::registry
