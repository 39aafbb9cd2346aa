// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

/// Internal to registry: a store read as it stood after one of its commits.
namespace entente::registry {

/// What readers of one moment find out for each other. Safe for many threads.
class PastMemory {
 public:
  /// `each_change` is told of what a reader goes through, and may throw to stop it.
  explicit PastMemory(std::int64_t event, std::function<void(const store::Change&)> each_change = {})
      : event_(event), each_change_(std::move(each_change)) {}

  std::int64_t event() const { return event_; }
  /// Goes through all commits until today, for what finding, counting and adding up need beside the records:
  /// whoever answers others has not the time. What `each_change` throws passes through.
  void gather(store::Reader& now);
  void told(const store::Change& change) const {
    if (each_change_) each_change_(change);
  }
  /// The revision a record had then; nothing where it was not there yet. Of what stood then and has been
  /// withdrawn as a whole since, the revision that withdrew it: it is shown on no day.
  std::optional<store::Revision> as_then(store::Reader& now, store::Revision head) const;
  /// Partnerships that stood then and have been withdrawn since, as far as was gathered.
  std::int64_t withdrawn_since();
  /// The records that have changed since and hung on an organisation then, whatever they hang on now; nothing
  /// where that was not gathered.
  std::optional<std::vector<base::Uuid>> hung_then(store::Reader& now, const base::Uuid& organisation);
  /// Throws std::logic_error where they were not gathered.
  std::int64_t count(std::string_view type);

 private:
  /// The revision a record had then, whatever has been withdrawn since.
  std::optional<store::Revision> as_was(store::Reader& now, store::Revision head) const;
  void look_for_moved(store::Reader& now, const store::Change&);
  void look_for_withdrawn(store::Reader& now, const store::Change&);

  const std::int64_t event_;
  const std::function<void(const store::Change&)> each_change_;
  std::mutex mutex_;                                         ///< guards what follows
  std::map<std::string, std::int64_t, std::less<>> counts_;  ///< records by type
  std::optional<std::int64_t> looked_;  ///< the last commit that moved_ knows of; nothing: not gathered
  std::set<base::Uuid> seen_;
  std::int64_t withdrawn_since_ = 0;
  std::map<base::Uuid, std::vector<base::Uuid>> moved_;  ///< by organisation
};

/// The view of a moment: what was committed later is not there. Where a revision has been rewritten since, to
/// erase personal data, it is read as it was rewritten, and the records that say so are there too. What has
/// been withdrawn as a whole since stands no more, and its last revision says so. Keys of
/// identifiers are today's; that organisations were merged is known where the one was withdrawn by then.
/// A record hangs on the partnership it hangs on today: none moves from one to another. What hung on an
/// organisation then is known of one that was merged since, and of all others where it was gathered.
class PastReader final : public store::Reader {
 public:
  PastReader(std::unique_ptr<store::Reader> now, std::shared_ptr<PastMemory> memory)
      : now_(std::move(now)), memory_(std::move(memory)) {}

  std::int64_t last_event() override { return memory_->event(); }
  std::optional<store::Revision> head(const base::Uuid& id) override;
  std::optional<store::Revision> revision(const base::Uuid& id, std::int64_t version) override;
  bool was_open(const base::Uuid& id, std::int64_t before) override;
  std::vector<store::Revision> history(const base::Uuid& id) override;
  std::vector<store::Revision> of_partnership(const base::Uuid& partnership) override;
  std::vector<store::Revision> of_partnership(const base::Uuid& partnership, std::string_view type) override;
  std::vector<store::Revision> of_organisation(const base::Uuid& organisation,
                                               std::string_view type) override;
  std::vector<store::Revision> heads(std::string_view type, const base::Uuid& after,
                                     std::size_t limit) override;
  std::int64_t count(std::string_view type) override;
  std::optional<base::Uuid> find_key(std::string_view scheme, std::string_view value) override;
  std::vector<store::Change> changes(std::int64_t after, std::int64_t commits) override;
  std::vector<store::Change> changes_in(std::int64_t event_seq, std::int64_t skip,
                                        std::size_t limit) override;
  std::vector<store::Written> written_by(const base::Uuid& account, std::size_t limit) override {
    return now_->written_by(account, limit);
  }
  std::optional<std::string> blob(const base::Sha256& hash) override { return now_->blob(hash); }
  std::optional<std::string> note(std::string_view name) override;
  std::vector<store::JobRun> job_runs(std::string_view name, std::size_t limit) override {
    return now_->job_runs(name, limit);
  }
  store::AccountReader& accounts() override { return now_->accounts(); }
  store::ClaimReader& claims() override { return now_->claims(); }
  /// None: how they stood then is not known.
  store::ConcernReader& concerns() override;
  store::DiligenceReader& diligence() override { return now_->diligence(); }
  store::HookReader& hooks() override { return now_->hooks(); }
  store::ScreeningReader& screening() override { return now_->screening(); }
  store::ListReader& lists() override { return now_->lists(); }
  /// Today's: it only grows, and its entries tell of the commit they came with.
  store::LogReader& log() override { return now_->log(); }

 private:
  std::vector<store::Revision> as_then(std::vector<store::Revision> heads);

  const std::unique_ptr<store::Reader> now_;
  const std::shared_ptr<PastMemory> memory_;
};

/// The store of a moment, over the one that goes on: it is read alone, and throws std::logic_error where
/// somebody would write.
class PastStore final : public store::Store {
 public:
  PastStore(store::Store& now, std::shared_ptr<PastMemory> memory) : now_(now), memory_(std::move(memory)) {}

  store::Committed write(const store::WriteOptions&,
                         const std::function<void(store::UnitOfWork&)>& work) override;
  std::unique_ptr<store::Reader> read() override;
  std::string maintain() override;
  std::unique_ptr<store::Dump> dump() override;
  std::unique_ptr<store::Fill> fill() override;
  std::string engine() const override { return now_.engine(); }

 private:
  store::Store& now_;
  const std::shared_ptr<PastMemory> memory_;
};

}  // namespace entente::registry
