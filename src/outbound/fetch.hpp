// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>

#include "outbound/hook.hpp"

namespace entente::outbound {

/// What came back of a request, its body unpacked.
struct Fetched {
  int status = 0;  ///< of HTTP; 0 where there was none
  HookFault fault = HookFault::unreachable;
  std::string body;
  bool whole = false;  ///< nothing more would have come than was read
};

/// Requests one after the other by the same rules, over one connection where the server keeps it.
class Fetcher {
 public:
  explicit Fetcher(HookRules);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  /// Waits for the answer, of whose body no more than `most` bytes are read. Takes no proxy and follows no
  /// redirect. Ends early once `stop` is set.
  Fetched get(const std::string& url, std::size_t most, const std::atomic<bool>& stop);
  Fetched post(const HookPost&, std::size_t most, const std::atomic<bool>& stop);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente::outbound
