// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/iati/xml_text.hpp"
#include "model/record.hpp"

namespace entente::exchange::iati {

/// Writes a result with those of its indicators that IATI can say; nothing where there is none of them.
void write_result(const model::Result&, XmlText&);

}  // namespace entente::exchange::iati
