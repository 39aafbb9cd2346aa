// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace entente::http {

/// A cookie that belongs to the whole of this host, and that no script can read. Over TLS its name begins
/// with
/// "__Host-", by which browsers refuse one that another host, or somebody on the line, has set (RFC 6265bis
/// section 4.1.3.2); without TLS, on one's own machine, they would refuse ours.
struct Cookie {
  std::string name;  ///< without that beginning
  std::string value;
  bool secure = true;
  std::chrono::seconds max_age{0};  ///< 0: until the browser is closed
};

/// Adds the header.
void set_cookie(Response&, const Cookie&);
/// Has the browser forget it.
void drop_cookie(Response&, std::string_view name, bool secure);

/// The value that a request brings; "" where it brings none, or two that differ: one of them is not ours.
std::string_view cookie_of(const Request&, std::string_view name, bool secure);

}  // namespace entente::http
