// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/repeating.hpp"

#include <spdlog/spdlog.h>

#include <optional>

namespace entente::app {

Repeating::Repeating(std::string name, Milliseconds pause, Round round)
    : name_(std::move(name)), pause_(pause), round_(std::move(round)), thread_([this] { run(); }) {}

Repeating::~Repeating() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Repeating::run() {
  using Clock = std::chrono::steady_clock;
  constexpr auto kSayAgain = std::chrono::minutes(1);
  std::optional<Clock::time_point> said;
  for (;;) {
    auto pause = pause_;
    try {
      pause = round_(stopping_);
      said.reset();
    } catch (const std::exception& e) {
      // A database that is away would else fill the log with one sentence.
      if (const auto now = Clock::now(); !said || now - *said >= kSayAgain) {
        spdlog::error("{}: {}", name_, e.what());
        said = now;
      }
    }
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, pause, [this] { return stopping_.load(); })) return;
  }
}

}  // namespace entente::app
