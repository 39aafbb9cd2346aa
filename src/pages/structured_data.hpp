// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "registry/views.hpp"

/// What a record says, in the words of schema.org (JSON-LD), for machines that read pages. The text stands in
/// a script element of a page as it is: it holds no "<", ">" or "&".
namespace entente::pages {

/// A Project with its parties as members, the first hundred of them. `origin` is "https://register.example".
std::string structured_data(const registry::PartnershipView&, std::string_view language,
                            const std::string& origin);
/// An Organization, or the narrower type that its kind of body has.
std::string structured_data(const registry::OrganisationView&, std::string_view language,
                            const std::string& origin);

}  // namespace entente::pages
