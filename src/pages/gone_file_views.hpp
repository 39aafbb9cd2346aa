// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.hpp"
#include "base/messages.hpp"
#include "pages/view.hpp"
#include "registry/views.hpp"

/// Internal to pages: what stands in the place of a file that was taken out.
namespace entente::pages {

/// {text, href}, for {{>gone_file}}: when and why, and where more is told.
View gone_file_view(const registry::GoneFile&, const base::Messages&);
/// When and why, in a sentence.
std::string gone_file_words(const registry::GoneFile&, const base::Messages&);
/// Whether what was sent is refused because it names or brings such a file.
bool is_of_gone_file(const base::BadInput&);

}  // namespace entente::pages
