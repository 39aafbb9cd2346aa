// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/messages.hpp"
#include "exchange/iati/validation/finding.hpp"

namespace entente::exchange::iati::validation {

/// What is wrong and how to mend it, in the reader's language.
struct Words {
  std::string what, mend;
};
Words words_of(const Finding&, const base::Messages&);

/// "error", in the reader's language.
std::string severity_word(Severity, const base::Messages&);

}  // namespace entente::exchange::iati::validation
