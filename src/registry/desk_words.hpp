// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "registry/register.hpp"

/// Internal to registry: what reading and writing a desk share.
namespace entente::registry {

/// Whether a record's type is one that focal points write.
bool is_desk_type(std::string_view type);
/// Whether it is one of those, or what they say of partnerships: each has a page with its versions.
bool is_published_type(std::string_view type);

/// Whether an organisation is named in a partnership that works in a country.
bool works_in(const Register&, const base::Uuid& organisation, std::string_view country);

}  // namespace entente::registry
