// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/messages.hpp"
#include "pages/view.hpp"
#include "registry/views.hpp"

/// Internal to pages: what host governments say of a partnership.
namespace entente::pages {

/// {some, answered, rows: {name, href, answer, cited, basis, remark, when, before, changes, versions,
/// not_named}, silent, objecting}: each country that has answered, and in a sentence each those that are
/// silent and those that object.
View hosts_view(const registry::PartnershipView&, const base::Messages&);

/// The sentence that names the countries whose governments object; false where none does.
View objecting_view(const std::vector<std::string>& countries, const base::Messages&);

}  // namespace entente::pages
