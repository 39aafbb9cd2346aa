// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/pack.hpp"
#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace entente::store::sqlite {

/// The content of a pack, as its row keeps it.
std::string load_pack(Connection&, std::int64_t id);

/// All that a Reader can ask, over a connection that has a transaction open. `Port` is Reader for a
/// snapshot and UnitOfWork for a write, whose reads are the same.
template <class Port>
class Reading : public Port {
 public:
  Reading(Connection& connection, Texts texts) : connection_(connection), texts_(std::move(texts)) {}

  std::int64_t last_event() final;
  std::optional<Revision> head(const base::Uuid& id) final;
  std::optional<Revision> revision(const base::Uuid& id, std::int64_t version) final;
  bool was_open(const base::Uuid& id, std::int64_t before) final;
  std::vector<Revision> history(const base::Uuid& id) final;
  std::vector<Revision> of_partnership(const base::Uuid& partnership) final;
  std::vector<Revision> of_partnership(const base::Uuid& partnership, std::string_view type) final;
  std::vector<Revision> of_organisation(const base::Uuid& organisation, std::string_view type) final;
  std::vector<Revision> heads(std::string_view type, const base::Uuid& after, std::size_t limit) final;
  std::int64_t count(std::string_view type) override;
  std::optional<base::Uuid> find_key(std::string_view scheme, std::string_view value) final;
  std::vector<Change> changes(std::int64_t after, std::int64_t commits) final;
  std::vector<Change> changes_in(std::int64_t event_seq, std::int64_t skip, std::size_t limit) final;
  std::vector<Written> written_by(const base::Uuid& account, std::size_t limit) final;
  std::optional<std::string> blob(const base::Sha256& hash) final;
  std::optional<std::string> note(std::string_view name) final;
  std::vector<JobRun> job_runs(std::string_view name, std::size_t limit) final;

 protected:
  Connection& connection_;

 private:
  Revision revision_of(const Query& row);
  std::vector<Revision> all_of(Query&& rows);
  std::optional<Revision> one_of(Query&& row);

  const Texts texts_;
};

extern template class Reading<Reader>;
extern template class Reading<UnitOfWork>;

}  // namespace entente::store::sqlite
