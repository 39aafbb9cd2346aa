// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <span>

#include "cli/asked.hpp"
#include "screening/screener.hpp"

/// How a screening is told: to people as text, to programs as JSON.
namespace entente::cli {

/// The hits of one party, with what each rests on, token by token.
void tell_hits(const Asked&, std::span<const screening::Hit>, std::span<const screening::List>,
               std::ostream&);

/// One object in a line: {"id", "line", "name", "algorithm", "hits": [{"dataset", "entry", "kind", "name",
/// "programmes", "listed_on", …}]}, each hit as screening::to_json() writes it besides.
void write_hits(const Asked&, std::span<const screening::Hit>, std::span<const screening::List>,
                std::ostream&);

}  // namespace entente::cli
