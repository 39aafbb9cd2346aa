// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/telling.hpp"

#include <chrono>
#include <utility>

namespace entente::app {

outbound::HookRules hook_rules(const Config& config) {
  return {.clear = config.webhooks_http,
          .inner = config.webhooks_private,
          .trusts_others = config.webhooks_trust_representatives,
          .certificates = config.webhooks_certificates,
          .timeout = std::chrono::seconds(config.webhooks_timeout)};
}

Telling::Telling(registry::Register& reg, const registry::AccountRules& rules, registry::EventOrigin origin,
                 const Config& config) {
  if (!rules.key) return;
  sender_ = std::make_unique<registry::HookSender>(
      reg, *rules.key, std::move(origin),
      [rules = hook_rules(config)](const outbound::HookPost& post, const std::atomic<bool>& stop) {
        return outbound::post(rules, post, stop);
      });
  repeating_.emplace("webhooks", std::chrono::milliseconds(500),
                     [this](const std::atomic<bool>&) { sender_->round(); });
}

}  // namespace entente::app
