// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/connection.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/head.hpp"
#include "http/reply.hpp"
#include "http/stream.hpp"

namespace entente::http {

namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using std::chrono::seconds;
using Clock = std::chrono::steady_clock;
using Problem = beast::http::error;

constexpr std::size_t kReadSize = 8 * 1024;
constexpr std::size_t kSlowestBody = 128 * 1024;  // bytes a second of a heavy request
constexpr seconds kLinger{2};  // for the client to read our last words before the socket goes
constexpr seconds kGrace{1};   // between giving up a read, to answer 408, and giving up the connection
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::string address_of(const net::ip::tcp::socket& socket) {
  error_code ec;
  const auto end = socket.remote_endpoint(ec);
  return ec ? std::string() : end.address().to_string();
}

/// What the proxy in front of us wrote last: what stands before it, the client itself may have written.
std::string forwarded_for(const Request& request) {
  std::string_view last;
  for (const auto& [name, value] : request.headers)
    if (name == "x-forwarded-for") last = value;
  last = last.substr(last.rfind(',') == last.npos ? 0 : last.rfind(',') + 1);
  while (last.starts_with(' ')) last.remove_prefix(1);
  while (last.ends_with(' ')) last.remove_suffix(1);
  return std::string(last);
}

/// One connection, request after request: await_request → read_head → [read_body] → dispatch → respond →
/// [pull …] → finish → await_request. Each step ends by starting one asynchronous operation, which holds the
/// shared pointer that keeps the session alive.
class Session final : public Connection, public std::enable_shared_from_this<Session> {
 public:
  Session(Hub& hub, net::ip::tcp::socket socket)
      : hub_(hub),
        peer_(address_of(socket)),
        stream_(make_stream(std::move(socket), hub.tls ? &*hub.tls : nullptr)),
        patience_(hub.io),
        buffer_(hub.options.max_header + 2 * kReadSize) {
    hub_.enter(*this);
  }
  ~Session() override {
    if (!closed_) hub_.leave(*this);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void start(bool overfull) override {
    overfull_ = overfull;
    stream_->expires_after(hub_.options.header_timeout);
    stream_->handshake([self = self()](error_code ec, std::size_t) {
      if (ec == beast::error::timeout) ++self->hub_.counters.timeouts;
      ec ? self->close() : self->greet();
    });
  }

  void retire() override {
    if (!busy_) close();
  }

  void close() override {
    if (closed_) return;
    closed_ = true;
    leave_heavy();
    patience_.cancel();
    stream_->close();
    hub_.leave(*this);
  }

 private:
  std::shared_ptr<Session> self() { return shared_from_this(); }

  void greet() {
    if (!overfull_) return await_request(hub_.options.header_timeout);
    ++hub_.counters.refused;
    parser_.emplace();
    refuse({503, "The server has too many connections. Try again in a moment."});
  }

  // ---- time: a read that takes too long is given up first, so that a 408 can be written, and should the
  // cancellation have missed it, the stream's own timer closes the socket a moment later.

  void allow(seconds time) {
    late_ = false;
    stream_->expires_after(time + kGrace);
    patience_.expires_after(time);
    patience_.async_wait([self = self()](error_code ec) {
      if (ec || self->patience_.expiry() > Clock::now()) return;
      self->late_ = true;
      self->stream_->cancel();
    });
  }
  void allow_for_ever() {
    patience_.expires_at(Clock::time_point::max());
    stream_->expires_never();
  }

  // ---- reading

  void await_request(seconds time) {
    busy_ = false;
    leave_heavy();
    if (hub_.stopping) return close();
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(hub_.options.max_header));
    parser_->body_limit(boost::none);  // known when the head is
    request_ = {};
    response_ = {};
    head_bytes_ = 0;
    started_ = Clock::now();
    if (buffer_.size() > 0) {  // sent ahead (pipelining)
      allow(hub_.options.header_timeout);
      return parse_head();
    }
    idle_ = served_;
    allow(time);
    read_head();
  }

