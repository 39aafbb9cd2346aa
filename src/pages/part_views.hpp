// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/messages.hpp"
#include "pages/view.hpp"
#include "registry/confirming.hpp"

/// Internal to pages: a party's part, and its word on it, in words.
namespace entente::pages {

/// {label, text} of its role, contributions and texts.
View part_facts(const registry::OwnPart&, const base::Messages&);
/// Sets {state, when, said_remark, corrected, by_invitation}.
void set_word(View&, const registry::OwnPart&, const base::Messages&);

/// That whoever answered was invited to, and speaks for the party no further; false else.
View by_invitation_view(const model::Confirmation&, const base::Messages&);

}  // namespace entente::pages
