// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/format.hpp"

/// What IATI has no place for: the whole of a record that was not read from IATI stands at the end of its
/// activity, in a namespace of our own (data/iati/extension/entente-1.xsd).
namespace entente::exchange::iati {

inline constexpr std::string_view kExtension = "urn:x-entente:iati:1";

/// A record as it is written as an activity.
struct Born {
  std::string id;                   ///< of the record, by which its own register finds it again
  Bundle bundle;                    ///< its organisations whole, and with the keys that a reader would give
  std::vector<std::string> states;  ///< of its participations, in the order of the parts
};

/// `publisher`: the identifier by which the register that writes it is known; "" for none.
void write_extension(const Born&, std::string_view publisher, std::string& out);

/// The record in an extension element; nothing where one of its values is none. `taken` counts the elements
/// that found a place in the model.
std::optional<Bundle> read_extension(const pugi::xml_node& record, std::int64_t& taken);

/// The extension of an activity; a null node where it has none. `prefixes` are the namespaces of the file.
pugi::xml_node extension_of(const pugi::xml_node& activity,
                            const std::vector<std::pair<std::string, std::string>>& namespaces);

}  // namespace entente::exchange::iati
