// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"
#include "cli/cli.hpp"
#include "registry/accounts.hpp"
#include "registry/key_change.hpp"

namespace entente::app {

/// What the use cases of accounts need, by the settings of a register. Its key is made where there is none
/// yet; a register without a folder has one where access.key_file says so alone.
registry::AccountRules account_rules(const cli::Place&, const Config&);

/// Finishes a change of the key that was interrupted, before the key is read.
void finish_key_change(const cli::Place&, const Config&, store::Store&);
/// Gives a register another key. Throws base::Conflict while a server runs on its folder, or where it has no
/// key's file.
registry::KeyChange renew_key(const cli::Place&, const Config&);

}  // namespace entente::app
