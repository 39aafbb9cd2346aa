// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/messages.hpp"
#include "model/identifier_fault.hpp"

namespace entente::pages {

/// What is wrong with an identifier, in the reader's language.
std::string words_of(const model::IdentifierFault&, const base::Messages&);

}  // namespace entente::pages
