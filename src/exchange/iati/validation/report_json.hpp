// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/iati/validation/report.hpp"

namespace entente::exchange::iati::validation {

/// {"files": [{"file", "findings": […], "kind", "version", "activities", "valid", "summary"}]}.
std::unique_ptr<Report> make_json_report(std::ostream&, const base::Messages&);
/// SARIF 2.1.0, which code hosts and editors show.
std::unique_ptr<Report> make_sarif_report(std::ostream&, const base::Messages&);
/// As the official validator answers (ungrouped): one object a line for each file. Our own rules are not in
/// it.
std::unique_ptr<Report> make_official_report(std::ostream&, const base::Messages&);

}  // namespace entente::exchange::iati::validation
