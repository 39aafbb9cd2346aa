// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/key.hpp"
#include "ledger/note.hpp"
#include "ledger/proof.hpp"
#include "ledger/tiles.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// The checkpoint that was published last.
struct PublishedLog {
  ledger::Note note;
  ledger::Checkpoint checkpoint;
};

/// The public log as strangers read it: no more of it than the last checkpoint says. Safe for many threads.
/// Makes no write.
class Log {
 public:
  explicit Log(Register& reg) : reg_(reg) {}

  /// Nothing before the first was published.
  std::optional<PublishedLog> published() const;
  /// The last checkpoint that witnesses have signed, with all of their signatures: the one that was published
  /// last, or one before it. Nothing where there is none of this log by its keys of now.
  std::optional<PublishedLog> witnessed() const;
  /// The bytes of the one that was published last.
  std::optional<std::string> checkpoint() const;
  /// The bytes of a tile of hashes, or of a bundle of entries. Nothing where the tree of the checkpoint has
  /// none of that width there. Throws base::Error where an entry is not what was signed.
  std::optional<std::string> tile(const ledger::TileName&) const;
  /// What checks its signatures: every key that ever signed a checkpoint, those of now first.
  std::vector<ledger::VerifierKey> keys() const;
  /// Where the register has begun another log under another name: of each one before, the newest first, its
  /// keys, one a line, an empty line, its last checkpoint as it was signed, and the line "--".
  std::optional<std::string> former() const;

  /// The entry that a version of a record is, where the checkpoint holds it.
  std::optional<std::uint64_t> entry_of(const base::Uuid& id, std::int64_t version) const;
  /// The entry that tells that something was erased from a version, which has had another hash since. Nothing
  /// where it kept its hash, or the checkpoint does not hold that entry.
  std::optional<std::uint64_t> rehashed_entry_of(const base::Uuid& id, std::int64_t version) const;
  /// The number of the commit that an entry came with, where the checkpoint holds it.
  std::optional<std::int64_t> event_of(std::uint64_t entry) const;
  struct Receipt {
    std::string entry;    ///< its bytes
    ledger::Proof proof;  ///< bytes_of() it is the file
  };
  /// By the checkpoint that witnesses have signed, where it holds the entry already; else by the last.
  std::optional<Receipt> receipt(std::uint64_t entry) const;
  /// Entries there are, signed or not.
  std::uint64_t size() const;
  /// Of a register that is audited from within: entries as they are now, also behind the checkpoint.
  std::vector<std::string> entries(std::uint64_t from, std::size_t count) const;

 private:
  Register& reg_;
};

/// Notes of the store that hold them. Whoever adds signatures of others to a checkpoint sets the first, where
/// it still is what they signed, and the second, which stays when the log grows.
inline constexpr std::string_view kLogCheckpoint = "log:checkpoint";
inline constexpr std::string_view kLogWitnessed = "log:witnessed";
inline constexpr std::string_view kLogKeys = "log:keys";
inline constexpr std::string_view kLogFormer = "log:former";

}  // namespace entente::registry
