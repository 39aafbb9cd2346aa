// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "app/config.hpp"
#include "registry/list_folder.hpp"
#include "registry/list_keeping.hpp"

namespace entente::app {

/// Takes lists from the folder that the settings name, in a thread of its own, until it is destroyed.
class ListWatch {
 public:
  ListWatch(registry::Register&, const Config&);
  ~ListWatch();
  ListWatch(const ListWatch&) = delete;
  ListWatch& operator=(const ListWatch&) = delete;

 private:
  void run();
  void look();

  registry::ListKeeping keeping_;
  std::unique_ptr<registry::ListFolder> folder_;  ///< null: none is watched
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace entente::app
