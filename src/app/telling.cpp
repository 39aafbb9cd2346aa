// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/telling.hpp"

#include <spdlog/spdlog.h>

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
  thread_ = std::thread([this] { run(); });
}

Telling::~Telling() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Telling::run() {
  constexpr auto kLook = std::chrono::milliseconds(500);
  constexpr int kSayAgain = 60;
  for (int failing = 0;;) {
    try {
      sender_->round();
      failing = 0;
    } catch (const std::exception& e) {
      // A database that is away would else fill the log with one sentence.
      if (failing++ % kSayAgain == 0) spdlog::error("webhooks: {}", e.what());
    }
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, kLook, [this] { return stopping_; })) return;
  }
}

}  // namespace entente::app
