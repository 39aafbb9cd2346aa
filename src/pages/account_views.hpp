// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/role.hpp"
#include "base/messages.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"
#include "registry/accounts.hpp"

namespace entente::pages {

/// {code, name, chosen} of each language that the register offers; of one that it does not, another is
/// chosen.
View language_options(const Context&, std::string_view chosen);

/// {label, grant, may_withdraw} of each role that this program knows; the last says whether `actor` may.
View role_views(const Context&, const std::vector<store::AccountRole>&, const access::Actor& actor,
                const base::Messages&);

/// What an account is now: "Open", "Waits to be let in".
std::string state_label(store::AccountState, const base::Messages&);

/// {role, label} of every role that `actor` may give to somebody, somewhere.
View role_options(const access::Actor& actor, const base::Messages&);

/// The message key of a role: "role.focal_point".
std::string role_key(access::Role);

}  // namespace entente::pages