  void read_head() {
    stream_->read_some(buffer_.prepare(kReadSize),
                       [self = self()](error_code ec, std::size_t n) { self->on_head_bytes(ec, n); });
  }

  void on_head_bytes(error_code ec, std::size_t n) {
    if (closed_) return;
    if (late_) {
      // Who has sent nothing is told nothing: it may be a browser's spare connection.
      if (head_bytes_ + buffer_.size() == 0) {
        if (!idle_) ++hub_.counters.timeouts;
        return close();
      }
      return time_out("The request did not arrive in time.");
    }
    if (ec) return close();
    buffer_.commit(n);
    if (std::exchange(idle_, false)) allow(hub_.options.header_timeout);
    parse_head();
  }

  // The parser's own header limit counts from the last whole field, so we count all that it has taken.
  void parse_head() {
    error_code ec;
    const auto taken = parser_->put(buffer_.data(), ec);
    const bool folded = is_folded({static_cast<const char*>(buffer_.data().data()), taken});
    buffer_.consume(taken);
    head_bytes_ += taken;
    if (ec && ec != Problem::need_more) return refuse(ec);
    if (folded) return refuse(make_error_code(Problem::bad_field));
    if (head_bytes_ > hub_.options.max_header) return refuse(make_error_code(Problem::header_limit));
    if (parser_->is_header_done()) return on_head();
    if (head_bytes_ + buffer_.size() >= hub_.options.max_header)
      return refuse(make_error_code(Problem::header_limit));
    read_head();
  }

