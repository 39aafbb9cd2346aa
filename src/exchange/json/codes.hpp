// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "model/record.hpp"

/// Internal to exchange/json: what the rules of form leave open, because published IATI is looser. Whoever
/// writes this format writes for the register, and is told.
namespace entente::exchange::json {

/// A value that does not do: where in its record, and why, as the end of a sentence that begins with it.
struct BadValue {
  std::string path, cause;
};

/// The first code, identifier, address, currency, language or name of a field that means nothing.
std::optional<BadValue> bad_value(const model::Record&);

}  // namespace entente::exchange::json
