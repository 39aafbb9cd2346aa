// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "exchange/iati/element.hpp"
#include "exchange/iati/xml_text.hpp"

namespace entente::exchange::iati {

/// A document-link; nothing where it has no address.
std::optional<model::Document> read_document(const Element&);
/// The same of a result, an indicator or a figure; what is more than the model takes stays in the original.
void read_documents(const Element&, std::vector<model::Document>&);

/// A document with an address that a page may link to.
void write_document(const model::Document&, XmlText&);

}  // namespace entente::exchange::iati
