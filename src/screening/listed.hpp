// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/hash.hpp"

/// Who stands on a list: what every format of lists is read into, and what names are matched against.
namespace entente::screening {

/// What a party is. `unknown` agrees with every other kind.
enum class Kind : std::uint8_t { unknown, person, organisation, vessel, aircraft };

std::string_view name_of(Kind);  ///< "unknown", "person", …
std::optional<Kind> kind_named(std::string_view);

/// How far a list vouches for a name.
enum class NameQuality : std::uint8_t { primary, good, low };

struct PartyName {
  std::string text;  ///< as the list writes it, its parts joined by spaces; UTF-8
  NameQuality quality = NameQuality::primary;
  bool original_script = false;  ///< what the list says is the name in its own script
  bool operator==(const PartyName&) const = default;
};

/// A day of birth or of founding: within [from, to], both known to the day, the month or the year.
struct DateSpan {
  base::PartialDate from, to;
  bool approximate = false;  ///< the list says "about": what is near agrees as well
  bool operator==(const DateSpan&) const = default;
};

struct Document {
  std::string type;     ///< as the list calls it: "passport", "imo", "lei", "registration" …; may be empty
  std::string number;   ///< as the list writes it
  std::string country;  ///< ISO 3166-1 alpha-2 in capitals, or empty
  bool operator==(const Document&) const = default;
};

enum class Gender : std::uint8_t { unknown, female, male };

/// A party to compare: one that a list names, or one that is asked about.
struct Party {
  Kind kind = Kind::unknown;
  std::vector<PartyName> names;
  std::vector<DateSpan> born;  ///< any of them may be the day
  Gender gender = Gender::unknown;
  std::vector<std::string> countries;  ///< nationality, place, registration; ISO 3166-1 alpha-2 in capitals
  std::vector<Document> documents;
  bool operator==(const Party&) const = default;
};

/// One entry of a list.
struct Listed {
  std::string id;  ///< the list's own reference, the same in every version of it: "QDi.001"
  Party party;
  std::vector<std::string> addresses;   ///< a line each
  std::vector<std::string> programmes;  ///< the regimes or topics it is listed under
  std::vector<std::string> notes;       ///< remarks, designations; shown to reviewers, never matched
  std::optional<base::PartialDate> listed_on;
  std::vector<base::PartialDate> updated_on;
  bool operator==(const Listed&) const = default;
};

/// SHA-256 of all that an entry says (RFC 8785 of its JSON): another hash is a change, whatever the list's
/// own version number says.
base::Sha256 hash_of(const Listed&);

/// A version of a list, whole.
struct List {
  std::string dataset;  ///< the name that settings, decisions and requests use: "un-sc", "ofac-sdn"
  std::string title;
  std::string format;                      ///< "un", "ofac", "eu", "ftm", "own"
  std::optional<base::PartialDate> dated;  ///< the day the list itself gives
  base::Sha256 hash{};                     ///< of the file's bytes; of several files, in the order given
  std::vector<Listed> entries;
};

}  // namespace entente::screening
