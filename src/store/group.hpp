// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <thread>

#include "store/store.hpp"

/// Internal to store: the turn of those who write. While one transaction is made durable, the writes that
/// come meanwhile gather; the next transaction takes them all, so that one wait for the disk (or for a
/// standby) serves many.
namespace entente::store {

/// A write that waits for its turn, and what came of it.
struct Write {
  const WriteOptions& options;
  const std::function<void(UnitOfWork&)>& work;
  Committed done{};
  std::exception_ptr failed{};
  bool settled = false;
};

class Group {
 public:
  using Batch = std::span<Write* const>;
  /// `commit` makes a batch durable and gives each write its `done` or its `failed`; what it throws is the
  /// failure of all. It runs in the thread of one of the writers, never twice at once.
  Group(std::string name, std::function<void(Batch)> commit);

  /// Returns when the write is durable, or throws its failure. A write inside a write would wait for itself
  /// for ever: it throws instead.
  Committed write(const WriteOptions&, const std::function<void(UnitOfWork&)>& work);
  /// Runs something between two batches.
  void alone(const std::function<void()>& work);

 private:
  void refuse_nested() const;

  static constexpr std::size_t kMost = 64;  ///< writes in one transaction
  const std::string name_;
  const std::function<void(Batch)> commit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Write*> waiting_;
  bool busy_ = false;
  std::atomic<std::thread::id> holder_{};
};

}  // namespace entente::store
