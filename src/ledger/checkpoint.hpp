// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/tree.hpp"

/// What a log signs (C2SP tlog-checkpoint): its name, how many entries it has, and the root of its tree.
namespace entente::ledger {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  std::vector<std::string> extensions;  ///< further lines, of which we write none
  bool operator==(const Checkpoint&) const = default;
};

/// From the text of a note. Throws BadInput where it is none, or is written in another way than text_of
/// writes it.
Checkpoint read_checkpoint(std::string_view text);
std::string text_of(const Checkpoint&);

/// Digits without a zero before them, as sizes and indexes are written. Throws BadInput naming `what`.
std::uint64_t read_count(std::string_view digits, std::string_view what);
/// A hash in base64. Throws BadInput naming `what`.
Hash read_hash(std::string_view text, std::string_view what);
std::string base64_of(const Hash&);

}  // namespace entente::ledger
