// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/key.hpp"
#include "ledger/witness.hpp"
#include "registry/register.hpp"

/// The register as a witness of other registers' logs (C2SP tlog-witness).
namespace entente::registry {

/// What the register signed last of a log.
struct Witnessed {
  std::string origin;
  std::uint64_t size = 0;
  ledger::Hash root{};
  base::Instant time;
  bool operator==(const Witnessed&) const = default;
};

class LogWitness {
 public:
  /// `keys` are of one witness, and all of them sign; `known` are the logs whose checkpoints it signs.
  LogWitness(Register& reg, std::vector<ledger::SignerKey> keys, std::vector<ledger::KnownLog> known)
      : reg_(reg), keys_(std::move(keys)), known_(std::move(known)) {}

  struct Answer {
    unsigned status = 200;  ///< of HTTP
    std::string body;       ///< signatures, or after 409 the size signed last, or a sentence
  };
  /// Keeps what it signs before it signs it; what it has signed already it signs again, and keeps nothing.
  /// Throws base::Conflict where its keys sign no more.
  Answer add_checkpoint(std::string_view body);

  const std::vector<ledger::SignerKey>& keys() const { return keys_; }
  const std::vector<ledger::KnownLog>& known() const { return known_; }
  /// Of each log that it knows, what it signed last; those that it never has are left out.
  std::vector<Witnessed> signed_last() const;

 private:
  std::optional<Witnessed> last_of(store::Reader&, const std::string& origin) const;
  struct Judged {
    ledger::Judged as = ledger::Judged::not_grown;
    std::optional<Witnessed> last;  ///< what it was held against
  };
  /// Throws base::Conflict where its keys sign no more.
  Judged judge_in(store::Reader&, const ledger::AddCheckpoint&, const ledger::KnownLog&) const;
  /// Whether every key of the witness has signed this one last.
  bool is_kept_by_all(store::Reader&, const ledger::Checkpoint&) const;

  Register& reg_;
  const std::vector<ledger::SignerKey> keys_;
  const std::vector<ledger::KnownLog> known_;
};

/// A backup knows less than the witness had signed when it broke: keys that have signed here sign no more
/// once a register is restored. Returns their numbers, as 0a1b2c3d.
std::vector<std::string> retire_witness_keys(Register&);

}  // namespace entente::registry
