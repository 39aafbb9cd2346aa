// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/organisation_files.hpp"

#include "exchange/iati/activity_file.hpp"

namespace entente::registry {

bool add_organisation(const Register& reg, const Held<model::Finances>& reported,
                      exchange::iati::OrganisationFile& file, std::string& out) {
  const auto& kept = reported.value.kept;
  if (!kept || kept->format != exchange::iati::ActivityFile::kFormat) return false;
  const auto original = reg.original(*kept);
  return original && file.add(*original, out);
}

}  // namespace entente::registry
