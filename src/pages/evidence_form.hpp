// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/messages.hpp"
#include "http/router.hpp"
#include "model/record.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"

/// Internal to pages: the forms by which a giver shows that something was given.
namespace entente::pages {

/// What was typed for a piece of evidence that was not taken, and why it was not.
struct TypedEvidence {
  std::string kind, title, url;
  std::string fault;  ///< key of a message; "" where nothing was typed
  int status = 422;
};

/// {evidence, rows to drop, kinds, hint} of a delivery; `open` where it may be changed. The key of forms is
/// the page's own.
View evidence_form_view(const model::Delivery&, const base::Uuid& id, std::int64_t version, bool open,
                        const registry::GoneByHash&, const TypedEvidence&, const base::Messages&);

std::vector<http::Route> evidence_form_routes(const Context&);

}  // namespace entente::pages
