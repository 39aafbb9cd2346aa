// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "app/config.hpp"
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
  ~Telling();
  Telling(const Telling&) = delete;
  Telling& operator=(const Telling&) = delete;

 private:
  void run();

  std::unique_ptr<registry::HookSender> sender_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace entente::app
