// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/key.hpp"
#include "registry/jobs/lease.hpp"
#include "registry/log.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// A witness that is asked to sign this register's checkpoints, and where.
struct AskedWitness {
  ledger::VerifierKey key;
  std::string url;  ///< what add-checkpoint stands behind
};

/// What a witness said; the status is 0 where it said nothing.
struct WitnessSaid {
  int status = 0;
  std::string body;
};
/// May be called from several threads.
using AskWitness = std::function<WitnessSaid(const std::string& url, const std::string& body)>;

/// Has checkpoints that are published signed by witnesses (C2SP tlog-witness), and puts their signatures
/// beside the log's. A log that grows is signed as it stood when they were asked: all of them at once, of the
/// same checkpoint, which stays the witnessed one until they have signed another. One that does not sign is
/// asked again later, and ever later. Of several processes one asks.
class WitnessAsking {
 public:
  WitnessAsking(Register& reg, const std::vector<AskedWitness>& witnesses, AskWitness ask);

  /// Asks those whose turn it is. Returns what has to be told to whoever runs the register, a sentence each.
  std::vector<std::string> round();

 private:
  struct Asked {
    AskedWitness witness;
    std::optional<std::uint64_t> size;  ///< of the checkpoint that it signed last, as far as is known
    base::Instant next;                 ///< not before
    unsigned failures = 0;              ///< in a row
  };
  struct Said {
    std::vector<ledger::NoteSignature> signatures;
    std::string fault;  ///< what has to be told; empty: nothing
  };
  std::vector<Asked*> whose_turn_it_is(const PublishedLog&, base::Instant now);
  Said ask_one(Asked&, const PublishedLog&) const;
  void keep(const PublishedLog&, const std::vector<ledger::NoteSignature>&);
  std::string body_for(const Asked&, const PublishedLog&) const;

  Register& reg_;
  std::vector<Asked> all_;
  const AskWitness ask_;
  std::unique_ptr<Lease> lease_;
};

}  // namespace entente::registry
