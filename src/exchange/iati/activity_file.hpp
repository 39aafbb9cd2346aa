// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exchange/iati/publisher.hpp"
#include "exchange/iati/schema_fit.hpp"

namespace entente::exchange::iati {

struct Born;

/// Puts a file of IATI 2.03 together from activities as they were kept, byte for byte, and from records that
/// were not read from IATI. The file always fits the schema: an activity that does not is left out, and the
/// file's last line says how many there were.
class ActivityFile {
 public:
  /// `publisher`: of records that were not read from IATI.
  explicit ActivityFile(Publisher publisher = {});
  ActivityFile(const ActivityFile&) = delete;
  ActivityFile& operator=(const ActivityFile&) = delete;

  /// How a kept original says that it is one: model::Kept::format.
  static constexpr std::string_view kFormat = "iati-2.03";
  static constexpr std::string_view kMediaType = "application/xml; charset=utf-8";

  /// What the file begins with, and ends with.
  static std::string_view head();
  std::string tail() const;
  /// Appends an activity; false where it does not fit the schema and was left out.
  bool add(const std::string& original, std::string& out);
  /// Appends a record that was not read from IATI, as it stands since `updated` (RFC 3339); false where it
  /// says less than an activity must (a date, a party), and was left out.
  bool add(const Born& born, std::string updated, std::string& out);

  std::uint64_t written() const { return written_; }
  std::uint64_t unfit() const { return unfit_; }    ///< left out: they do not fit the schema
  std::uint64_t others() const { return others_; }  ///< left out: they say too little for an activity

 private:
  /// Appends what fits the schema, and counts it, or else as one of those left out.
  bool take(const std::string& activity, std::uint64_t& left_out, std::string& out);

  SchemaFit check_;
  const Publisher publisher_;
  std::uint64_t written_ = 0, unfit_ = 0, others_ = 0;
};

}  // namespace entente::exchange::iati
