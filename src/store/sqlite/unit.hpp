// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "store/sqlite/accounts.hpp"
#include "store/sqlite/reading.hpp"

namespace entente::store::sqlite {

/// The writes of one commit, inside a write transaction that another opens and commits.
class Unit final : public Reading<UnitOfWork> {
 public:
  Unit(Connection&, std::string author, base::Instant now);

  std::int64_t put(const NewRevision&) override;
  void set_key(std::string_view scheme, std::string_view value, const base::Uuid& id) override;
  void put_blob(const base::Sha256& hash, std::string_view bytes) override;
  void set_note(std::string_view name, std::string_view value) override;
  void put_job_run(const JobRun&) override;
  AccountWriter& accounts() override { return accounts_; }
  ClaimWriter& claims() override { return claims_; }

  /// The number the commit took; 0 where it put no revision. Throws where a write failed half way, so that
  /// a closure that swallowed the error cannot have half of it committed.
  std::int64_t finish();

 private:
  class Step;
  void require_whole() const;
  void number();
  std::int64_t next_pack();
  const base::Uuid& newest();
  /// Runs one statement that writes.
  void step(const std::function<void()>& write);

  std::string author_;
  base::Instant now_;
  std::int64_t event_seq_ = 0;  ///< taken by the first put
  std::int64_t ordinal_ = 0;
  /// No record that stands has a greater id: one that has is new, and needs no question.
  std::optional<base::Uuid> newest_;
  std::int64_t last_pack_ = 0;
  Packing packing_;
  bool whole_ = true;
  Accounts accounts_;
  Claims claims_;
};

}  // namespace entente::store::sqlite
