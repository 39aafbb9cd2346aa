// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/organisation_files.hpp"

#include "exchange/iati/activity_file.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

bool add(store::Reader& reader, const model::Finances& reported, exchange::iati::OrganisationFile& file,
         std::string& out) {
  if (!reported.kept || reported.kept->format != exchange::iati::ActivityFile::kFormat) return false;
  const auto hash = hash_of_original(*reported.kept);
  const auto original = hash ? reader.blob(*hash) : std::nullopt;
  return original && file.add(*original, out);
}

}  // namespace

bool add_organisation(const Register& reg, const Held<model::Finances>& reported,
                      exchange::iati::OrganisationFile& file, std::string& out) {
  return add(*reg.read(), reported.value, file, out);
}

void each_organisation(const Register& reg, const std::function<bool(const base::Uuid&)>& asked,
                       exchange::iati::OrganisationFile& file,
                       const std::function<bool(const std::string&)>& take) {
  const auto reader = reg.read();
  std::string organisation;
  each_standing(*reader, model::Finances::kType, [&](const store::Revision& head) {
    const auto reported = held<model::Finances>(head).value;
    if (!asked(reported.organisation)) return true;
    organisation.clear();
    add(*reader, reported, file, organisation);
    return take(organisation);
  });
}

}  // namespace entente::registry
