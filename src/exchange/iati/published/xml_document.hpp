// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

#include "exchange/iati/published/source.hpp"

namespace entente::exchange::iati::published {

/// An official file as a tree. Entities of a document type are never expanded, nothing is fetched: a file
/// that declares one is refused, as is one that is not well-formed or cut short.
void load_xml(const Source&, pugi::xml_document& into);

}  // namespace entente::exchange::iati::published
