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
  // A file is taken when two looks find it the same.
  repeating_.emplace("lists", std::chrono::seconds(5), [this](const std::atomic<bool>&) {
    const auto told = folder_->look();
    for (const auto& line : told.taken) spdlog::info("lists: {}", line);
    for (const auto& line : told.refused) spdlog::error("lists: {}", line);
  });
}

}  // namespace entente::app
