// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "registry/register.hpp"
#include "screening/list_facets.hpp"
#include "screening/listed.hpp"
#include "screening/screener.hpp"

/// The lists that the register screens against, as they stand.
namespace entente::registry {

struct FolderFault;

/// Which version of a list is meant, wherever a hit or a decision names one.
struct ListVersionUsed {
  std::string dataset;
  std::int64_t version = 0;  ///< from 1 in each dataset
  base::Sha256 hash{};       ///< of the files' bytes
  base::Instant brought;     ///< when the register took it
  bool operator==(const ListVersionUsed&) const = default;
};

/// The version of each list that stands in the store, in order of the datasets' names.
std::vector<ListVersionUsed> lists_in_use(store::ListReader&);

/// A version that is kept and that this program cannot read.
struct UnreadList {
  ListVersionUsed used;
  std::string fault;
};

/// The current version of every list, and the index over all of them. Immutable; it lives as long as somebody
/// holds it, whatever version stands meanwhile.
struct LoadedLists {
  /// `read`: those of `all` that are not among `not_read`, in their order.
  LoadedLists(std::vector<ListVersionUsed> all, std::vector<screening::List> read,
              std::vector<UnreadList> not_read);

  /// Whether a list has an entry of that reference.
  bool has(std::string_view dataset, std::string_view entry) const;
  /// The entry of that reference in one of `lists`; null where it has none.
  const screening::Listed* find(std::size_t list, std::string_view reference) const;

  std::vector<ListVersionUsed> in_use;        ///< what stood in the store, as lists_in_use() says it
  std::vector<UnreadList> unread;             ///< of these, in use too and among none of the following
  std::vector<ListVersionUsed> versions;      ///< of `lists`, in the same order: that of the datasets' names
  std::vector<screening::List> lists;         ///< what Hit::list and Hit::entry count
  std::vector<screening::ListFacets> facets;  ///< of each of `lists`
  screening::Screener screener;

 private:
  /// The entries of each of `lists`, by their references: made once, for every party that is compared asks
  /// for some.
  std::vector<std::vector<std::uint32_t>> by_reference_;
};

/// Keeps them loaded. May be asked from any thread.
class ScreeningLists {
 public:
  explicit ScreeningLists(Register& reg);

  /// What is loaded; never null, and empty before refresh() was called. Costs nothing.
  std::shared_ptr<const LoadedLists> current() const;
  /// The same; null until refresh() has succeeded, so that "not read yet" is not taken for "no lists".
  std::shared_ptr<const LoadedLists> loaded() const;
  /// Loads what stands in the store where it is newer than what is loaded, which takes as long as the lists
  /// are large: a server asks this in a thread of its own, a command once. Whether anything changed.
  /// One that cannot be read stops no other, and is not read again before another version is in use.
  bool refresh();
  /// Leaves for the others (unread_in()) which lists could not be read.
  void keep_unread();

 private:
  Register& reg_;
  std::mutex turn_;  ///< one loads at a time
  mutable std::mutex held_;
  std::shared_ptr<const LoadedLists> loaded_;
  bool read_ = false;  ///< what is loaded is what stood in the store
};

/// The lists in use that a server could not read when it loaded them, by name.
std::vector<FolderFault> unread_in(store::Reader& reader);

}  // namespace entente::registry
