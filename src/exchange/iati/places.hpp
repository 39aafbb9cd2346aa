// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "exchange/iati/element.hpp"

namespace entente::exchange::iati {

/// recipient-country, recipient-region and location as places; nothing where the element names none.
std::optional<model::Place> read_country(const Element&);
std::optional<model::Place> read_region(const Element&);
std::optional<model::Place> read_location(const Element&);

}  // namespace entente::exchange::iati
