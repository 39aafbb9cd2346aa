// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"

namespace entente::pages {

/// Addresses of the style sheet and of the script. They hold a hash of the bytes, so that browsers may keep
/// them for ever.
const std::string& style_path();
const std::string& script_path();
/// Changes with everything that is compiled into a page: templates, messages, styles, the script.
const std::string& build_stamp();
/// /assets/…, /favicon.svg, /favicon.ico and /robots.txt.
std::vector<http::Route> asset_routes();

}  // namespace entente::pages
