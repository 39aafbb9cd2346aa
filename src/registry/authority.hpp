// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/record.hpp"

/// Internal to registry: organisations whose file is the authority on them (docs/decisions/0030).
namespace entente::registry {

/// The keys by which an identifier finds its organisation. IATI's references are org-id identifiers: what is
/// given under the one scheme is found under the other.
std::vector<std::string> keys_of_identifier(const model::Identifier&);

/// What stands after an authority that said `last` now says `now`: its word, and beside it what others have
/// added where it says nothing.
model::Organisation redefined(const model::Organisation& standing, const model::Organisation& last,
                              const model::Organisation& now);

}  // namespace entente::registry
