// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/messages.hpp"
#include "http/message.hpp"
#include "pages/view.hpp"
#include "registry/views.hpp"

/// Internal to pages: what a draft says will be counted, as one page asks it: what, from what to what, by
/// when.
namespace entente::pages {

using DraftMeasure = std::optional<registry::Held<model::Result>>;

/// As a browser would send what stands.
void add_measure_fields(http::Parameters&, const DraftMeasure&, std::string_view language);
/// Puts what was typed into it; where nothing was, it has no indicators. The key of a message where that
/// cannot be: nothing is put then.
std::string put_measure(model::Result&, const http::Parameters& typed, std::string_view language);
/// For the template of the page.
View measure_fields_view(const http::Parameters& typed);
void add_measure_facts(View& facts, const DraftMeasure&, const base::Messages&);

}  // namespace entente::pages
