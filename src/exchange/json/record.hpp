// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "exchange/format.hpp"
#include "exchange/json/tree.hpp"

/// Internal to exchange/json: entries of the file become organisations and bundles.
namespace entente::exchange::json {

/// Why an entry cannot be taken. `path` counts from the entry: "participations[2].role".
struct RecordFault {
  std::string path, cause;  ///< cause ends the sentence that begins with the path
};

/// What an entry is read with.
struct File {
  const Node* documents = nullptr;  ///< the object of that name; null where there is none
  const Lines& lines;
  std::unordered_set<std::string> partnerships;  ///< keys of the partnerships the file holds
  std::size_t written = 0;  ///< bytes that the entry at hand has become, its documents written out
};

/// The key of an entry. Throws RecordFault where it has none, or one of a wrong form.
std::string key_of(const Node& entry);

/// Both throw RecordFault. Positions in the result are those of the file.
NamedOrganisation read_organisation(const Node& entry, File&);
/// `original` is the entry's own bytes.
Bundle read_partnership(const Node& entry, std::string_view original, File&);

}  // namespace entente::exchange::json
