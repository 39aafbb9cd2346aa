// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "outbound/mail.hpp"

namespace entente::outbound {

enum class Security : std::uint8_t {
  none,      ///< in clear: for a relay on this machine
  starttls,  ///< begins in clear and goes no further where TLS is not taken up
  tls        ///< from the first byte
};

/// The one server that takes mail from here.
struct Relay {
  std::string host;
  std::uint16_t port = 587;
  Security security = Security::starttls;
  std::string user, password;  ///< empty: it asks for none
  std::string certificates;    ///< PEM file of authorities; empty: the system's
  std::string hello;           ///< what this machine calls itself
  Sender from;
  std::chrono::seconds timeout{30};  ///< for the whole of one mail
};

enum class Outcome : std::uint8_t {
  taken,       ///< the relay answers for it now
  refused,     ///< it never will take this mail
  later,       ///< not now
  unreachable  ///< nothing can be sent now: no connection, no TLS, no right to send
};

struct Delivery {
  Outcome outcome = Outcome::later;
  std::string why;  ///< in a few words, without a secret
};

/// Hands one mail to the relay, and waits for its word.
Delivery deliver(const Relay&, const Mail&);

}  // namespace entente::outbound
