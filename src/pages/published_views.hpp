// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/messages.hpp"
#include "model/record.hpp"
#include "pages/page.hpp"

/// What publishers give of a partnership beside what its parties agree: each a table {rows, some, left_out}.
namespace entente::pages {

/// What a classification's code is called in the reader's language; "" where the register has no words for
/// it.
std::string classification_name(const model::Classification&, std::string_view language);

/// What a list of codes is called: as published, or that it is its publisher's own.
std::string list_name(const std::string& vocabulary, const base::Messages&);

/// rows {kind, name, text, code, vocabulary, uri, weight, share, plain}; what was asked and denied is in
/// none.
View classification_table(const std::vector<model::Classification>&, const base::Messages&);
/// What its publisher says it is not, in one sentence; false where nothing was denied.
View denied_view(const std::vector<model::Classification>&, const base::Messages&);
/// rows: lines that say of one promise or delivery how it is classified and where it is for.
View transfer_details(const std::vector<model::Classification>&, const std::vector<model::Place>&,
                      const base::Messages&);
/// rows {kind, organisation, department, person, job, address, telephones, emails, websites, addresses}: each
/// means has its value, and a link where a page may have one.
View contact_table(const std::vector<model::Contact>&, const base::Messages&);
/// rows {kind, text}.
View condition_table(const std::vector<model::Condition>&, const base::Messages&);

}  // namespace entente::pages
