// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace entente::app {

/// See cli::Environment: fetches what a person at the command line names, in clear and from inner addresses
/// too, since it is their own machine that asks.
std::function<std::optional<std::string>(const std::string& url, std::size_t most)> fetcher();

}  // namespace entente::app
