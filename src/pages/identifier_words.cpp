// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/identifier_words.hpp"

namespace entente::pages {

std::string words_of(const model::IdentifierFault& fault, const base::Messages& messages) {
  using Kind = model::IdentifierFault::Kind;
  switch (fault.kind) {
    case Kind::length:
      return messages.get("identifier.fault.length", {{"found", fault.found}, {"expected", fault.expected}});
    case Kind::character:
      return messages.get("identifier.fault.character",
                          {{"position", static_cast<std::int64_t>(fault.position)}, {"found", fault.found}});
    case Kind::check_digits:
      return messages.get("identifier.fault.check_digits",
                          {{"found", fault.found}, {"expected", fault.expected}});
    case Kind::list:
      return messages.get("identifier.fault.list", {{"found", fault.found}});
    case Kind::form:
      break;
  }
  return messages.get("identifier.fault.form");
}

}  // namespace entente::pages
