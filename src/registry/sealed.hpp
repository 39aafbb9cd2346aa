// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "store/store.hpp"

/// Internal to registry: what is sealed with the register's key, and for which purpose.
namespace entente::registry {

/// The note that holds the name of the register's key, never the key.
inline constexpr std::string_view kKeyNote = "access key";

inline std::string purpose_of_factor(const base::Uuid& account) {
  return "second factor of " + account.str();
}
inline std::string purpose_of_letter(const base::Uuid& letter) {
  return "letter " + letter.str();
}

/// What whoever raised a concern wrote.
inline std::string purpose_of_concern(const base::Uuid& concern) {
  return "words of concern " + concern.str();
}
/// Who they are, and where they want to be told.
inline std::string purpose_of_contact(const base::Uuid& concern) {
  return "contact of concern " + concern.str();
}

/// With which what a webhook is told is signed.
inline std::string purpose_of_hook(const base::Uuid& hook) {
  return "secret of webhook " + hook.str();
}

/// Throws base::Conflict where the register has another key by now: what was sealed with this one, nobody
/// would open. `what` is what it is about.
void require_key_of_register(store::Reader&, const access::Key&, std::string_view what);

/// Every account that has a second factor, by id.
void each_with_factor(store::AccountReader&, const std::function<void(store::Account&)>& work);

}  // namespace entente::registry
