// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "ledger/tree.hpp"

/// What an entry of the register's log says: that a version of a record came into public view, and the hash
/// of its body. Never the record itself, and nothing of a person.
namespace entente::ledger {

enum class Act : std::uint8_t {
  published,  ///< it was not in public view before
  changed,
  withdrawn,  ///< it was in public view, and no longer stands
  rehashed    ///< something was erased from that version, which has another hash since
};
std::string_view to_string(Act);

/// Who acted, as far as that is for everybody.
enum class Hand : std::uint8_t {
  person,  ///< one who had signed in
  import,  ///< a file of another's
  register_itself
};
std::string_view to_string(Hand);

struct Statement {
  Act act = Act::published;
  Hand by = Hand::person;
  std::int64_t event_seq = 0;  ///< the number of the commit
  Hash hash{};                 ///< of the body, as model::hash_of_body makes it
  base::Uuid id;
  base::Instant time;  ///< of the commit
  std::string type;    ///< of the record
  std::int64_t version = 0;
  std::optional<Hash> was;  ///< what an earlier entry says of it; of a version that was rehashed alone
  bool operator==(const Statement&) const = default;
};

/// Canonical JSON (RFC 8785), hashes as 64 lower-case digits: what is hashed into the tree.
std::string bytes_of(const Statement&);

/// From an entry. Throws BadInput, naming what is wrong, where bytes_of() would not have written it so.
Statement read_statement(std::string_view entry);

}  // namespace entente::ledger
