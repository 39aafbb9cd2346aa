// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "exchange/iati/extension.hpp"
#include "exchange/iati/publisher.hpp"

namespace entente::exchange::iati {

/// What an activity says of itself beside the record.
struct Heading {
  std::string identifier;  ///< iati-identifier
  std::string updated;     ///< last-updated-datetime; "" for none
  Publisher publisher;     ///< without an identifier: whoever states the record
};

/// The heading of a record: by its own IATI identifier, else one made of the publisher's and its id.
Heading heading_of(const Born&, std::string updated, const Publisher&);

/// Writes a record as an activity of IATI 2.03: all that IATI can say of it, then the extension with the
/// record as it is. A record without any date or party is no activity by the schema.
void write_activity(const Born&, const Heading&, std::string& out);

}  // namespace entente::exchange::iati
