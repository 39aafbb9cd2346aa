// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "model/agreement.hpp"

/// What is signed under an agreement: the same bytes, whichever way it is signed.
namespace entente::model {

struct SigningStatement {
  std::string act;
  base::Uuid agreement;
  std::int64_t version = 0;
  std::string hash;  ///< SHA-256 (hex) of that version's body: the clauses, the files, the parties
  base::Uuid party;
  std::string capacity;
  base::PartialDate day;
  bool operator==(const SigningStatement&) const = default;
};

inline constexpr std::size_t kMostStatement = 4'096;  ///< bytes

/// Whether it is one line of text that shows as what it is: without control characters, and without those
/// that reorder what stands around them.
bool is_plain_line(std::string_view);

/// One line of canonical JSON (RFC 8785) with its end: it can stand as the text of a signed note.
std::string text_of(const SigningStatement&);
/// Reads that, and nothing that text_of() would have written otherwise, or whose capacity is no plain line:
/// it is shown to whoever signs. Throws BadInput.
SigningStatement read_signing_statement(std::string_view text);

SigningStatement statement_of(const Signature&);

}  // namespace entente::model
