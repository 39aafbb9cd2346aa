// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "search/index.hpp"

namespace entente::cli {

/// A query of the command line: words, and filters written NAME=VALUE. Throws base::BadInput for a filter
/// that does not exist, and for words that are no UTF-8, as addresses of the server are refused for them.
search::Query read_query(const std::vector<std::string>& words, const std::vector<std::string>& filters);

/// Says where and why the text of a query was read otherwise than written, one line each.
void complain(const search::Answer&, std::string_view language, std::ostream& err);
/// Says what was looked for instead of what was written, or might have been meant.
void tell_reading(const search::Answer&, std::string_view text, std::string_view language, std::ostream& err);

/// What a result has its place from, one line each.
void explain(const std::vector<search::Reason>&, std::ostream& out);

}  // namespace entente::cli
