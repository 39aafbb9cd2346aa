// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "exchange/format.hpp"
#include "exchange/iati/xml_text.hpp"

/// The amounts of a record as IATI states them, and those who give and receive them.
namespace entente::exchange::iati {

/// Planned amounts as <budget>: those with both days and a currency.
void write_budgets(const model::Partnership&, XmlText&);
/// Planned payments as <planned-disbursement>: those with a first day and a currency.
void write_planned_payments(const model::Partnership&, XmlText&);
/// Promises of finance and deliveries of money as <transaction>: those with a day, an amount, a currency, and
/// one whom it comes from or goes to.
void write_transactions(const Bundle&, XmlText&);

/// The attribute that names the activity of a body, and that activity's identifier; both may be "".
using OwnActivity = std::pair<std::string_view, std::string_view>;

/// An organisation as an element of that name, with reference, type and names.
void write_body(XmlText&, std::string_view element, const model::Organisation&, std::string_view role = {},
                const OwnActivity& = {}, std::string_view channel = {});

/// An organisation's reference in IATI; "" where it has none.
std::string_view reference_of(const model::Organisation&);
/// OrganisationType; "" where the register does not know the kind.
std::string_view type_of_body(std::string_view type);
/// IATI knows days alone: a year or month begins with its first and ends with its last.
std::string iati_day(const base::PartialDate&, bool end);

}  // namespace entente::exchange::iati
