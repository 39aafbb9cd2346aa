// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "exchange/iati/element.hpp"

namespace entente::exchange::iati {

/// A document-link; nothing where it has no address.
std::optional<model::Document> read_document(const Element&);

}  // namespace entente::exchange::iati
