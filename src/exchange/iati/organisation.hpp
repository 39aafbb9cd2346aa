// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>

#include "exchange/format.hpp"
#include "exchange/iati/cutter.hpp"

namespace entente::exchange::iati {

/// One iati-organisation as an organisation with its finances; or why it cannot be taken. It is a definition
/// where the organisation reports itself, a mention where another does. What has no place in the model
/// stands in the original, and is counted.
std::variant<ReportedOrganisation, Refusal> read_organisation(const Piece&, const Root&);

}  // namespace entente::exchange::iati