  void take_head() {
    const auto& message = parser_->get();
    request_.id = fmt::format("{:016x}", hub_.ids());
    request_.method = message.method_string();
    request_.target = message.target();
    request_.peer = peer_;
    for (const auto& field : message) {
      std::string name(field.name_string());
      for (auto& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      request_.headers.emplace_back(std::move(name), field.value());
    }
    if (hub_.options.behind_proxy) request_.peer = forwarded_for(request_);
  }

  void on_head() {
    allow_for_ever();
    ++hub_.counters.requests;
    started_ = Clock::now();
    take_head();
    const bool http_1_1 = parser_->get().version() == 11;
    if (const auto refusal = http::read_head(request_, http_1_1, hub_.options)) {
      ++hub_.counters.bad_requests;
      return refuse(*refusal);
    }
    busy_ = true;
    if (parser_->is_done()) return dispatch();
    if (!admit_body()) return;
    parser_->eager(true);  // or it would stop after each part of the body
    if (!http_1_1 || request_.header("expect").empty()) return parse_body();
    stream_->write_some({net::buffer(kContinue)}, [self = self()](error_code ec, std::size_t n) {
      ec || n < kContinue.size() ? self->close() : self->parse_body();
    });
  }

  /// Sets the bounds of a body that is to come; false where it was refused.
  bool admit_body() {
    const auto& options = hub_.options;
    const auto heavy =
        std::ranges::find_if(hub_.heavy, [&](const Heavy& each) { return each.kind.are(request_); });
    const bool light = heavy == hub_.heavy.end();
    const auto most = light ? options.max_body : heavy->kind.max_body;
    if (const auto length = parser_->content_length(); length && *length > most) {
      refuse(make_error_code(Problem::body_limit));
      return false;
    }
    parser_->body_limit(most);
    if (light) {
      allow(options.body_timeout);
      return true;
    }
    if (heavy->in_hand >= heavy->kind.max_in_hand) {
      ++hub_.counters.refused;
      refuse({503, "The server has too many requests of this kind in hand. Try again in a moment."});
      return false;
    }
    ++heavy->in_hand;
    heavy_ = &*heavy;
    // A large body gets more time, but not by trickling.
    const auto bytes = parser_->content_length().value_or(most);
    allow(options.body_timeout + seconds(bytes / kSlowestBody));
    return true;
  }

  void leave_heavy() {
    if (auto* left = std::exchange(heavy_, nullptr)) --left->in_hand;
  }

  void parse_body() {
    if (buffer_.size() == 0) return read_body();
    error_code ec;
    buffer_.consume(parser_->put(buffer_.data(), ec));
    if (ec && ec != Problem::need_more) return refuse(ec);
    if (!parser_->is_done()) return read_body();
    allow_for_ever();
    dispatch();
  }

  void read_body() {
    const auto room = buffer_.max_size() - buffer_.size();
    if (room == 0) return refuse(make_error_code(Problem::bad_chunk));  // a line of it that does not end
    stream_->read_some(buffer_.prepare(std::min(kReadSize, room)),
                       [self = self()](error_code ec, std::size_t n) {
                         if (self->closed_) return;
                         if (self->late_)
                           return self->time_out("The body of the request did not arrive in time.");
                         if (ec) return self->close();
                         self->buffer_.commit(n);
                         self->parse_body();
                       });
  }

  // ---- refusing

  void time_out(std::string_view why) {
    ++hub_.counters.timeouts;
    refuse({408, std::string(why)});
  }

  void refuse(error_code ec) {
    // What came was no HTTP: the client broke off, or the network did.
    if (ec.category() != make_error_code(Problem::bad_field).category() || ec == Problem::partial_message ||
        ec == Problem::end_of_stream)
      return close();
    ++hub_.counters.bad_requests;
    if (ec == Problem::body_limit) return refuse({413, "The body of the request is too large."});
    if (ec == Problem::header_limit) {
      if (parser_->get().target().empty()) return refuse({414, "The address is too long."});
      return refuse({431, "The headers of the request are too large."});
    }
    refuse({400, "The request cannot be read: " + ec.message() + "."});
  }

  void refuse(const Refusal& refusal) {
    if (request_.id.empty()) take_head();
    response_ = text(refusal.status, refusal.reason + "\n", "text/plain; charset=utf-8");
    if (refusal.status == 503) response_.set("Retry-After", "1");
    busy_ = true;
    keep_alive_ = false;
    respond();
  }

  // ---- answering

  void dispatch() {
    request_.body = std::move(parser_->get().body());
    if (hub_.in_hand >= std::max(1U, hub_.options.workers) + hub_.options.max_queued) {
      ++hub_.counters.refused;
      return refuse({503, "The server has too many requests in hand. Try again in a moment."});
    }
    ++hub_.in_hand;
    // The session moves along, so that its last owner is never the worker.
    net::post(heavy_ ? heavy_->pool : hub_.pool, [self = self()]() mutable {
      self->response_ = answer(self->hub_.handle, self->request_);
      auto& io = self->hub_.io;
      net::post(io, [self = std::move(self)] {
        --self->hub_.in_hand;
        self->on_answer();
      });
    });
  }

  void on_answer() {
    if (closed_) return;
    const bool endless = response_.stream && parser_->get().version() == 10;  // ends with the connection
    keep_alive_ = parser_->keep_alive() && !hub_.stopping && !endless;
    respond();
  }

  void respond() {
    const bool http_1_1 = parser_->get().version() == 11;
    head_ = render_head(request_, response_, {http_1_1, keep_alive_}, std::chrono::system_clock::now());
    ++hub_.counters.status[static_cast<std::size_t>(response_.status / 100)];
    chunked_ = http_1_1;
    if (!has_body(request_, response_))
      send({}, &Session::finish);
    else if (response_.stream)
      send({}, &Session::pull);
    else
      send(response_.body, &Session::finish);
  }

  void pull() {
    piece_.clear();
    net::post(heavy_ ? heavy_->pool : hub_.pool, [self = self()]() mutable {
      try {
        self->more_ = self->response_.stream(self->piece_);
      } catch (const std::exception& e) {
        spdlog::error("request {} ({}) broke off: {}", self->request_.id, self->request_.path, e.what());
        self->broken_ = true;
      } catch (...) {
        spdlog::error("request {} ({}) broke off", self->request_.id, self->request_.path);
        self->broken_ = true;
      }
      auto& io = self->hub_.io;
      net::post(io, [self = std::move(self)] { self->on_piece(); });
    });
  }

  void on_piece() {
    if (closed_) return;
    // Without the last chunk the client knows that the body is not whole.
    if (broken_) return report(), close();
    head_.clear();
    if (chunked_) {
      if (!piece_.empty()) {
        head_ = fmt::format("{:x}\r\n", piece_.size());
        piece_ += "\r\n";
      }
      if (!more_) piece_ += "0\r\n\r\n";
    }
    if (!more_) return send(piece_, &Session::finish);
    piece_.empty() ? pull() : send(piece_, &Session::pull);
  }

  /// Writes head_ and the body, which must stay where it is, then goes on with `next`.
  void send(std::string_view body, void (Session::*next)()) {
    unsent_ = {net::buffer(head_), net::const_buffer(body.data(), body.size())};
    next_ = next;
    send_some();
  }

  void send_some() {
    if (net::buffer_size(unsent_) == 0) return (this->*next_)();
    stream_->expires_after(hub_.options.write_timeout);  // anew at each progress
    stream_->write_some(unsent_, [self = self()](error_code ec, std::size_t n) {
      if (self->closed_) return;
      if (ec) {
        if (ec == beast::error::timeout) ++self->hub_.counters.timeouts;
        self->report();
        return self->close();
      }
      for (auto& piece : self->unsent_) {
        const auto sent = std::min(n, piece.size());
        piece += sent;
        n -= sent;
      }
      self->send_some();
    });
  }

  void report() {
    if (!hub_.options.log) return;
    try {
      hub_.options.log(request_, response_,
                       std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started_));
    } catch (const std::exception& e) {
      spdlog::error("request {} could not be logged: {}", request_.id, e.what());
    }
  }

