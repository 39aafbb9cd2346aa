// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "http/message.hpp"

namespace entente::http {

/// Requests of one kind that may be large or take long: a file to be checked, a password to be hashed. They
/// have bounds and threads of their own, so that everything else is answered as if they were not there.
struct HeavyRequests {
  std::function<bool(const Request&)> are = {};  ///< asked when the head has been read
  std::size_t max_body = 0;                      ///< bytes; more is 413
  unsigned workers = 1;                          ///< threads that run their handlers
  /// Of those whose body is read, who wait or are answered; further ones get 503. It bounds the memory.
  std::size_t max_in_hand = 8;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;           ///< 0 = any free one
  unsigned workers = 2;                ///< threads that run handlers
  std::size_t max_header = 16 * 1024;  ///< bytes of request line and headers; more is 431
  std::size_t max_target = 8 * 1024;   ///< bytes of the request target; more is 414
  std::size_t max_body = 1024 * 1024;  ///< bytes; more is 413
  std::size_t max_connections = 1024;  ///< further ones get 503 and are closed
  std::size_t max_queued = 512;        ///< requests waiting for a worker; further ones get 503
  std::chrono::seconds header_timeout{
      10};  ///< from accept (or a further request's first byte) to the whole header
  std::chrono::seconds body_timeout{30};
  std::chrono::seconds write_timeout{30};          ///< without progress
  std::chrono::seconds idle_timeout{60};           ///< between requests on one connection
  std::chrono::seconds drain_timeout{10};          ///< given to running requests at a stop
  std::filesystem::path tls_certificate, tls_key;  ///< PEM; both or neither
  /// Who connects is a proxy, and the last address in X-Forwarded-For, which it has added, is the client's.
  bool behind_proxy = false;
  std::vector<HeavyRequests> heavy = {};  ///< a request is of the first kind that says it is
  /// Called on the server's own thread when an answer has been sent (or broke off), with the time since the
  /// request's header was complete; of a request that could not be read, only the known parts are set.
  std::function<void(const Request&, const Response&, std::chrono::microseconds)> log = {};
};

/// Counters since the start, for /metrics.
struct ServerFigures {
  std::uint64_t connections = 0, open_connections = 0, requests = 0, refused = 0, timeouts = 0,
                bad_requests = 0;
  std::uint64_t status[6] = {};                                     ///< by first digit; [0] unused
  std::uint64_t cache_hits = 0, cache_misses = 0, cache_bytes = 0;  ///< of an AnswerCache, where there is one
};

/// HTTP/1.1 over Asio and Beast: callbacks, keep-alive, limits and timeouts, gzip for those who accept it,
/// TLS 1.2+ where a certificate is given. Handlers run on a pool of their own and may block.
class Server {
 public:
  using Handle = std::function<Response(const Request&)>;

  /// Binds at once: throws base::Error naming the address where it is taken or not ours.
  Server(ServerOptions options, Handle handle);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// The address that is listened to: "127.0.0.1:8080" ("[::1]:8080").
  std::string listening() const;
  /// Serves until stop(); returns when the last response is written or the drain time is over.
  void run();
  /// From any thread or a signal handler's thread: no further connections, running requests may finish.
  void stop();
  ServerFigures figures() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente::http
