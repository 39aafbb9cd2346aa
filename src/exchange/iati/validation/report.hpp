// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "exchange/iati/validation/validator.hpp"

namespace entente::exchange::iati::validation {

/// A form in which findings are written while they come: begin(), then for each file file(), finding()…,
/// file_end(), at last end().
class Report {
 public:
  virtual ~Report() = default;
  virtual void begin() {}
  virtual void file(const std::string& name) = 0;
  virtual void finding(const Finding&) = 0;
  virtual void file_end(const Summary&) = 0;
  virtual void end() {}
};

/// text, json, csv, sarif, iati-validator.
const std::vector<std::string>& report_formats();
/// Throws BadInput for a format that does not exist.
std::unique_ptr<Report> make_report(std::string_view format, std::ostream&, const base::Messages&);

}  // namespace entente::exchange::iati::validation
