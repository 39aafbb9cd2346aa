// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/organisation_file.hpp"

namespace entente::exchange::iati {

std::string_view OrganisationFile::head() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-organisations version=\"2.03\">\n";
}

std::string OrganisationFile::tail() const {
  std::string tail = "</iati-organisations>\n";
  if (unfit_ > 0) tail += "<!-- Left out: " + std::to_string(unfit_) + " that do not fit the schema. -->\n";
  return tail;
}

bool OrganisationFile::add(const std::string& original, std::string& out) {
  const bool fits = check_.fits(original);
  ++(fits ? written_ : unfit_);
  if (fits) out.append(original).append("\n");
  return fits;
}

}  // namespace entente::exchange::iati
