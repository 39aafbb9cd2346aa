// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "registry/register.hpp"

namespace entente::registry {

/// A record that a request made, or had made when it came first under its name.
struct Made {
  base::Uuid id;  ///< nil where it came again, and what it had made then is not known
  store::Committed done;
};

/// The record of a type that a commit touched, other than one: what a request made whose answer was lost, and
/// which is asked again under its name. Nothing where the commit touched none, or put no revision.
std::optional<base::Uuid> made_in(const Register&, const store::Committed&, std::string_view type,
                                  const base::Uuid& other_than = {});

}  // namespace entente::registry
