// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace entente::outbound {

/// Who a mail comes from.
struct Sender {
  std::string address, name;
};

/// One mail to one person. All of it is text; nothing in it becomes a header of its own.
struct Mail {
  std::string id;  ///< the same whenever the same mail is tried again, so that a receiver can tell
  std::string to;  ///< the address alone
  std::string subject, text;
  std::string language;  ///< of base::kLanguages
  base::Instant date;
};

/// Whether an address can stand in an envelope and a header as it is: one @, nothing that ends a header or
/// an address.
bool is_mailable(std::string_view address);

/// The mail as it goes over the wire (RFC 5322): lines end in CR LF, and all bytes are ASCII but those of an
/// address that is none. Subject and names by RFC 2047, the text in base64. Throws base::BadInput for an
/// address that is not mailable.
std::string message_of(const Mail&, const Sender&);

}  // namespace entente::outbound
