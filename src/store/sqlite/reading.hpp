// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace entente::store::sqlite {

/// All that a Reader can ask, over a connection that has a transaction open. `Port` is Reader for a
/// snapshot and UnitOfWork for a write, whose reads are the same.
template <class Port>
class Reading : public Port {
 public:
  explicit Reading(Connection& connection) : connection_(connection) {}

  std::int64_t last_event() final;
  std::optional<Revision> head(const base::Uuid& id) final;
  std::optional<Revision> revision(const base::Uuid& id, std::int64_t version) final;
  std::vector<Revision> history(const base::Uuid& id) final;
  std::vector<Revision> of_partnership(const base::Uuid& partnership) final;
  std::vector<Revision> of_partnership(const base::Uuid& partnership, std::string_view type) final;
  std::vector<Revision> of_organisation(const base::Uuid& organisation, std::string_view type) final;
  std::vector<Revision> heads(std::string_view type, const base::Uuid& after, std::size_t limit) final;
  std::int64_t count(std::string_view type) final;
  std::optional<base::Uuid> find_key(std::string_view scheme, std::string_view value) final;
  std::vector<Change> changes(std::int64_t after, std::int64_t commits) final;
  std::optional<std::string> blob(const base::Sha256& hash) final;
  std::optional<std::string> note(std::string_view name) final;
  std::vector<JobRun> job_runs(std::string_view name, std::size_t limit) final;

 protected:
  Connection& connection_;
};

extern template class Reading<Reader>;
extern template class Reading<UnitOfWork>;

}  // namespace entente::store::sqlite
