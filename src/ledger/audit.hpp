// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/key.hpp"
#include "ledger/note.hpp"

/// A log as an outsider follows it: everything that it serves is computed anew.
namespace entente::ledger {

/// The bytes at a path below the log's prefix ("checkpoint", "witnessed", "tile/0/000"). Nothing where there
/// is none.
using Fetch = std::function<std::optional<std::string>(const std::string& path)>;

/// What an audit is told of each entry, in order. May throw.
using EachEntry = std::function<void(std::uint64_t index, std::string_view entry)>;

/// A checkpoint that the log itself has signed.
struct SignedCheckpoint {
  Note note;
  Checkpoint checkpoint;
  std::vector<const VerifierKey*> signers;
};

struct Audited : SignedCheckpoint {  ///< what it has now, to remember
  /// One before it, with which it begins: the last that witnesses have signed. Only where the one it has now
  /// has fewer of their signatures than were asked for.
  std::optional<SignedCheckpoint> witnessed;
  /// What the log has as its checkpoint, where it is of fewer entries than what witnesses have signed: that
  /// is the one it has now, then, and begins with this one.
  std::optional<SignedCheckpoint> behind;
  std::uint64_t tiles = 0;  ///< that were compared
};

/// How many witnesses are among those who signed: their names, however many keys each has.
std::size_t witnesses_among(const std::vector<const VerifierKey*>& signers);

/// Fetches the checkpoint, every bundle of entries and every tile; hashes the entries and compares each tile
/// byte by byte, and the root. `last` is the checkpoint seen before: the log has to begin with it. Where the
/// checkpoint has fewer than `witnesses`, the log is asked for the last that they have signed, which it may
/// have ("witnessed"), and has to begin with the shorter of the two; whether it has enough is left to the
/// caller. Throws BadInput naming the first thing that is not as it must be.
Audited audit(const Fetch&, std::string_view origin, std::span<const VerifierKey> keys,
              const std::optional<Checkpoint>& last, const EachEntry& each = {}, std::size_t witnesses = 0);

}  // namespace entente::ledger
