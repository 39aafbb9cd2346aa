// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "search/index.hpp"

namespace entente::cli {

/// A query of the command line: words, and filters written NAME=VALUE. Throws base::BadInput for a filter
/// that does not exist.
search::Query read_query(const std::vector<std::string>& words, const std::vector<std::string>& filters);

}  // namespace entente::cli
