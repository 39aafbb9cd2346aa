// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/password_fields.hpp"

#include <cstdint>

namespace entente::pages {

std::string words_of(access::PasswordFault fault, const base::Messages& messages) {
  switch (fault) {
    case access::PasswordFault::too_short:
      return messages.get("password.fault.too_short",
                          {{"count", static_cast<std::int64_t>(access::kShortestPassword)}});
    case access::PasswordFault::too_long:
      return messages.get("password.fault.too_long",
                          {{"count", static_cast<std::int64_t>(access::kLongestPassword)}});
    case access::PasswordFault::common:
      return messages.get("password.fault.common");
    case access::PasswordFault::not_text:
      break;
  }
  return messages.get("password.fault.not_text");
}

std::string password_hint(const base::Messages& messages) {
  return messages.get("password.hint", {{"count", static_cast<std::int64_t>(access::kShortestPassword)}});
}

}  // namespace entente::pages
