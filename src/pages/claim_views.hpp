// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/messages.hpp"
#include "http/form.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"
#include "registry/claims.hpp"

namespace entente::pages {

/// What speaks against a claim, or against what is said about one, in the reader's language; and the field of
/// the form that it stands in.
struct ClaimFaultWords {
  std::string field, text;
};
ClaimFaultWords words_of(const registry::ClaimFault&, const base::Messages&);
/// {field, text} for {{>claim_fault}}.
View claim_fault_view(const registry::ClaimFault&, const base::Messages&);

/// What somebody typed into the field "text", with one sign for the end of a line, as forms send two.
std::string typed_words(const http::Parameters& fields);

/// "Waits for a decision".
std::string claim_state_label(store::ClaimState, const base::Messages&);

/// What {{>claim_facts}} shows: what is claimed, by whom, with what, and every step since.
View claim_view(const Context&, const registry::ClaimDetail&, const base::Messages&);

}  // namespace entente::pages
