// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/list_watch.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

namespace entente::app {

ListWatch::ListWatch(registry::Register& reg, const Config& config)
    : keeping_(reg, config.screening_stale_days) {
  if (config.screening_folder.empty()) return;
  folder_ = std::make_unique<registry::ListFolder>(reg, keeping_, config.screening_folder);
  thread_ = std::thread([this] { run(); });
}

ListWatch::~ListWatch() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void ListWatch::look() {
  const auto told = folder_->look();
  for (const auto& line : told.taken) spdlog::info("lists: {}", line);
  for (const auto& line : told.refused) spdlog::error("lists: {}", line);
}

void ListWatch::run() {
  // A file is taken when two looks find it the same.
  constexpr auto kLook = std::chrono::seconds(5);
  constexpr int kSayAgain = 60;
  for (int failing = 0;;) {
    try {
      look();
      failing = 0;
    } catch (const std::exception& e) {
      // A folder that is away would else fill the log with one sentence.
      if (failing++ % kSayAgain == 0) spdlog::error("lists: {}", e.what());
    }
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, kLook, [this] { return stopping_; })) return;
  }
}

}  // namespace entente::app
