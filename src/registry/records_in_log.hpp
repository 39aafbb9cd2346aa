// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.hpp"
#include "ledger/statement.hpp"

namespace entente::registry {

/// Holds what a register shows against what its log says, as somebody does who has neither of them but what
/// is given to everybody: the entries of the log, and records in JSON, as the API answers them and `entente
/// export` writes them. About a hundred bytes of memory an entry.
class RecordsInLog {
 public:
  /// Every entry in order, as ledger::audit tells them. Throws BadInput where one is no statement.
  void take(std::uint64_t index, std::string_view entry);

  /// Compares each record with its body, and each line of a record's revisions, that stands in the text.
  /// Tells each difference as a sentence. Throws BadInput naming `where` where the text is not JSON, or where
  /// one object says twice what is compared: of such a pair some take the first, and others the last.
  void compare(std::string_view json, std::string_view where,
               const std::function<void(const std::string&)>& told);

  /// Where the API has versions that the log tells of.
  struct Address {
    std::string path;                    ///< below the address of the register
    base::Uuid id;                       ///< whose versions; nil where nothing of its own has to be there
    std::vector<std::int64_t> versions;  ///< that have to be there
    bool or_newer = false;               ///< one that came in after the last entry is there as well as they
  };
  /// Where the API of the register has what the log tells of and has not withdrawn: each such version of a
  /// partnership, an organisation and an agreement, with what hangs on it, and what governments publish.
  std::vector<Address> addresses() const;
  /// The same of what an address answers, which has to show the versions that it is there for.
  void compare(const Address& address, std::string_view json, std::string_view where,
               const std::function<void(const std::string&)>& told);

  /// What compare() has seen so far. A version counts once.
  struct Seen {
    std::uint64_t same = 0;   ///< versions whose body has the hash that the log tells
    std::uint64_t newer = 0;  ///< records that came in after the last entry
    std::uint64_t differences = 0;
    std::uint64_t unseen = 0;  ///< versions of the log that were in nothing that was compared
  };
  Seen seen() const;

 private:
  struct Version {
    base::Uuid id;
    std::int64_t number = 0;
    bool operator==(const Version&) const = default;
  };
  struct HashOf {
    std::size_t operator()(const Version&) const noexcept;
  };
  struct Entry {
    ledger::Hash hash{};
    std::uint64_t index = 0;
    std::int64_t event_seq = 0;
    std::uint32_t type = 0;  ///< in types_
    ledger::Act act = ledger::Act::published;
    bool same = false;
  };
  struct Record {
    std::int64_t last = 0;  ///< version
    std::uint32_t type = 0;
    bool withdrawn = false;
  };
  class Reading;

  std::uint32_t number_of(std::string_view type);

  std::vector<std::string> types_;
  std::unordered_map<Version, Entry, HashOf> entries_;
  std::unordered_map<base::Uuid, Record> records_;
  std::vector<Version> order_;  ///< of the entries
  std::int64_t last_event_ = 0;
  std::uint64_t newer_ = 0, differences_ = 0, same_ = 0;
};

}  // namespace entente::registry
