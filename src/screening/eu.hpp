// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screening/list_reading.hpp"

/// The European Union's consolidated list of financial sanctions, XML ("fsd/export").
namespace entente::screening {

inline constexpr std::string_view kEuDataset = "eu-fsf";

/// Whether a file begins as one.
bool looks_like_eu(std::string_view bytes);

/// Names with their strength, days of birth, citizenships, addresses, identifications, programmes and the
/// days of regulations. Throws BadInput where the file is truncated, something else, or beyond bounds.
ListReading read_eu(const ListFile& file);

}  // namespace entente::screening
