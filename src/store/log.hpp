// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "ledger/statement.hpp"

/// The public log as an engine keeps it: which versions of which records are its entries, in which order, and
/// the hashes of what has become whole. What an entry says follows from the rows of its revision; what does
/// not (an erasure gave the version another hash) is kept as it was.
namespace entente::store {

enum class Visibility : std::uint8_t;

/// What a version of a record does in public view; nothing where it does nothing there, and is no entry of
/// the log. `before`: of the version before it, where there is one. `was_open`: any of those before it was.
std::optional<ledger::Act> public_act(Visibility, std::optional<Visibility> before, bool was_open);

/// Of the author of a revision.
ledger::Hand hand_of(std::string_view author);

/// Of 256 entries that follow one another: what is kept so that nothing of them changes unseen.
struct LogTile {
  std::uint64_t index = 0;  ///< of entries 256 * index on
  ledger::Hash root{};      ///< of their tree
  std::string marks;        ///< the first four bytes of each one's leaf hash: which of them is another now
  bool operator==(const LogTile&) const = default;
};
inline constexpr std::size_t kLogMark = 4;  ///< bytes

class LogReader {
 public:
  virtual ~LogReader() = default;

  /// Entries there are. Whatever is published of the log is no longer than this.
  virtual std::uint64_t size() = 0;
  /// Whether revisions wait to be made entries: those that were published before the register had a log.
  virtual bool is_behind() = 0;
  /// Entries from number `from` on, at most `count`; fewer at the end. Throws base::Error where one can no
  /// longer be made, because its revision is gone.
  virtual std::vector<std::string> entries(std::uint64_t from, std::size_t count) = 0;
  /// The entry that a version of a record is. Nothing where it is none, or not yet.
  virtual std::optional<std::uint64_t> entry_of(const base::Uuid& id, std::int64_t version) = 0;
  /// The number of the commit that an entry came with. Nothing where there is no such entry.
  virtual std::optional<std::int64_t> event_of(std::uint64_t entry) = 0;

  /// Tiles that are kept: from 0 on, without a gap.
  virtual std::uint64_t kept_tiles() = 0;
  virtual std::optional<LogTile> tile(std::uint64_t index) = 0;
  /// The hashes that stand at a level of the tree of tiles (ledger::Tile; from 1 on), at most `count`. Those
  /// of level 1 are the roots of tiles.
  virtual std::vector<ledger::Hash> hashes(unsigned level, std::uint64_t from, std::size_t count) = 0;
};

class LogWriter : public LogReader {
 public:
  /// Keeps the next tile, and the hashes that become whole with it. Throws base::Conflict where it is not the
  /// next, or its entries are not there.
  virtual void keep(const LogTile&) = 0;
  /// Makes entries of revisions that wait, in the order of their commits: whole commits, until they hold at
  /// least so many revisions. Returns whether more wait.
  virtual bool catch_up(std::size_t revisions) = 0;
};

}  // namespace entente::store
