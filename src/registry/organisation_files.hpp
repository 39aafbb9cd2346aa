// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "exchange/iati/organisation_file.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// Appends what was reported of an organisation to a file of IATI, as it was published. False where it was
/// not read from IATI, or the file could not take it.
bool add_organisation(const Register&, const Held<model::Finances>&, exchange::iati::OrganisationFile&,
                      std::string& out);
/// The same with all that is reported of the organisations that are asked for, as it stands when this begins
/// and in the order in which it came: `take` is given what each becomes, and returns false to stop. Needs no
/// index, and a single reader.
void each_organisation(const Register&, const std::function<bool(const base::Uuid& organisation)>& asked,
                       exchange::iati::OrganisationFile&,
                       const std::function<bool(const std::string&)>& take);

}  // namespace entente::registry
