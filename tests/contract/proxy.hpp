// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <list>
#include <stdexcept>
#include <thread>

namespace entente::store::contract {

/// A line to a TCP server on this machine that can be made to fail as lines do.
class Proxy {
 public:
  enum class Line {
    whole,
    deaf,    ///< what the server answers is lost, and the connection breaks once it has answered
    silent,  ///< nothing passes any more, and nothing says so
    closed,  ///< connections break, and no new one is taken
  };

  explicit Proxy(std::uint16_t server) : server_(server), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    auto address = local(0);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("no port for the proxy");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~Proxy() {
    stopping_ = true;
    thread_.join();
    ::close(listener_);
  }
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;

  std::uint16_t port() const { return port_; }
  void set(Line line) { line_ = line; }
  int broken() const { return broken_; }

 private:
  struct Pair {
    int client, server;
  };

  static sockaddr_in local(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  void take() {
    const int client = ::accept(listener_, nullptr, nullptr);
    if (client < 0) return;
    const int server = ::socket(AF_INET, SOCK_STREAM, 0);
    const auto address = local(server_);
    if (line_ == Line::closed ||
        ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      ::close(client);
      ::close(server);
      return;
    }
    pairs_.push_back({client, server});
  }

  /// False when the connection is over.
  static bool pass(int from, int to) {
    std::array<char, 65536> bytes{};
    const auto got = ::recv(from, bytes.data(), bytes.size(), 0);
    if (got <= 0) return false;
    for (ssize_t sent = 0; sent < got;) {
      const auto now = ::send(to, bytes.data() + sent, static_cast<std::size_t>(got - sent), MSG_NOSIGNAL);
      if (now <= 0) return false;
      sent += now;
    }
    return true;
  }

  bool serve(const Pair& pair) {
    if (line_ == Line::closed) return false;
    if (line_ == Line::silent) return true;
    std::array<pollfd, 2> ready{pollfd{pair.client, POLLIN, 0}, pollfd{pair.server, POLLIN, 0}};
    if (::poll(ready.data(), ready.size(), 0) <= 0) return true;
    if (ready[0].revents != 0 && !pass(pair.client, pair.server)) return false;
    if (ready[1].revents == 0) return true;
    if (line_ == Line::deaf) {
      line_ = Line::whole;  // the next connection is well
      return false;
    }
    return pass(pair.server, pair.client);
  }

  void run() {
    while (!stopping_) {
      pollfd listening{listener_, POLLIN, 0};
      if (::poll(&listening, 1, 1) > 0) take();
      for (auto pair = pairs_.begin(); pair != pairs_.end();) {
        if (serve(*pair)) {
          ++pair;
          continue;
        }
        ::close(pair->client);
        ::close(pair->server);
        ++broken_;
        pair = pairs_.erase(pair);
      }
    }
    for (const auto& pair : pairs_) {
      ::close(pair.client);
      ::close(pair.server);
    }
  }

  const std::uint16_t server_;
  const int listener_;
  std::uint16_t port_ = 0;
  std::atomic<Line> line_ = Line::whole;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> broken_ = 0;
  std::list<Pair> pairs_;
  std::thread thread_;
};

}  // namespace entente::store::contract
