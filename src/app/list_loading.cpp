// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/list_loading.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

namespace entente::app {

ListLoading::ListLoading(std::shared_ptr<registry::ScreeningLists> lists)
    : lists_(std::move(lists)),
      repeating_("lists", std::chrono::seconds(1), [this](const std::atomic<bool>&) { round(); }) {}

void ListLoading::round() {
  if (lists_->refresh()) {
    const auto loaded = lists_->current();
    for (std::size_t i = 0; i < loaded->lists.size(); ++i)
      spdlog::info("lists: version {} of {} is screened against, {} entries", loaded->versions[i].version,
                   loaded->lists[i].dataset, loaded->lists[i].entries.size());
  }
  const auto now = lists_->current();
  if (now == told_) return;
  lists_->keep_unread();
  for (const auto& list : now->unread)
    spdlog::error("lists: version {} of {} is in use and cannot be read, so nobody is compared with it: {}",
                  list.used.version, list.used.dataset, list.fault);
  told_ = now;
}

}  // namespace entente::app
