// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/messages.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// The title a reader sees: in a language there is, else an identifier, else the record's id.
std::string title_of(const registry::PartnershipView&, std::string_view language);
/// Everything templates/partnership.mustache shows.
View partnership_view(const registry::PartnershipView&, const std::string& register_name,
                      const base::Messages&);

}  // namespace entente::pages
