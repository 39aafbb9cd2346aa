// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <future>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "http/message.hpp"
#include "http/server.hpp"

/// For tests: a server on a thread of its own, and a client so plain that it can send anything.
namespace entente::http::testing {

class RunningServer {
 public:
  RunningServer(ServerOptions options, Server::Handle handle)
      : server_(std::move(options), std::move(handle)),
        ended_(std::async(std::launch::async, [this] { server_.run(); })) {}
  ~RunningServer() {
    server_.stop();
    if (ended_.valid()) ended_.wait();
  }

  Server* operator->() { return &server_; }
  std::uint16_t port() const {
    const auto at = server_.listening();
    return static_cast<std::uint16_t>(std::stoi(at.substr(at.rfind(':') + 1)));
  }
  bool has_ended() const {
    return ended_.wait_for(std::chrono::milliseconds(50)) == std::future_status::ready;
  }
  void wait() { ended_.get(); }

 private:
  Server server_;
  std::future<void> ended_;
};

class Client {
 public:
  explicit Client(const RunningServer& server) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval limit{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(server.port());
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
      throw std::runtime_error("the test client cannot connect");
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  int socket() const { return socket_; }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return;  // the server has gone: what it said before is what the test looks at
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }

  /// Up to the end of the connection; after 5 s without a byte it throws.
  std::string read_all() {
    while (more()) continue;
    return std::exchange(got_, {});
  }
  std::string read_until(std::string_view end) {
    while (got_.find(end) == got_.npos && more()) continue;
    return take(got_.find(end) == got_.npos ? got_.size() : got_.find(end) + end.size());
  }
  /// A response with its body, chunked or counted.
  Response read_response() {
    auto head = read_until("\r\n\r\n");
    if (!head.starts_with("HTTP/1.1 ")) throw std::runtime_error("no response: " + head);
    Response r;
    r.status = std::stoi(head.substr(9, 3));
    for (auto at = head.find("\r\n") + 2; at < head.size() - 2;) {
      const auto end = head.find("\r\n", at), colon = head.find(": ", at);
      r.headers.emplace_back(head.substr(at, colon - at), head.substr(colon + 2, end - colon - 2));
      at = end + 2;
    }
    if (r.header("transfer-encoding") == "chunked") {
      while (const auto size = std::stoul(read_until("\r\n"), nullptr, 16)) {
        r.body += read_bytes(size);
        read_bytes(2);
      }
      read_bytes(2);
    } else if (!r.header("content-length").empty()) {
      r.body = read_bytes(std::stoul(std::string(r.header("content-length"))));
    }
    return r;
  }
  Response ask(std::string_view request) {
    send(request);
    return read_response();
  }

 private:
  std::string take(std::size_t n) {
    auto taken = got_.substr(0, n);
    got_.erase(0, n);
    return taken;
  }
  std::string read_bytes(std::size_t n) {
    while (got_.size() < n && more()) continue;
    return take(n);
  }
  bool more() {
    char bytes[16 * 1024];
    const auto n = ::recv(socket_, bytes, sizeof bytes, 0);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw std::runtime_error("the server is silent");
    if (n <= 0) return false;
    got_.append(bytes, static_cast<std::size_t>(n));
    return true;
  }

  int socket_;
  std::string got_;
};

}  // namespace entente::http::testing
