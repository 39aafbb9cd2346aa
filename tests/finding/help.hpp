// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "grown.hpp"

/// Asks an index what only people ask: suggestions while they type, words that name countries, slips, words
/// that nothing has together, what is like a document. `say`: name, value, unit of each kind, in ms of CPU.
void measure_help(const entente::search::Index&, const Grown&, std::size_t count,
                  const std::function<void(const std::string&, double, const std::string&)>& say);
