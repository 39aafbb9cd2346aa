// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/messages.hpp"
#include "model/record.hpp"
#include "pages/view.hpp"
#include "registry/views.hpp"

/// What a promise and a delivery say beside who, when and how much money.
namespace entente::pages {

/// "2,400 doses"; "" where there is none.
std::string quantity_label(const std::optional<model::Quantity>&, const base::Messages&);

/// List of {label, text} or {label, plain}: quantity, lower price, conditions, matching.
View promise_terms(const model::Commitment&, const base::Messages&);
View delivery_terms(const model::Delivery&, const base::Messages&);

/// {levels, disputed, was_disputed, receipts}: list of {code, label, squares} for {{>attestation}} of what a
/// delivery is attested by. Of one that a file told, and that nobody has attested here, its sources speak:
/// false.
View attested_view(const registry::Held<model::Delivery>&, const registry::PartnershipView&,
                   const base::Messages&);

/// rows {kind, title, url, linked, file, name, href, gone}, for {{>evidence}}. Kept files are those of a
/// delivery; `gone` those of them that were taken out.
View evidence_view(const std::vector<model::Evidence>&, const base::Uuid& delivery,
                   const registry::GoneByHash& gone, const base::Messages&);

}  // namespace entente::pages
