// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "exchange/iati/validation/report.hpp"

/// A file that is in memory, validated within bounds: what the page and the API do with what a stranger
/// sends.
namespace entente::exchange::iati::validation {

/// What of the findings is wanted; an empty choice is all of them.
struct Choice {
  std::optional<Severity> severity;  ///< of this one
  std::string rule;                  ///< its id
  std::string activity;              ///< its identifier
  bool takes(const Finding&) const;
  bool all() const { return !severity && rule.empty() && activity.empty(); }
};

struct Bounds {
  std::chrono::milliseconds time{30'000};  ///< then the reading stops, and the report says so
  std::size_t activity_bytes = std::size_t{64} * 1024 * 1024;
  std::size_t report_bytes = std::size_t{64} * 1024 * 1024;  ///< likewise
};

struct Checked {
  Summary summary;    ///< of all that was read, whatever was chosen
  std::string fault;  ///< one sentence, where the bytes could not be read to their end
};

/// Unpacks (gzip, Zstandard) and validates. `today`, `as_version` as in Options; one thread.
Checked check(std::string_view bytes, std::string_view file_name, std::int64_t today, const Bounds&,
              const FindingSink&, const std::string& as_version = {},
              const std::function<bool()>& enough = {});

/// The same as a report in one of report_formats().
std::string report_of(std::string_view bytes, const std::string& file_name, std::string_view format,
                      const base::Messages&, std::int64_t today, const Bounds&, const Choice&,
                      const std::string& as_version = {});

/// "application/json", "text/csv; charset=utf-8" … of a report, and how a file of it is named at the end.
std::string_view content_type_of(std::string_view format);
std::string_view suffix_of(std::string_view format);

}  // namespace entente::exchange::iati::validation
