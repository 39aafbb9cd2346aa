// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "registry/register.hpp"

namespace entente::registry {

/// The first record of a type that a commit touched: what a request made whose answer was lost, and which is
/// asked again under its name. Nothing where the commit touched none, or put no revision.
std::optional<base::Uuid> made_in(const Register&, const store::Committed&, std::string_view type);

}  // namespace entente::registry
