// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/evidence_form.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// What an organisation has promised and given in one partnership, and what it was given.
std::vector<http::Route> promise_list_routes(const Context&);
/// The form of one promise or delivery, and its evidence.
std::vector<http::Route> promise_form_routes(const Context&);
/// The page of a delivery, with what was typed for a piece of evidence that was not taken: all but the file,
/// which a browser does not send again.
http::Response evidence_not_taken(const Context&, const http::Request&, std::string_view language,
                                  const http::Captures&, const TypedEvidence&);
/// The words of others on a delivery.
std::vector<http::Route> delivery_word_routes(const Context&);

}  // namespace entente::pages
