// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/server.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <fstream>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "http/connection.hpp"

namespace entente::http {

namespace {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;

constexpr std::size_t kTurnedAway = 64;  // connections beyond the limit that are still told 503
constexpr std::chrono::milliseconds kAcceptPause{100};

std::string shown(const tcp::endpoint& at) {
  const auto host = at.address().to_string();
  return at.address().is_v6() ? fmt::format("[{}]:{}", host, at.port())
                              : fmt::format("{}:{}", host, at.port());
}

tcp::endpoint endpoint_of(const ServerOptions& options) {
  error_code ec;
  const auto address =
      net::ip::make_address(options.address == "localhost" ? "127.0.0.1" : options.address, ec);
  if (ec)
    throw base::Error("address " + options.address, "is not an IP address",
                      "Give one such as 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080 with --listen.");
  return {address, options.port};
}

[[noreturn]] void refuse_address(const tcp::endpoint& at, const error_code& ec) {
  const auto thing = "address " + shown(at);
  if (ec == net::error::address_in_use)
    throw base::Error(thing, "is in use by another program",
                      "Stop that program or choose another with --listen.");
  if (ec == net::error::access_denied)
    throw base::Error(thing, "may not be used by this user",
                      "Choose a port above 1023 with --listen, or give the program CAP_NET_BIND_SERVICE.");
  if (ec == boost::system::errc::address_not_available)
    throw base::Error(thing, "does not belong to this machine", "Choose one of its own with --listen.");
  throw base::Error(thing, "cannot be listened to: " + ec.message(), "Choose another with --listen.");
}

tcp::acceptor listen_at(net::io_context& io, const tcp::endpoint& at) {
  tcp::acceptor acceptor(io);
  error_code ec;
  acceptor.open(at.protocol(), ec);
  // Without it a restart would have to wait for the old connections' last packets.
  if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
  if (!ec) acceptor.bind(at, ec);
  if (!ec) acceptor.listen(net::socket_base::max_listen_connections, ec);
  if (ec) refuse_address(at, ec);
  return acceptor;
}

void check_readable(const std::string& what, const std::filesystem::path& file) {
  if (!std::ifstream(file).good())
    throw base::Error(what + " " + file.string(), "cannot be read",
                      "Check that the file is there and that this user may read it.");
}

net::ssl::context load_tls(const ServerOptions& options) {
  const auto& certificate = options.tls_certificate;
  const auto& key = options.tls_key;
  if (certificate.empty() || key.empty())
    throw base::Error("TLS",
                      certificate.empty() ? "has a key but no certificate" : "has a certificate but no key",
                      "Name both files or neither.");
  check_readable("TLS certificate", certificate);
  check_readable("TLS key", key);
  net::ssl::context tls(net::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_options(tls.native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  // Else OpenSSL would ask at the terminal, and a service would hang.
  tls.set_password_callback([](std::size_t, net::ssl::context::password_purpose) { return std::string(); });
  error_code ec;
  tls.use_certificate_chain_file(certificate.string(), ec);
  if (ec)
    throw base::Error("TLS certificate " + certificate.string(), "is not in PEM form: " + ec.message(),
                      "Give the certificate and its chain as one PEM file.");
  tls.use_private_key_file(key.string(), net::ssl::context::pem, ec);
  if (ec)
    throw base::Error("TLS key " + key.string(), "cannot be used: " + ec.message(),
                      "Give the certificate's own private key as a PEM file without a passphrase.");
  return tls;
}

}  // namespace

struct Server::State {
  State(ServerOptions options, Server::Handle handle)
      : hub(std::move(options), std::move(handle)),
        acceptor(listen_at(hub.io, endpoint_of(hub.options))),
        listening(shown(acceptor.local_endpoint())),
        work(hub.io.get_executor()),
        drain(hub.io),
        pause(hub.io) {
    if (!hub.options.tls_certificate.empty() || !hub.options.tls_key.empty()) hub.tls = load_tls(hub.options);
    hub.on_empty = [this] { end(); };
  }
  ~State() {
    hub.on_empty = nullptr;
    hub.pool.stop();
    for (auto& each : hub.heavy) each.pool.stop();
    hub.pool.join();
    for (auto& each : hub.heavy) each.pool.join();
  }

  void accept() {
    acceptor.async_accept([this](error_code ec, tcp::socket socket) {
      if (hub.stopping) return;
      if (ec) {  // out of file descriptors, as a rule: trying at once would only burn time
        spdlog::warn("a connection could not be accepted: {}", ec.message());
        pause.expires_after(kAcceptPause);
        return pause.async_wait([this](error_code cancelled) {
          if (!cancelled && !hub.stopping) accept();
        });
      }
      accept();  // first, for what follows may run out of memory
      welcome(std::move(socket));
    });
  }

  void welcome(tcp::socket socket) {
    ++hub.counters.connections;
    if (hub.open.size() >= hub.options.max_connections + kTurnedAway) {
      ++hub.counters.refused;
      return;
    }
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const bool overfull = hub.open.size() >= hub.options.max_connections;
    make_connection(hub, std::move(socket))->start(overfull);
  }

  void stop() {
    if (std::exchange(hub.stopping, true)) return;
    error_code ignored;
    acceptor.close(ignored);
    pause.cancel();
    drain.expires_after(hub.options.drain_timeout);
    drain.async_wait([this](error_code cancelled) {
      if (!cancelled) for_each_open(&Connection::close);
    });
    for_each_open(&Connection::retire);
    if (hub.open.empty()) end();
  }

  void for_each_open(void (Connection::*what)()) {
    const std::vector<Connection*> all(hub.open.begin(), hub.open.end());
    for (auto* c : all)
      if (hub.open.contains(c)) (c->*what)();
  }

  void end() {
    drain.cancel();
    work.reset();
  }

  Hub hub;
  tcp::acceptor acceptor;
  const std::string listening;
  net::executor_work_guard<net::io_context::executor_type>
      work;  ///< a request with a worker is no work to io
  net::steady_timer drain, pause;
};

Server::Server(ServerOptions options, Handle handle)
    : state_(std::make_unique<State>(std::move(options), std::move(handle))) {}

Server::~Server() = default;

std::string Server::listening() const {
  return state_->listening;
}

void Server::run() {
  net::post(state_->hub.io, [this] {
    if (!state_->hub.stopping) state_->accept();
  });
  while (true) {
    try {
      state_->hub.io.run();
      return;
    } catch (const std::exception& e) {
      // Out of memory, most likely: it ends one connection, not the server.
      spdlog::error("a connection was lost: {}", e.what());
    }
  }
}

void Server::stop() {
  net::post(state_->hub.io, [this] { state_->stop(); });
}

ServerFigures Server::figures() const {
  const auto& c = state_->hub.counters;
  ServerFigures f;
  f.connections = c.connections;
  f.open_connections = c.open;
  f.requests = c.requests;
  f.refused = c.refused;
  f.timeouts = c.timeouts;
  f.bad_requests = c.bad_requests;
  for (std::size_t i = 0; i < c.status.size(); ++i) f.status[i] = c.status[i];
  return f;
}

}  // namespace entente::http
