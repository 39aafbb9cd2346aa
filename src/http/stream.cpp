// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/stream.hpp"

#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <utility>

namespace entente::http {

namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

/// What plain and TLS have in common: the socket beneath.
class OverTcp : public Stream {
 public:
  void read_raw(net::mutable_buffer into, Done done) final { tcp().async_read_some(into, std::move(done)); }
  void end_sending() final {
    error_code ignored;
    tcp().socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
  }
  void expires_after(std::chrono::seconds time) final { tcp().expires_after(time); }
  void expires_never() final { tcp().expires_never(); }
  void cancel() final { tcp().cancel(); }
  void close() final { tcp().close(); }

 private:
  virtual beast::tcp_stream& tcp() = 0;
};

class PlainStream final : public OverTcp {
 public:
  explicit PlainStream(net::ip::tcp::socket socket) : stream_(std::move(socket)) {}
  void handshake(Done done) override { done({}, 0); }
  void read_some(net::mutable_buffer into, Done done) override { read_raw(into, std::move(done)); }
  void write_some(const std::array<net::const_buffer, 2>& from, Done done) override {
    stream_.async_write_some(from, std::move(done));
  }
  void part(Done done) override { done({}, 0); }

 private:
  beast::tcp_stream& tcp() override { return stream_; }

  beast::tcp_stream stream_;
};

class TlsStream final : public OverTcp {
 public:
  TlsStream(net::ip::tcp::socket socket, net::ssl::context& context) : stream_(std::move(socket), context) {}
  void handshake(Done done) override {
    stream_.async_handshake(net::ssl::stream_base::server,
                            [done = std::move(done)](error_code ec) { done(ec, 0); });
  }
  void read_some(net::mutable_buffer into, Done done) override {
    stream_.async_read_some(into, std::move(done));
  }
  void write_some(const std::array<net::const_buffer, 2>& from, Done done) override {
    stream_.async_write_some(from, std::move(done));
  }
  void part(Done done) override {
    stream_.async_shutdown([done = std::move(done)](error_code ec) { done(ec, 0); });
  }

 private:
  beast::tcp_stream& tcp() override { return stream_.next_layer(); }

  beast::ssl_stream<beast::tcp_stream> stream_;
};

}  // namespace

std::unique_ptr<Stream> make_stream(net::ip::tcp::socket socket, net::ssl::context* tls) {
  if (tls) return std::make_unique<TlsStream>(std::move(socket), *tls);
  return std::make_unique<PlainStream>(std::move(socket));
}

}  // namespace entente::http
