// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_reader.hpp"
#include "screening/listed.hpp"

/// An entity of the Follow-the-Money model, as lists are exchanged and as clients of yente ask.
namespace entente::screening {

struct FtmEntity {
  std::string id, caption, schema;
  std::map<std::string, std::vector<std::string>, std::less<>> properties;
  bool target =
      true;  ///< false where the entity itself says that it is none: it stands there for another's sake
  std::vector<std::string> datasets;
  std::string last_seen, last_change;  ///< times as written; empty where unknown

  /// No values where there is no such property.
  const std::vector<std::string>& values(std::string_view property) const;
};

/// Reads the object that comes next. Of a property only texts are read, not entities that stand in it. Throws
/// base::BadInput for what has no such shape, and for more than `values` values.
FtmEntity read_ftm_entity(base::JsonReader&, std::string_view thing, std::size_t values);

/// Whether a schema names parties, and of which kind: LegalEntity and Thing leave it open. Nothing for other
/// schemata, those of the model and those that nobody knows alike.
std::optional<Kind> kind_of_schema(std::string_view schema);
/// "Person" …: the schema of a kind.
std::string_view schema_of(Kind);

/// The party that an entity of such a schema is, by its own properties. Parts of names are joined where no
/// name stands.
Party party_of(const FtmEntity&);

/// ISO 3166-1 alpha-2 in capitals of a country as the model writes it ("ru", "gb-sct"); empty for what is no
/// country of today ("suhh", "eu").
std::string country_of_ftm(std::string_view code);

}  // namespace entente::screening
