// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "screening/listed.hpp"

/// Internal to the readers of lists: days of birth as lists write them.
namespace entente::screening {

/// A day, month or year: "1951-06-07", "07 Jun 1951", "June 1951", "Nov. 1973", "1951".
std::optional<base::PartialDate> read_written_date(std::string_view text);

/// One date or two: besides the above "circa 1951", "approximately 1951", "1951 to 1953", "1951-1953",
/// "between Aug. 1977 and Sep. 1977". Nothing where it is none of these or its end lies before its beginning.
std::optional<DateSpan> read_date_span(std::string_view text);

/// From one to the other; nothing where the second lies before the first.
std::optional<DateSpan> date_span(base::PartialDate from, base::PartialDate to, bool approximate);

}  // namespace entente::screening
