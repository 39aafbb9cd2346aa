// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace entente::http {

/// The bytes of one client, plain or over TLS. One operation each way at a time; each calls back once, from
/// the thread that runs the server, and what it reads into or writes from must stay where it is until then.
/// Callbacks are type-erased so that what uses a stream is compiled once, not once for each kind.
class Stream {
 public:
  using Done = std::function<void(boost::system::error_code, std::size_t bytes)>;

  virtual ~Stream() = default;
  virtual void handshake(Done) = 0;
  virtual void read_some(boost::asio::mutable_buffer, Done) = 0;
  virtual void write_some(const std::array<boost::asio::const_buffer, 2>&, Done) = 0;
  /// Takes leave of the client, where the protocol has a word for it.
  virtual void part(Done) = 0;
  /// Reads from the socket itself, past TLS: only to throw away what still comes.
  virtual void read_raw(boost::asio::mutable_buffer, Done) = 0;
  /// Nothing more will be sent; the other side may still send.
  virtual void end_sending() = 0;

  /// What is not done in this time ends with beast::error::timeout, and the socket is closed.
  virtual void expires_after(std::chrono::seconds) = 0;
  virtual void expires_never() = 0;
  /// Pending operations end with operation_aborted.
  virtual void cancel() = 0;
  virtual void close() = 0;
};

/// Over TLS where there is a context, which must outlive the stream.
std::unique_ptr<Stream> make_stream(boost::asio::ip::tcp::socket, boost::asio::ssl::context*);

}  // namespace entente::http
