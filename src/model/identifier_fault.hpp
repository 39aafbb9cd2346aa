// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente::model {

/// Why an identifier cannot be one of its scheme.
struct IdentifierFault {
  enum class Kind : std::uint8_t {
    length,        ///< `found` characters, where `expected` are due
    character,     ///< `found` at `position` cannot stand there
    check_digits,  ///< `found` at `position`, where `expected` follow from the rest
    list,          ///< no list of organisations is known by `found`
    form           ///< no "LIST-IDENTIFIER": the list's code has a '-' in its middle
  };
  Kind kind{};
  std::size_t position = 0;  ///< of the character, from 1, in what stands behind a web address
  std::string found, expected;
  bool operator==(const IdentifierFault&) const = default;
};

/// Whether anything can be said of identifiers of that scheme: LEI, ROR, ISIN, org-id.
bool is_checked_scheme(std::string_view scheme);

/// What is wrong with an identifier: of an LEI (ISO 17442, ISO 7064 MOD 97-10), a ROR id (MOD 97-10 over
/// Crockford base 32), an ISIN (ISO 6166, Luhn) its length, its characters, its check digits; of an org-id
/// its form and whether its list is known. Nothing where nothing is, and for other schemes.
std::optional<IdentifierFault> identifier_fault(std::string_view scheme, std::string_view value);

/// The same as the end of an English sentence: "whose check digits should be 55".
std::string text_of(const IdentifierFault&);

/// As its scheme writes it: an LEI and an ISIN in capitals without spaces, a ROR id with its web address;
/// others without white space round them.
std::string identifier_form(std::string_view scheme, std::string_view value);

}  // namespace entente::model
