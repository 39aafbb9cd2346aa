// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "registry/register.hpp"

/// What a list of a day that has passed says of partnerships that were withdrawn since: that, and no more
/// (docs/decisions/0078).
namespace entente::registry {

struct WithdrawnLine {
  base::Uuid id;
  std::size_t at = 0;  ///< its place among the results
  base::Instant when;
  std::string reason;  ///< empty where a file withdrew it
};

/// Those among the results of a list that have no card because they were withdrawn since the moment of the
/// register; of today's register none.
std::vector<WithdrawnLine> withdrawn_among(const Register&, const ListAnswer&);

}  // namespace entente::registry
