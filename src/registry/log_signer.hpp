// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/key.hpp"
#include "registry/jobs/lease.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// Publishes checkpoints of the log: of entries and tiles that are durable, one after the other, each
/// beginning with the one before. Of several processes that serve a register, one signs.
class LogSigner {
 public:
  /// `signed_file`: where it keeps what it signed last, outside the database, so that a register that was put
  /// back to an earlier state is not signed as if nothing had been there. Without keys it makes entries of
  /// what was published before there was a log, and signs nothing. `alone`: no other process can be signing,
  /// so none is waited for.
  LogSigner(Register&, std::vector<ledger::SignerKey> keys, std::filesystem::path signed_file,
            bool alone = false);

  /// Keys of another name than the log has had begin another log, of the same entries. Else they sign
  /// nothing.
  void may_begin_another() { another_ = true; }

  /// Does what is to be done now. Returns whether there is more to do at once. Throws base::Conflict where
  /// the log must not be signed: with these keys, or because it does not begin with what was signed before.
  bool round();

 private:
  struct Standing;

  bool catch_up();
  void keep_tiles(std::uint64_t size);
  void publish(const Standing&, std::uint64_t size);
  /// Throws base::Conflict where these keys must not sign it, or where it does not begin as it must.
  void check_may_sign(const Standing&) const;
  /// Where tiles are still to be kept, what needs them is passed over.
  enum class Tiles : std::uint8_t { some_to_be_kept, all_kept };
  void check_begins(store::LogReader&, const Standing&, std::uint64_t size, Tiles) const;

  Register& reg_;
  const std::vector<ledger::SignerKey> keys_;
  const std::filesystem::path signed_file_;
  const bool alone_;
  bool another_ = false;
  std::unique_ptr<Lease> lease_;
};

}  // namespace entente::registry
