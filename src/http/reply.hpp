// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "http/message.hpp"
#include "http/server.hpp"

namespace entente::http {

/// Calls the handler and makes its response ready to send: a body worth it is compressed where the request
/// allows it. Whatever the handler throws, before or at the first piece of a stream, becomes a 500.
Response answer(const Server::Handle&, const Request&);

/// Compresses a body that is worth it where the request allows it, and says so in the headers. Does nothing
/// to one that is compressed already.
void compress(const Request&, Response&);

/// The same of a body whose type does not say that it is text.
void compress_like_text(const Request&, Response&);

/// True where an Accept-Encoding header allows a content coding: "gzip", "br" ("q=0" forbids it).
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

/// How the connection goes on.
struct Delivery {
  bool http_1_1 = true;
  bool keep_alive = true;
};

/// Status line and headers, with the empty line. Length, coding, date, connection and request id are ours:
/// what a handler sets of them is left out, but for the length that it gives in answer to HEAD.
std::string render_head(const Request&, const Response&, Delivery, std::chrono::system_clock::time_point now);
/// True where a response has bytes after its head.
bool has_body(const Request&, const Response&);

}  // namespace entente::http
