// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/group.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "store/form.hpp"

namespace entente::store {

Group::Group(std::string name, std::function<void(Batch)> commit)
    : name_(std::move(name)), commit_(std::move(commit)) {}

void Group::refuse_nested() const {
  if (holder_ == std::this_thread::get_id())
    throw base::Error(name_, "a write was begun inside another write", "Report this as a fault of Entente.");
}

Committed Group::write(const WriteOptions& options, const std::function<void(UnitOfWork&)>& work) {
  require_text("author", options.author);
  require_text("idempotency key", options.idempotency_key);
  require_text("content of an idempotency key", options.content);
  refuse_nested();
  Write mine{options, work};
  std::unique_lock lock(mutex_);
  waiting_.push_back(&mine);
  while (!mine.settled) {
    if (busy_) {
      changed_.wait(lock);
      continue;
    }
    busy_ = true;
    holder_ = std::this_thread::get_id();
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(kMost, waiting_.size()));
    const std::vector<Write*> batch(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    lock.unlock();
    std::exception_ptr failed;
    try {
      commit_(batch);
    } catch (...) {
      failed = std::current_exception();
    }
    lock.lock();
    for (auto* write : batch) {
      if (failed) write->failed = failed;
      write->settled = true;
    }
    holder_ = std::thread::id{};
    busy_ = false;
    changed_.notify_all();
  }
  lock.unlock();
  if (mine.failed) std::rethrow_exception(mine.failed);
  return mine.done;
}

void Group::alone(const std::function<void()>& work) {
  refuse_nested();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !busy_; });
  busy_ = true;
  holder_ = std::this_thread::get_id();
  lock.unlock();
  const auto give_back = [&] {
    lock.lock();
    holder_ = std::thread::id{};
    busy_ = false;
    changed_.notify_all();
  };
  try {
    work();
  } catch (...) {
    give_back();
    throw;
  }
  give_back();
}

}  // namespace entente::store
