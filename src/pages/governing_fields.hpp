// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/messages.hpp"
#include "http/message.hpp"
#include "model/governance.hpp"
#include "pages/view.hpp"
#include "registry/governing.hpp"

/// Internal to pages: what the forms of a party's statement and of a partnership's governance hold. Fields
/// are those of the records, each by its name; rows of a list by what they are of ("votes_ID",
/// "women_senior", "text_0"). Texts are those of one language; one that is changed stands in no other any
/// more.
namespace entente::pages {

/// As typed, by the names of the fields.
using TypedGoverning = std::map<std::string, std::string, std::less<>>;

TypedGoverning fields_of(const model::PartyStatement&, const base::Messages&);
TypedGoverning fields_of(const model::Governance&, const base::Messages&);
TypedGoverning governing_fields_of_form(const http::Parameters&);

/// Puts what was typed into the record that stands. What is wrong with it where it cannot, in the reader's
/// language: the record is of no use then.
std::string put_into(model::PartyStatement&, const TypedGoverning&, const registry::OwnGovernance&,
                     const base::Messages&);
std::string put_into(model::Governance&, const TypedGoverning&, const registry::OwnGovernance&,
                     const base::Messages&);

/// What the register itself does not take, in the reader's language.
std::string governing_fault(const base::BadInput&, const base::Messages&);

/// {groups: [{title, fields: [{name, label, hint, …}]}], number_hint} for the template of the forms.
View statement_form_view(const TypedGoverning&, const registry::OwnGovernance&, const base::Messages&);
View governance_form_view(const TypedGoverning&, const registry::OwnGovernance&, const base::Messages&);

/// The group that begins with a field, by the name of the field; "" where it goes on in the one before.
std::string_view governing_group(std::string_view field);
std::string governing_label(std::string_view field, const base::Messages&);

}  // namespace entente::pages
