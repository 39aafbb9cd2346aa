// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "pages/pages.hpp"

namespace entente::pages {

/// "https://register.example": what absolute addresses of this register begin with. The public address that
/// the operator has set; else what the request's Host says, where it is a plain host with or without a port;
/// else "".
std::string origin_of(const Context&, const http::Request&);

}  // namespace entente::pages
