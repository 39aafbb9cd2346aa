// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pages/governing_fields.hpp"

/// Internal to pages: the lists of a statement and of a governance, as rows of their forms.
namespace entente::pages {

/// Puts the rows of a record beside its other fields.
void put_rows(TypedGoverning&, const model::PartyStatement&, const base::Messages&);
void put_rows(TypedGoverning&, const model::Governance&, const base::Messages&);

/// Reads them back; what is wrong with them where they cannot be read.
std::string read_rows(model::PartyStatement&, const TypedGoverning&, const registry::OwnGovernance&,
                      const base::Messages&);
std::string read_rows(model::Governance&, const TypedGoverning&, const registry::OwnGovernance&,
                      const base::Messages&);

/// What a form shows of the list of that name: sets the member of that name to {rows: […]}, of goals to true.
void set_rows(View& field, std::string_view name, const TypedGoverning&, const registry::OwnGovernance&,
              const base::Messages&);

/// What both files need.
std::string typed_at(const TypedGoverning&, std::string_view name);
/// False where it is no number; nothing typed is no number, and no fault.
bool read_number(std::optional<base::Decimal>&, const std::string& typed, std::string_view language);
/// What a field is called, and what is wrong with it.
std::string fault_at(std::string_view field, const std::string& key, const base::Messages&);
View chosen_option(std::string_view code, std::string label, bool chosen);

}  // namespace entente::pages
