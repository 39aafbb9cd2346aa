// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"

/// Addresses that are told of what is published. An engine cannot read their secrets, which are sealed, and
/// keeps nothing of what was sent but how it went.
namespace entente::store {

enum class HookState : std::uint8_t {
  active,
  stopped,  ///< by a person
  failed    ///< by the register, after many tries
};

struct Hook {
  base::Uuid id;
  base::Uuid owner;  ///< the account that is told when it fails
  std::string url;
  std::string kinds;          ///< separated by spaces; empty: all
  std::string secret;         ///< sealed
  std::string former;         ///< the secret before, sealed; empty: there is none
  base::Instant former_ends;  ///< until when that one signs too
  HookState state = HookState::active;
  std::int64_t sequence = 0;  ///< of the last commit that it was told all of
  std::int64_t told = 0;      ///< how many records of the next commit it was told of
  std::int64_t failures = 0;  ///< one after the other, up to now
  base::Instant due;          ///< not tried before
  bool test = false;          ///< somebody wants it sent something at once, whatever its state
  base::Instant made;
  base::Uuid organisation;  ///< of whose records alone it is told; none: of all
  bool operator==(const Hook&) const = default;
};

/// One time that an address was sent something.
struct HookTry {
  base::Uuid hook;
  std::int64_t ordinal = 0;          ///< from 1
  std::int64_t first = 0, last = 0;  ///< commits that it told of; 0 for a test
  std::int64_t events = 0;
  std::int64_t status = 0;  ///< of HTTP; 0 where there was no answer
  std::string fault;        ///< a code; empty where it was taken
  base::Instant at;
  std::int64_t took_ms = 0;
  bool operator==(const HookTry&) const = default;
};

class HookReader {
 public:
  virtual ~HookReader() = default;

  /// All of them, in the order in which they were made.
  virtual std::vector<Hook> hooks() = 0;
  virtual std::optional<Hook> hook(const base::Uuid& id) = 0;
  /// The newest first.
  virtual std::vector<HookTry> tries(const base::Uuid& hook, std::size_t limit) = 0;
};

class HookWriter : public HookReader {
 public:
  /// A new one, or all of one that is known by its id but its owner and when it was made; its organisation
  /// too, which may be merged into another.
  virtual void put(const Hook&) = 0;
  /// And its tries.
  virtual void remove(const base::Uuid& id) = 0;
  /// The next try of its hook, whatever its `ordinal` says. Of all its tries the newest `keep` stay.
  virtual void add_try(const HookTry&, std::size_t keep) = 0;
};

}  // namespace entente::store
