// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/erasing.hpp"

namespace entente::exchange::json {

/// A partnership's entry as it is kept, without the contacts that have to go.
std::optional<std::string> without_contacts(const std::string& entry, const HasToGo&);

}  // namespace entente::exchange::json
