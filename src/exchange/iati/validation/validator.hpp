// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "exchange/iati/validation/finding.hpp"

/// Validates IATI 2.03 files of activities and of organisations: whether they are XML, the version, the
/// schema, the codes, the rule set, the identifiers. Nothing is fetched; memory is bounded by the largest
/// activity.
namespace entente::exchange::iati::validation {

struct Options {
  std::int64_t today = 0;  ///< days since 1970-01-01: what "in the future" is counted from
  unsigned threads = 1;    ///< the findings and their order do not depend on it
  std::string as_version;  ///< taken for the file's own where not empty
  /// What one activity may weigh, and what a thread is given at once.
  std::size_t piece_bytes = std::size_t{256} * 1024 * 1024, chunk_bytes = std::size_t{1} << 20;
  /// Asked now and then: true stops the reading (a time limit). The summary says so.
  std::function<bool()> stop;
};

struct Summary {
  std::string kind;              ///< "iati-activities", "iati-organisations", "" where it is neither
  std::string version;           ///< as the file says
  std::uint64_t bytes = 0;       ///< read
  std::uint64_t activities = 0;  ///< or organisations
  std::array<std::uint64_t, 4> findings{};  ///< by severity
  bool stopped = false;
  bool valid() const { return findings[0] == 0 && !stopped; }
};

using FindingSink = std::function<void(Finding&&)>;

/// Reads the stream to its end. Findings come in the order of the file. Throws BadInput where the bytes are
/// not of the encoding they claim.
Summary validate(std::istream& in, std::string_view file_name, const Options&, const FindingSink&);

}  // namespace entente::exchange::iati::validation