  void finish() {
    report();
    served_ = true;
    keep_alive_ ? await_request(hub_.options.idle_timeout) : part();
  }

  // ---- parting: a socket closed with unread bytes in it resets the connection, and the client may lose our
  // last answer. So we end our side first, and read for a moment what still comes.

  void part() {
    busy_ = false;
    patience_.cancel();
    stream_->expires_after(kLinger);
    stream_->part([self = self()](error_code, std::size_t) { self->end_sending(); });
  }

  void end_sending() {
    if (closed_) return;
    stream_->end_sending();
    if (hub_.stopping) return close();
    buffer_.clear();
    discard();
  }

  void discard() {
    stream_->read_raw(buffer_.prepare(kReadSize), [self = self()](error_code ec, std::size_t) {
      if (self->closed_) return;
      ec ? self->close() : self->discard();
    });
  }

  Hub& hub_;
  const std::string peer_;  ///< the address at the other end
  const std::unique_ptr<Stream> stream_;
  net::steady_timer patience_;
  beast::flat_buffer buffer_;
  std::optional<beast::http::request_parser<beast::http::string_body>> parser_;
  Request request_;
  Response response_;
  Clock::time_point started_;
  std::size_t head_bytes_ = 0;  ///< of this request's head, those that the parser has taken
  std::string head_, piece_;    ///< being sent
  std::array<net::const_buffer, 2> unsent_;
  void (Session::*next_)() = nullptr;
  bool overfull_ = false, closed_ = false;
  Heavy* heavy_ = nullptr;  ///< among which the request has a place
  bool busy_ = false;       ///< a request is being read to its end or answered
  bool served_ = false;     ///< an answer has been given before
  bool idle_ = false;       ///< between two requests
  bool late_ = false;       ///< the time allowed for a read is over
  bool keep_alive_ = false, chunked_ = false;
  bool more_ = false, broken_ = false;  ///< of the stream
};

}  // namespace

std::shared_ptr<Connection> make_connection(Hub& hub, net::ip::tcp::socket socket) {
  return std::make_shared<Session>(hub, std::move(socket));
}

}  // namespace entente::http
