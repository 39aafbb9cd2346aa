// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "exchange/iati/validation/checker.hpp"
#include "exchange/iati/validation/parser.hpp"

namespace entente::exchange::iati::validation {

/// What the root's start tag says; fixed once it is read.
struct FileRoot {
  std::string name;          ///< as written
  PlaceId place = kNowhere;  ///< kNowhere: no IATI, or of a version we do not check
  std::string version;
  bool form = true;    ///< its schema is known
  bool known = false;  ///< the start tag has been read
  Bindings bindings;
};

/// An activity or organisation as far as the file as a whole needs it.
struct ActivityRecord {
  std::string identifier, title;
  Position at;
  bool broken = false;  ///< it could not be read
};

struct ChunkResult {
  std::vector<Finding> findings;  ///< their numbers count the activities of the chunk; 0: of none
  std::vector<ActivityRecord> activities;
  bool ended = false;       ///< the root's end tag stands in it
  bool unfinished = false;  ///< something begins at `rest` that does not end in it
  std::uint32_t rest = 0;
  bool has_foreign = false;  ///< elements of another namespace stand beside the activities
  Position foreign;          ///< the first of them
  bool activity_after_foreign = false;
  std::uint64_t lines = 0;        ///< line ends in what was read
  std::uint64_t last_column = 0;  ///< characters behind the last of them
};

/// Reads a part of a file that begins between two activities and ends behind one: the unit of work of a
/// thread.
class ChunkReader {
 public:
  ChunkReader(const Standard& standard, std::int64_t today)
      : standard_(standard), parser_(standard), checker_(standard, today) {}

  /// Reads the head of a file up to behind the root's start tag and fills `root`; false where the file ends
  /// or breaks before (the findings say how).
  bool read_head(std::string& text, FileRoot& root, const std::string& as_version, ChunkResult&,
                 std::uint32_t& at);
  /// Reads from `at` on. `ended`: the root has ended before.
  void read(std::string& text, const FileRoot& root, std::uint32_t at, bool ended, ChunkResult&);
  /// Gives the findings their lines, counted from the first line of the chunk as 0 and likewise columns;
  /// `to`: how much of the text was read.
  static void locate(std::string_view text, std::size_t to, ChunkResult&);

 private:
  void fault(const Fault&, ChunkResult&);
  void fault(std::uint32_t offset, std::string_view say, ChunkResult&, std::string_view value = {});
  void bad_bytes(std::string& text, std::uint32_t from, ChunkResult&);
  void read_root(FileRoot&, const std::string& as_version, ChunkResult&);
  void element(const FileRoot&, std::uint32_t begin, ChunkResult&);
  void broken(std::string_view text, std::uint32_t begin, ChunkResult&);
  std::uint32_t recover(std::string_view text, const FileRoot&, std::uint32_t from) const;
  std::uint32_t outside(std::string_view text, std::uint32_t at, std::uint32_t end, const FileRoot&,
                        ChunkResult&);

  const Standard& standard_;
  Parser parser_;
  Checker checker_;
  Tree tree_;
};

}  // namespace entente::exchange::iati::validation
