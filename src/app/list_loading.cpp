// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/list_loading.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

namespace entente::app {

ListLoading::ListLoading(std::shared_ptr<registry::ScreeningLists> lists)
    : lists_(std::move(lists)), thread_([this] { run(); }) {}

ListLoading::~ListLoading() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void ListLoading::run() {
  constexpr auto kLook = std::chrono::seconds(1);
  constexpr int kSayAgain = 600;
  for (int failing = 0;;) {
    try {
      if (lists_->refresh()) {
        const auto loaded = lists_->current();
        for (std::size_t i = 0; i < loaded->lists.size(); ++i)
          spdlog::info("lists: version {} of {} is screened against, {} entries", loaded->versions[i].version,
                       loaded->lists[i].dataset, loaded->lists[i].entries.size());
      }
      failing = 0;
    } catch (const std::exception& e) {
      // A store that is away would else fill the log with one sentence.
      if (failing++ % kSayAgain == 0) spdlog::error("lists: {}", e.what());
    }
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, kLook, [this] { return stopping_; })) return;
  }
}

}  // namespace entente::app
