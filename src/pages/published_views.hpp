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

/// rows {kind, name, text, code, weight, share, plain}.
View classification_table(const std::vector<model::Classification>&, const base::Messages&);
/// rows {kind, organisation, department, person, job, address, telephone, email, mail, website, site}: `mail`
/// and `site` are addresses a page may link to, or false.
View contact_table(const std::vector<model::Contact>&, const base::Messages&);
/// rows {kind, text}.
View condition_table(const std::vector<model::Condition>&, const base::Messages&);

}  // namespace entente::pages
