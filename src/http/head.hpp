// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"
#include "http/server.hpp"

namespace entente::http {

/// Why a request is answered before any handler sees it.
struct Refusal {
  int status = 400;
  std::string reason;  ///< one sentence for whoever sent it
};

/// Reads what the head of a request says: fills `path` and `query` from method, target and headers. Whatever
/// two readers could understand differently (RFC 9112 section 11.2: request smuggling) is refused.
std::optional<Refusal> read_head(Request&, bool http_1_1, const ServerOptions&);

/// Whether a header goes on in the next line (obs-fold, RFC 9112 section 5.2): readers disagree about what
/// that says, so it is refused. `lines` are whole lines of a head.
bool is_folded(std::string_view lines);

/// A host name, IPv4 or bracketed IPv6 address, with or without a port.
bool is_authority(std::string_view);

}  // namespace entente::http
