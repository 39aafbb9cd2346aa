// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/list_watch.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <string>

#include "base/hash.hpp"

namespace entente::app {

namespace {

/// Servers that look into one folder say the same of it; each is known when it starts anew.
std::string node_of(const std::filesystem::path& folder) {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  constexpr std::size_t kDigits = 16;
  return base::hex(base::sha256(std::string(host.data()) + '\n' + std::filesystem::absolute(folder).string()))
      .substr(0, kDigits);
}

}  // namespace

ListWatch::ListWatch(registry::Register& reg, const Config& config)
    : keeping_(reg, config.screening_stale_days) {
  if (config.screening_folder.empty()) return;
  folder_ = std::make_unique<registry::ListFolder>(reg, keeping_, config.screening_folder,
                                                   node_of(config.screening_folder));
  // A file is taken when two looks find it the same.
  repeating_.emplace("lists", std::chrono::seconds(5), [this](const std::atomic<bool>&) {
    const auto told = folder_->look();
    for (const auto& line : told.taken) spdlog::info("lists: {}", line);
    for (const auto& line : told.refused) spdlog::error("lists: {}", line);
  });
}

}  // namespace entente::app
