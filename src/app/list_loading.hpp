// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "registry/screening_lists.hpp"

namespace entente::app {

/// Keeps the lists that are screened against loaded as they stand in the store, in a thread of its own, until
/// it is destroyed: another process or node may bring a version too.
class ListLoading {
 public:
  explicit ListLoading(std::shared_ptr<registry::ScreeningLists>);
  ~ListLoading();
  ListLoading(const ListLoading&) = delete;
  ListLoading& operator=(const ListLoading&) = delete;

 private:
  void run();

  std::shared_ptr<registry::ScreeningLists> lists_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace entente::app
