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

/// The bytes at a path below the log's prefix ("checkpoint", "tile/0/000"). Nothing where there is none.
using Fetch = std::function<std::optional<std::string>(const std::string& path)>;

/// What an audit is told of each entry, in order. May throw.
using EachEntry = std::function<void(std::uint64_t index, std::string_view entry)>;

struct Audited {
  Note note;  ///< the checkpoint, to remember
  Checkpoint checkpoint;
  std::vector<const VerifierKey*> signers;
  std::uint64_t tiles = 0;  ///< that were compared
};

/// Fetches the checkpoint, every bundle of entries and every tile; hashes the entries and compares each tile
/// byte by byte, and the root. `last` is the checkpoint seen before: the log has to begin with it. Throws
/// BadInput naming the first thing that is not as it must be.
Audited audit(const Fetch&, std::string_view origin, std::span<const VerifierKey> keys,
              const std::optional<Checkpoint>& last, const EachEntry& each = {});

}  // namespace entente::ledger
