// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "registry/views.hpp"

namespace entente::registry {

/// The leaves in which two bodies (canonical JSON) differ, in the order of their paths.
std::vector<Difference> difference_of(std::string_view before, std::string_view after);
/// Those of them that tell a reader something: what makes the hash of a contact tell nothing does not.
std::vector<Difference> public_difference(std::string_view before, std::string_view after);

}  // namespace entente::registry
