// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "base/clock.hpp"
#include "registry/register.hpp"
#include "screening/lists.hpp"
#include "store/lists.hpp"

/// The lists that the register screens against: how versions come in, and how they stand.
namespace entente::registry {

inline constexpr std::string_view kByCommand = "command line";
inline constexpr std::string_view kByFolder = "folder";

/// A list as somebody brings it.
struct ListBrought {
  std::vector<store::KeptListFile> files;
  std::string format;                    ///< empty: by how the first file begins
  std::string dataset;                   ///< empty: the format's own
  std::string by;                        ///< kByCommand, kByFolder
  std::optional<base::Instant> fetched;  ///< when its files were written; nothing: now
  bool accept = false;                   ///< take it also where it is doubted
};

/// Why a list may not be what it claims to be.
enum class ListDoubt : std::uint8_t {
  // Each against the newest version with files, also where the use of the list has ended since.
  shrunk,         ///< it has lost more than a fifth of its entries
  older,          ///< its day lies before that of the version that stands
  future,         ///< its day is still to come
  other_format,   ///< the version that stands came in another format
  mostly_unread,  ///< more faults than entries
};
std::string_view name_of(ListDoubt doubt);

struct ListTaken {
  store::ListVersion version;  ///< that now stands
  bool unchanged = false;      ///< these very bytes stood already: nothing was written
  bool within = false;         ///< they stood as a part: changes that it has, or what it had before changes
  std::int64_t changed_version = 0;  ///< the one that changes were applied to; 0: the list came whole
  screening::ListDifference changes;
  std::vector<ListDoubt> doubts;             ///< accepted ones
  std::vector<screening::ListFault> faults;  ///< the first of them
  std::size_t fault_count = 0;
};

/// A list as it stands.
struct ListStanding {
  store::ListVersion version;
  /// Since the day it gives itself, or, where it gives none, since it was brought; since it was brought anew,
  /// and was the same, where that is later.
  std::int64_t age_days = 0;
  bool stale = false;
  /// Where one of its last hundred versions had more entries: how many the largest had, and which that was.
  /// What goes a little at a time is doubted at no step.
  std::int64_t most_entries = 0, most_in = 0;
};

/// What stands in the watched folder and was not taken.
struct FolderFault {
  std::string item;  ///< its name in the folder
  std::string fault;
  base::Instant since;
  bool operator==(const FolderFault&) const = default;
};

struct ListsSeen {
  std::vector<ListStanding> standing;
  std::vector<FolderFault> refused, unread;
};

class ListKeeping {
 public:
  /// `stale_days`: older lists are flagged.
  explicit ListKeeping(Register& reg, std::int64_t stale_days) : reg_(reg), stale_days_(stale_days) {}

  /// Reads a list and makes it the version that stands. Files that hold nothing but changes are applied to
  /// the version that stands: its files, followed by theirs, are the new one. Throws base::NotFound where
  /// there is none to change, base::BadInput where it cannot be read, and
  /// base::Conflict, naming every doubt, where it is not plausible and not to be accepted all the
  /// same, or where the folder brings a version that was used before, and is not now.
  ListTaken take(ListBrought list_brought);
  /// Ends the use of a list; its versions stay. Throws base::NotFound where none stands.
  void end(std::string_view dataset, std::string_view by);

  /// Those in use, by name.
  std::vector<ListStanding> standing() const;
  /// All versions of one, newest first, at most `limit`.
  std::vector<store::ListVersion> versions(std::string_view dataset, std::size_t limit) const;
  /// A version, read again from the bytes that were kept; the one that stands where `version` is 0. Throws
  /// base::NotFound where there is none.
  screening::List read(std::string_view dataset, std::int64_t version = 0) const;
  /// What a version is made of, in order; the one that stands where `version` is 0. Throws base::NotFound.
  std::vector<store::KeptListFile> files(std::string_view dataset, std::int64_t version = 0) const;
  /// What the version changed; from nothing where it was the first.
  screening::ListDifference changes(std::string_view dataset, std::int64_t version) const;

  /// What a person sees of them: both throw access::Refused where the actor may not.
  ListsSeen seen(const access::Actor& actor) const;
  std::vector<store::ListVersion> versions_seen(const access::Actor& actor, std::string_view dataset,
                                                std::size_t limit) const;

  std::int64_t stale_days() const { return stale_days_; }
  /// What the watched folder holds that was not taken, as it was found last.
  std::vector<FolderFault> folder_faults() const;
  /// Lists in use that a server could not read when it loaded them: nobody is compared with these.
  std::vector<FolderFault> unread() const;

 private:
  Register& reg_;
  const std::int64_t stale_days_;
};

/// A list that is kept, read again.
screening::List read_kept_list(store::ListReader& lists, const store::ListVersion& version);

}  // namespace entente::registry
