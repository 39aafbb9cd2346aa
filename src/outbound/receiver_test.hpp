// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>

#include "outbound/hook.hpp"

namespace entente::outbound {

inline const std::atomic<bool> kGoOn = false;
inline const HookRules kOpenRules{
    .clear = true, .inner = true, .certificates = {}, .timeout = std::chrono::seconds(5)};

/// A receiver on this machine: takes connections until it goes, and leaves each to `answer`.
class Receiver {
 public:
  explicit Receiver(std::function<void(int socket, const std::string& request)> answer)
      : listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), answer_(std::move(answer)) {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(here);
    ::bind(listening_, reinterpret_cast<const sockaddr*>(&here), size);
    ::listen(listening_, 8);
    ::getsockname(listening_, reinterpret_cast<sockaddr*>(&here), &size);
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~Receiver() {
    over_ = true;
    thread_.join();
    ::close(listening_);
  }
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  std::string url(const std::string& host = "127.0.0.1") const {
    return "http://" + host + ":" + std::to_string(port_) + "/take";
  }
  int connections() const { return connections_; }
  std::string request() const { return request_; }

 private:
  void run() {
    while (!over_) {
      pollfd waiting{listening_, POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      const int socket = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
      ++connections_;
      request_ = read_from(socket);
      answer_(socket, request_);
      ::close(socket);
    }
  }
  static std::string read_from(int socket) {
    std::string all;
    char piece[4096];
    while (all.find("\r\n\r\n") == all.npos || !(all.starts_with("GET ") || all.ends_with('}'))) {
      const auto got = ::recv(socket, piece, sizeof(piece), 0);
      if (got <= 0) break;
      all.append(piece, static_cast<std::size_t>(got));
      if (all.starts_with('\x16')) break;  // TLS begins so
    }
    return all;
  }

  const int listening_;
  const std::function<void(int, const std::string&)> answer_;
  std::uint16_t port_ = 0;
  std::atomic<bool> over_ = false;
  std::atomic<int> connections_ = 0;
  std::string request_;
  std::thread thread_;
};

inline void say(int socket, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto sent = ::send(socket, text.data() + at, text.size() - at, MSG_NOSIGNAL);
    if (sent <= 0) return;
    at += static_cast<std::size_t>(sent);
  }
}
inline std::function<void(int, const std::string&)> answers(const std::string& text) {
  return [text](int socket, const std::string&) { say(socket, text); };
}

}  // namespace entente::outbound
