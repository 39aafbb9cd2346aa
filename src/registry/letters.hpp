// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "store/accounts.hpp"
#include "store/claims.hpp"

/// What the register writes to people about their accounts, in their language. Nothing a stranger has typed
/// stands in a letter to somebody else.
namespace entente::registry {

/// A mail to one person, in words.
struct Words {
  std::string to, subject, text, language;
};

/// What every letter says of the register.
struct Letterhead {
  std::string register_name;
  std::string url;  ///< "https://register.example"
};

/// A letter with a link that opens once. `kind` is "invitation", "new_password", "new_address" or
/// "registration".
Words letter_with_link(const Letterhead&, std::string_view kind, const store::Account&,
                       std::string_view secret, std::int64_t life_ms);
/// An offer's link. `role` says what is offered, in the words of role_words(). Whoever made it has typed the
/// name, which is for the page behind the link alone.
Words letter_of_offer(const Letterhead&, const store::RoleOffer&, std::string_view role,
                      std::string_view secret, std::int64_t life_ms);
/// That the account was changed. `what` is "password", "factor", "codes", "token", "address" or
/// "address_link".
Words letter_of_change(const Letterhead&, std::string_view what, const store::Account&, base::Instant);
/// To somebody who registers with the address of an account.
Words letter_to_known(const Letterhead&, const store::Account&);
/// To whoever raised a concern and wants to be told. `kind` is "answered" or "closed".
Words letter_of_concern(const Letterhead&, std::string_view kind, std::int64_t number, std::string_view to,
                        std::string_view language, std::string_view secret);
Words letter_to_admitted(const Letterhead&, const store::Account&);
/// To try a relay.
Words letter_of_test(const Letterhead&, std::string_view to, std::string_view language);

}  // namespace entente::registry
