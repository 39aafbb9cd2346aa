// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/signers.hpp"

#include "access/role.hpp"
#include "registry/merged.hpp"

namespace entente::registry {

std::vector<base::Uuid> without_signer(const Register& reg, const std::vector<base::Uuid>& organisations) {
  std::vector<base::Uuid> silent;
  const auto reader = reg.read();
  const auto role = access::name_of(access::Role::representative);
  for (const auto& organisation : organisations)
    if (reader->accounts().holders(role, standing_for(*reader, organisation).str()).empty())
      silent.push_back(organisation);
  return silent;
}

}  // namespace entente::registry
