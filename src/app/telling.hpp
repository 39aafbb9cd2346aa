// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "app/config.hpp"
#include "app/repeating.hpp"
#include "outbound/hook.hpp"
#include "registry/accounts.hpp"
#include "registry/hook_sender.hpp"

namespace entente::app {

outbound::HookRules hook_rules(const Config&);

/// Tells webhooks of what is published, in a thread of its own, until it is destroyed. Nothing where the
/// register has no key.
class Telling {
 public:
  Telling(registry::Register&, const registry::AccountRules&, registry::EventOrigin, const Config&);

 private:
  std::unique_ptr<registry::HookSender> sender_;
  std::optional<Repeating> repeating_;
};

}  // namespace entente::app
