// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "screening/listed.hpp"

/// What every reader of lists takes and gives.
namespace entente::screening {

/// A file of a list, in memory.
struct ListFile {
  std::string name;  ///< as faults call it
  std::string_view bytes;
};

/// What one entry says that could not be understood. The entry is read without it.
struct ListFault {
  std::string entry;  ///< its reference in the list
  std::string what;   ///< what stands there, and why it was left out
  bool operator==(const ListFault&) const = default;
};

/// A list as it was read.
struct ListReading {
  List list;
  std::vector<ListFault> faults;  ///< the first kFaultsKept
  std::size_t fault_count = 0;    ///< all of them
};

/// What a file says that holds nothing but changes to a list.
struct ListChanges {
  std::optional<base::PartialDate> dated;  ///< the latest day that it gives
};

inline constexpr std::size_t kFaultsKept = 100;
/// Bounds: files beyond them are refused, whatever they hold.
inline constexpr std::size_t kListBytes = 256U << 20U;  ///< all files of a list together
inline constexpr std::size_t kListEntries = 2'000'000;
inline constexpr std::size_t kEntryNames = 1'000;
/// Of each of its other values: addresses, programmes, notes, documents, countries, days.
inline constexpr std::size_t kEntryValues = 1'000;
/// An entry's reference is a key in the store, and stands in addresses and logs.
inline constexpr std::size_t kEntryIdBytes = 200;
/// All names and documents of an entry together.
inline constexpr std::size_t kEntryPartyBytes = 256U << 10U;
/// All its addresses, programmes and notes together: those beyond are left out, with a fault.
inline constexpr std::size_t kEntryLineBytes = 256U << 10U;
/// A longer name or line is cut, with a fault.
inline constexpr std::size_t kNameBytes = 4'096;
inline constexpr std::size_t kLineBytes = 65'536;

}  // namespace entente::screening
