// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <random>
#include <unordered_set>
#include <utility>

#include "http/server.hpp"

namespace entente::http {

/// One client. All calls come from the thread that runs the server.
class Connection {
 public:
  virtual ~Connection() = default;
  /// Begins to serve. Where `overfull`, only says so (503) and goes.
  virtual void start(bool overfull) = 0;
  /// Goes at once where no request is being answered, else when the answer is written.
  virtual void retire() = 0;
  virtual void close() = 0;
};

/// Heavy requests of one kind.
struct Heavy {
  explicit Heavy(const HeavyRequests& k) : kind(k), pool(std::max(1U, k.workers)) {}

  const HeavyRequests& kind;
  std::size_t in_hand = 0;  ///< from their head to the end of their answer
  boost::asio::thread_pool pool;
};

/// What the connections of one server share. But for the counters and the pool, only the thread that runs the
/// server touches it.
struct Hub {
  Hub(ServerOptions o, Server::Handle h)
      : options(std::move(o)), handle(std::move(h)), pool(std::max(1U, options.workers)) {
    for (const auto& kind : options.heavy) heavy.emplace_back(kind);
  }

  struct Counters {
    std::atomic<std::uint64_t> connections{0}, open{0}, requests{0}, refused{0}, timeouts{0}, bad_requests{0};
    std::array<std::atomic<std::uint64_t>, 6> status{};
  };

  const ServerOptions options;
  const Server::Handle handle;
  Counters counters;
  bool stopping = false;
  std::size_t in_hand = 0;  ///< requests that wait for a worker or have one
  std::unordered_set<Connection*> open;
  std::function<void()> on_empty;  ///< called when the last connection of a stopping server has gone
  std::mt19937_64 ids{std::random_device{}()};
  std::optional<boost::asio::ssl::context> tls;
  boost::asio::io_context io{1};
  boost::asio::thread_pool pool;  ///< destroyed before io, to which its tasks post; so are those of `heavy`
  std::list<Heavy> heavy;

  void enter(Connection& c) {
    open.insert(&c);
    counters.open = open.size();
  }
  void leave(Connection& c) {
    open.erase(&c);
    counters.open = open.size();
    if (stopping && open.empty() && on_empty) on_empty();
  }
};

/// Over TLS where the hub has a certificate. It lives until it is closed.
std::shared_ptr<Connection> make_connection(Hub&, boost::asio::ip::tcp::socket);

}  // namespace entente::http
