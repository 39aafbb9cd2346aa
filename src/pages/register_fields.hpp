// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/messages.hpp"
#include "http/message.hpp"
#include "model/record.hpp"
#include "pages/view.hpp"

/// Internal to pages: what the pages of a draft ask of a partnership, and what is made of the answers. Texts
/// are those of one language; what stands in others stays.
namespace entente::pages {

/// The pages that ask of the partnership itself.
inline constexpr std::array<std::string_view, 3> kAskingSteps{"purpose", "place", "governance"};
bool is_asking_step(std::string_view step);

/// As a browser would send what stands.
http::Parameters fields_of_step(std::string_view step, const model::Partnership&, std::string_view language);
/// Puts what was typed into it. The key of a message where that cannot be: nothing is put then.
std::string put_step(model::Partnership&, std::string_view step, const http::Parameters& typed,
                     std::string_view language);
/// For the template of the step.
View step_fields_view(std::string_view step, const http::Parameters& typed, const model::Partnership&,
                      const base::Messages&);

/// {code, label, chosen} of every term of a vocabulary, and of none before them where that may be.
View draft_choices(std::string_view vocabulary, std::string_view chosen, const base::Messages&,
                   bool may_be_none);
/// The same of countries, in the reader's alphabetical order, without those that `but` holds.
View country_choices(std::string_view chosen, const std::vector<std::string>& but, const base::Messages&);
/// What somebody typed on one line or several, without spaces round it.
std::string typed_lines(const http::Parameters&, std::string_view name);

}  // namespace entente::pages
