// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/erasing.hpp"

#include "base/error.hpp"
#include "exchange/iati/erased_activity.hpp"
#include "exchange/json/erased_entry.hpp"

namespace entente::exchange {

std::optional<std::string> without_contacts(std::string_view format, const std::string& original,
                                            const HasToGo& has_to_go) {
  if (format.starts_with("iati-")) return iati::without_contacts(original, has_to_go);
  if (format.starts_with("entente-json-")) return json::without_contacts(original, has_to_go);
  throw base::Error("an original of the format " + std::string(format), "cannot be cut by this version",
                    "Use the version of Entente that reads it.");
}

}  // namespace entente::exchange
