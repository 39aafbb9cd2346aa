// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "access/password.hpp"
#include "base/messages.hpp"

namespace entente::pages {

/// What speaks against a password, in the reader's language.
std::string words_of(access::PasswordFault, const base::Messages&);
/// What is asked of one.
std::string password_hint(const base::Messages&);

}  // namespace entente::pages
