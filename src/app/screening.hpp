// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "registry/screening_rounds.hpp"

namespace entente::app {

/// Compares parties with the lists as they are written and as lists come, in a thread of its own, until it is
/// destroyed.
class Screening {
 public:
  Screening(registry::Register&, const registry::ScreeningLists&);
  ~Screening();
  Screening(const Screening&) = delete;
  Screening& operator=(const Screening&) = delete;

 private:
  void run();

  registry::ScreeningRounds rounds_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable wake_;
  std::thread thread_;
};

}  // namespace entente::app
