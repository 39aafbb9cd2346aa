// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

namespace entente::app {

/// Does one thing again and again in a thread of its own, until it is destroyed, which waits for the round
/// that runs. Declare it behind all that the round uses.
class Repeating {
 public:
  using Milliseconds = std::chrono::milliseconds;
  /// One round; `stop` is set once it should end early. It says how long to pause before the next.
  using Round = std::function<Milliseconds(const std::atomic<bool>& stop)>;

  /// What a round throws is logged behind `name`, and said again once a minute while it goes on; the next
  /// round is after `pause` all the same. A round that returns nothing pauses so long each time.
  template <class F>
  Repeating(std::string name, Milliseconds pause, F round)
      : Repeating(std::move(name), pause, paced(pause, std::move(round))) {}
  ~Repeating();
  Repeating(const Repeating&) = delete;
  Repeating& operator=(const Repeating&) = delete;

 private:
  Repeating(std::string name, Milliseconds pause, Round round);
  template <class F>
  static Round paced(Milliseconds pause, F round) {
    if constexpr (std::is_void_v<std::invoke_result_t<F&, const std::atomic<bool>&>>)
      return [pause, round = std::move(round)](const std::atomic<bool>& stop) mutable {
        round(stop);
        return pause;
      };
    else
      return round;
  }
  void run();

  const std::string name_;
  const Milliseconds pause_;
  const Round round_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable wake_;
  std::thread thread_;
};

}  // namespace entente::app
