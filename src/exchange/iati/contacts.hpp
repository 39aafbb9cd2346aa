// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "exchange/iati/element.hpp"
#include "exchange/iati/xml_text.hpp"
#include "model/published_values.hpp"

namespace entente::exchange::iati {

/// A <contact-info>: the first of each of its elements. Nothing where it says nothing.
std::optional<model::Contact> read_contact(const Element&);
/// One that is erased is absent.
void write_contacts(const std::vector<model::Contact>&, XmlText&);

/// The conditions of a <conditions>; none where they are said not to be attached.
void read_conditions(const Element&, std::vector<model::Condition>&);
void write_conditions(const std::vector<model::Condition>&, XmlText&);

}  // namespace entente::exchange::iati
