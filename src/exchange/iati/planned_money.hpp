// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "exchange/iati/element.hpp"
#include "model/published_values.hpp"
#include "model/values.hpp"

namespace entente::exchange::iati {

// A <budget> and a <planned-disbursement>; nothing where the amount cannot be read: it is none then, and
// stands in the original alone.
std::optional<model::Budget> read_budget(const Element&);
std::optional<model::PlannedPayment> read_planned_payment(const Element&);

}  // namespace entente::exchange::iati
