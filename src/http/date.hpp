// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace entente::http {

/// "Tue, 24 Nov 2026 04:05:06 GMT" whatever the locale (RFC 9110 section 5.6.7).
std::string http_date(std::chrono::system_clock::time_point moment);

}  // namespace entente::http
