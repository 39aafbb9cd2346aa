// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

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

  /// The number the commit took; 0 where it put no revision. Throws where a write failed half way, so that
  /// a closure that swallowed the error cannot have half of it committed.
  std::int64_t finish();

 private:
  class Step;
  void number();

  std::string author_;
  base::Instant now_;
  std::int64_t event_seq_ = 0;  ///< taken by the first put
  std::int64_t ordinal_ = 0;
  bool whole_ = true;
};

}  // namespace entente::store::sqlite
