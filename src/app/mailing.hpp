// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/config.hpp"
#include "app/repeating.hpp"
#include "registry/accounts.hpp"

namespace entente::app {

/// Works off what waits to be sent or looked into, in a thread of its own, until it is destroyed: a relay
/// that answers slowly holds up nobody. Nothing where the register has no key.
class Mailroom {
 public:
  Mailroom(store::Store&, const base::Clock&, registry::Accounts&, const registry::AccountRules&,
           const Config&);

 private:
  std::unique_ptr<registry::Postman> postman_;
  std::optional<Repeating> repeating_;
};

/// Sends a mail at once, to try the settings. Throws base::Error where the relay does not take it.
void send_test_mail(const Config&, std::string_view to, std::string_view language);

}  // namespace entente::app
