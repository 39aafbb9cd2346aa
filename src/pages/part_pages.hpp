// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/id.hpp"
#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// Where the parts of an organisation are listed, behind the language.
std::string path_of_parts(const base::Uuid& organisation);

/// The parts that the organisations one speaks for have in partnerships: what waits for their word.
std::vector<http::Route> parts_routes(const Context&);
/// One part, with the forms by which it is confirmed, corrected, declined or left.
std::vector<http::Route> part_routes(const Context&);

}  // namespace entente::pages
