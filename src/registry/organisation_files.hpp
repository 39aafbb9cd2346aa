// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "exchange/iati/organisation_file.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// Appends what was reported of an organisation to a file of IATI, as it was published. False where it was
/// not read from IATI, or the file could not take it.
bool add_organisation(const Register&, const Held<model::Finances>&, exchange::iati::OrganisationFile&,
                      std::string& out);

}  // namespace entente::registry
