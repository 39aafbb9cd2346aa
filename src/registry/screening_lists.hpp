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
#include "screening/listed.hpp"
#include "screening/screener.hpp"

/// The lists that the register screens against, as they stand.
namespace entente::registry {

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

/// The current version of every list, and the index over all of them. Immutable; it lives as long as somebody
/// holds it, whatever version stands meanwhile.
struct LoadedLists {
  LoadedLists(std::vector<ListVersionUsed> used, std::vector<screening::List> read);

  /// Whether a list has an entry of that reference.
  bool has(std::string_view dataset, std::string_view entry) const;

  std::vector<ListVersionUsed> versions;  ///< of `lists`, in the same order: that of the datasets' names
  std::vector<screening::List> lists;     ///< what Hit::list and Hit::entry count
  screening::Screener screener;

 private:
  /// The references of each of `lists`, in order: made once, for every party that is compared asks for some.
  std::vector<std::vector<std::string_view>> references_;
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
  bool refresh();

 private:
  Register& reg_;
  std::mutex turn_;  ///< one loads at a time
  mutable std::mutex held_;
  std::shared_ptr<const LoadedLists> loaded_;
  bool read_ = false;  ///< what is loaded is what stood in the store
};

}  // namespace entente::registry
