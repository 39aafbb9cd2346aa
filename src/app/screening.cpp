// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/screening.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

namespace entente::app {

Screening::Screening(registry::Register& reg, const registry::ScreeningLists& lists) : rounds_(reg, lists) {
  thread_ = std::thread([this] { run(); });
}

Screening::~Screening() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Screening::run() {
  constexpr auto kLook = std::chrono::milliseconds(500);
  constexpr int kSayAgain = 60;
  for (int failing = 0;;) {
    try {
      // Whom it is about is in no log.
      const auto done = rounds_.round(stopping_);
      if (done.failed > 0)
        spdlog::error(
            "screening: {} parties were compared, and what was found could not be written; they are compared "
            "again when they or a list change",
            done.failed);
      if (done.opened + done.closed > 0)
        spdlog::info("screening: {} parties compared, {} hits opened, {} closed", done.compared, done.opened,
                     done.closed);
      failing = 0;
    } catch (const std::exception& e) {
      // A database that is away would else fill the log with one sentence.
      if (failing++ % kSayAgain == 0) spdlog::error("screening: {}", e.what());
    }
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, kLook, [this] { return stopping_.load(); })) return;
  }
}

}  // namespace entente::app
