// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/key.hpp"
#include "ledger/note.hpp"

/// A receipt (C2SP tlog-proof): that an entry stands in a log, to be checked without asking anybody.
namespace entente::ledger {

struct Proof {
  std::optional<std::string> extra;  ///< bytes that nobody signed
  std::uint64_t index = 0;
  std::vector<Hash> hashes;  ///< from the sibling of the entry up
  Note checkpoint;
  bool operator==(const Proof&) const = default;
};

/// Throws BadInput naming the line that is wrong.
Proof read_proof(std::string_view bytes);
std::string bytes_of(const Proof&);

struct Proven {
  Checkpoint checkpoint;
  std::vector<const VerifierKey*> signers;  ///< of the keys given: the log's and witnesses'
};

/// Throws BadInput unless the log `origin` signed the checkpoint with one of the keys of its name among
/// `keys` and the entry stands at the index of its tree.
Proven verify(const Proof&, std::string_view entry, std::string_view origin,
              std::span<const VerifierKey> keys);

}  // namespace entente::ledger
