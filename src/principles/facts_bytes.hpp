// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "principles/facts.hpp"

/// Facts as bytes: what is hashed, and what a column of the register holds of each partnership.
namespace entente::principles {

/// The same on every machine: little-endian, in the order of fields(), behind the number of the form.
std::string bytes_of(const Facts&);
/// Throws base::BadInput where the bytes are of another form, cut short, or too long.
Facts facts_of(std::string_view bytes);

}  // namespace entente::principles
