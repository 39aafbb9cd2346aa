// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/pack.hpp"
#include "store/postgres/connection.hpp"
#include "store/store.hpp"

namespace entente::store::postgres {

/// The content of a pack, as its row keeps it.
std::string load_pack(Connection&, std::int64_t id);

/// All that a Reader can ask, over a connection that has a transaction open. `Port` is Reader for a
/// snapshot and UnitOfWork for a write, which holds writes back and lets them out before such a question.
template <class Port>
class Reading : public Port {
 public:
  Reading(Connection& connection, Texts texts) : connection_(connection), texts_(std::move(texts)) {}

  std::int64_t last_event() override;
  std::optional<Revision> head(const base::Uuid& id) override;
  std::optional<Revision> revision(const base::Uuid& id, std::int64_t version) override;
  bool was_open(const base::Uuid& id, std::int64_t before) override;
  std::vector<Revision> history(const base::Uuid& id) override;
  std::vector<Revision> of_partnership(const base::Uuid& partnership) override;
  std::vector<Revision> of_partnership(const base::Uuid& partnership, std::string_view type) override;
  std::vector<Revision> of_organisation(const base::Uuid& organisation, std::string_view type) override;
  std::vector<Revision> heads(std::string_view type, const base::Uuid& after, std::size_t limit) override;
  std::int64_t count(std::string_view type) override;
  std::optional<base::Uuid> find_key(std::string_view scheme, std::string_view value) override;
  std::vector<Change> changes(std::int64_t after, std::int64_t commits) override;
  std::vector<Change> changes_in(std::int64_t event_seq, std::int64_t skip, std::size_t limit) override;
  std::vector<Written> written_by(const base::Uuid& account, std::size_t limit) override;
  std::optional<std::string> blob(const base::Sha256& hash) override;
  std::optional<std::string> note(std::string_view name) override;
  std::vector<JobRun> job_runs(std::string_view name, std::size_t limit) override;

 protected:
  /// Called before each question.
  virtual void settle() {}
  // The same questions about what the database holds, without letting anything out before.
  std::optional<Revision> kept_head(const base::Uuid& id);
  std::optional<base::Uuid> kept_owner(std::string_view scheme, std::string_view kept);
  std::optional<std::string> kept_note(std::string_view name);
  bool kept_was_open(const base::Uuid& id);

  Connection& connection_;
  const Texts texts_;

 private:
  Revision revision_of(const Rows& row);
  std::vector<Revision> all_of(Rows rows);
  std::optional<Revision> one_of(Rows row);
};

extern template class Reading<Reader>;
extern template class Reading<UnitOfWork>;

}  // namespace entente::store::postgres
