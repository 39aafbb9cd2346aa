// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "access/role.hpp"
#include "base/messages.hpp"
#include "store/store.hpp"

namespace entente::registry {

/// A role and the name of what it is held in, for letters and notices: "Representative · World Health
/// Organization". Of what does not stand in the register (any more) no name is said.
std::string role_words(store::Reader&, const access::Grant&, const base::Messages&);

}  // namespace entente::registry
