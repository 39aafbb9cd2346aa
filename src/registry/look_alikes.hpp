// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "registry/register.hpp"

namespace entente::registry {

/// A partnership of the register that may be the one somebody is about to register, and by what.
struct LookAlike {
  Card card;
  bool title = false;               ///< its title is alike
  std::vector<base::Uuid> parties;  ///< that both name
  bool places = false;              ///< both work in one country
};

/// The most alike first, at most `limit`; `except` is none of them.
std::vector<LookAlike> look_alikes(const Register&, const model::Partnership&,
                                   const std::vector<base::Uuid>& parties,
                                   const std::optional<base::Uuid>& except, std::size_t limit);

}  // namespace entente::registry
