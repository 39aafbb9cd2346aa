// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exchange/iati/schema_fit.hpp"

namespace entente::exchange::iati {

/// Puts a file of organisations of IATI 2.03 together from those that were kept, byte for byte. The file
/// always fits the schema: an organisation that does not is left out, and the file's last line says how many
/// there were.
class OrganisationFile {
 public:
  OrganisationFile() : check_(SchemaFit::Of::organisations) {}

  /// What the file begins with, and ends with.
  static std::string_view head();
  std::string tail() const;
  /// Appends an organisation; false where it does not fit the schema and was left out.
  bool add(const std::string& original, std::string& out);

  std::uint64_t written() const { return written_; }
  std::uint64_t unfit() const { return unfit_; }  ///< left out: they do not fit the schema

 private:
  SchemaFit check_;
  std::uint64_t written_ = 0, unfit_ = 0;
};

}  // namespace entente::exchange::iati
