// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "store/sqlite/accounts.hpp"
#include "store/sqlite/numbers.hpp"
#include "store/sqlite/reading.hpp"

namespace entente::store::sqlite {

/// The writes of one commit, inside a write transaction that another opens and commits.
class Unit final : public Reading<UnitOfWork> {
 public:
  Unit(Connection&, std::string author, base::Instant now);

  std::int64_t count(std::string_view type) override;
  std::int64_t put(const NewRevision&) override;
  void set_key(std::string_view scheme, std::string_view value, const base::Uuid& id) override;
  void put_blob(const base::Sha256& hash, std::string_view bytes) override;
  void rewrite(const base::Uuid& id, std::int64_t version, std::string_view body,
               const base::Sha256& hash) override;
  void rewrite_blob(const base::Sha256& hash, std::string_view bytes) override;
  void set_note(std::string_view name, std::string_view value) override;
  void put_job_run(const JobRun&) override;
  AccountWriter& accounts() override { return accounts_; }
  ClaimWriter& claims() override { return claims_; }
  ConcernWriter& concerns() override { return concerns_; }
  DiligenceWriter& diligence() override { return diligence_; }
  HookWriter& hooks() override { return hooks_; }
  ScreeningWriter& screening() override { return screening_; }
  ListWriter& lists() override { return lists_; }
  LogWriter& log() override { return log_; }

  /// The number the commit took; 0 where it put no revision. Throws where a write failed half way, so that
  /// a closure that swallowed the error cannot have half of it committed.
  std::int64_t finish();

 private:
  class Step;
  void require_whole() const;
  /// Takes the number of the commit, whose first revision has the number `first`.
  void number(std::int64_t first);
  /// The next entry of the log.
  std::int64_t take_leaf();
  /// The entry that a revision becomes, once the commit has its number.
  std::optional<std::int64_t> leaf_of(const NewRevision&, std::int64_t version);
  /// Keeps the entry that a version is as it says now, and adds one of the hash that it is about to have.
  void log_rewriting(const base::Uuid& id, std::int64_t version, const base::Sha256& hash);
  std::int64_t next_pack();
  /// Takes what a row kept out of its pack, where it stood in one.
  void take_out(Kind pack, std::int64_t encoding, std::string_view kept);
  /// Runs one statement that writes.
  void step(const std::function<void()>& write);

  std::string author_;
  base::Instant now_;
  std::int64_t event_seq_ = 0;             ///< taken by the first put
  bool logs_ = false;                      ///< no earlier revision waits to become an entry
  std::optional<std::int64_t> next_leaf_;  ///< once one was taken
  Numbers numbers_;
  std::int64_t last_pack_ = 0;
  Packing packing_;
  bool whole_ = true;
  Accounts accounts_;
  Claims claims_;
  Concerns concerns_;
  Diligence diligence_;
  Screenings screening_;
  Hooks hooks_;
  Lists lists_;
  Log log_;
};

}  // namespace entente::store::sqlite
