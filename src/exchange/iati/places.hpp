// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "exchange/iati/element.hpp"
#include "exchange/iati/xml_text.hpp"

namespace entente::exchange::iati {

/// recipient-country, recipient-region and location as places; nothing where the element names none.
std::optional<model::Place> read_country(const Element&);
std::optional<model::Place> read_region(const Element&);
std::optional<model::Place> read_location(const Element&);

/// One with a code, as recipient-country or recipient-region.
void write_country(const model::Place&, XmlText&);
void write_region(const model::Place&, XmlText&);
void write_location(const model::Place&, XmlText&);

}  // namespace entente::exchange::iati
