// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "exchange/iati/publisher.hpp"
#include "registry/views.hpp"
#include "search/index.hpp"
#include "store/store.hpp"

namespace entente::registry {

class Rates;
struct MoneySums;

/// Where the base of the index of finding lies, so that a start need not read every record.
struct IndexPlace {
  std::filesystem::path file;  ///< empty: nowhere, all of it is in memory
  bool writes = false;         ///< makes new ones there, in a thread of its own; else what is there is read
};

/// The register: every use case, and the only place that opens a write. Safe for many threads.
/// Reads of what does not exist give nothing; faults throw base::Error.
class Register {
 public:
  /// `publisher`: who runs it, as its own records are published. `rates`: what sums are converted by.
  Register(std::unique_ptr<store::Store> store, const base::Clock& clock, const IndexPlace& index = {},
           exchange::iati::Publisher publisher = {}, std::shared_ptr<const Rates> rates = {});
  ~Register();
  Register(const Register&) = delete;
  Register& operator=(const Register&) = delete;

  // Finding -----------------------------------------------------------------------------------
  ListAnswer list(const search::Query& query) const;
  /// Every partnership a query finds, one at a time in the query's order; stops when `each` returns false.
  /// What vanished meanwhile is passed over.
  void each(const search::Query& query, const std::function<bool(const PartnershipView&)>& each) const;
  /// Every partnership that stands, in the order in which they came; the index need not have followed.
  void each(const std::function<bool(const PartnershipView&)>& each) const;
  /// The ids of every partnership a query finds, in its order: for an answer that is read while it is sent,
  /// which must not hold a view of the store open as long as a slow client takes.
  std::vector<base::Uuid> ids(const search::Query& query) const;
  /// When each of these records was last changed, in their order; nothing for one that does not stand.
  std::vector<std::optional<base::Instant>> changed(const std::vector<base::Uuid>&) const;
  /// What to offer to somebody who types this: the first of each kind, and in their language where they have
  /// a name in it.
  std::vector<Suggestion> suggest(std::string_view text, const SuggestionLimits&) const;
  /// Partnerships like this one, the nearest first; none where it does not stand.
  std::vector<Card> like(const base::Uuid& partnership, std::size_t limit) const;
  /// Organisations by name, a page of them.
  OrganisationList organisations(const OrganisationQuery&) const;
  /// Organisations with a name like it (a letter wrong, words in another order), most alike first.
  std::vector<OrganisationCard> similar_organisations(std::string_view name, std::size_t limit) const;

  /// What an organisation is called; nothing for one that does not stand.
  std::optional<base::Text> organisation_name(const base::Uuid& id) const;

  /// What a partnership's record says of its reports; of one that is not known, that nothing is.
  Reporting reporting(const base::Uuid& partnership) const;
  /// Of those that stand and have parties: whose next report is due from one day to another (since
  /// 1970-01-01), both counted, in the order of the ids.
  std::vector<base::Uuid> due_between(std::int64_t first, std::int64_t last) const;
  /// Of the partnerships in which an organisation has confirmed a part, at most `limit`: the first by the day
  /// on which a report is due; those on which none is due come last.
  std::vector<base::Uuid> to_report(const base::Uuid& organisation, std::size_t limit) const;
  /// The partnerships on which a report was published last, at most `limit`, newest first.
  std::vector<base::Uuid> reported_last(std::size_t limit) const;
  /// The partnerships with a report or an appeal that waits for a decision of the register.
  std::vector<base::Uuid> calendar_waits() const;
  HostAnswers answered_by(std::string_view country) const;
  /// How many partnerships of a country its government has not answered.
  std::size_t silent_in(std::string_view country) const;
  /// Where that waits for an organisation today, at most `limit`: promises by their day, else the oldest
  /// partnership first.
  std::vector<AwaitedIn> awaited(const base::Uuid& organisation, Awaiting what, std::size_t limit) const;

  /// Number of partnerships an organisation is a party of.
  std::int64_t partnerships_of(const base::Uuid& organisation) const;

  /// The organisation that stands in the place of one that was merged into it; nothing for any other.
  std::optional<base::Uuid> merged_into(const base::Uuid& organisation) const;

  /// The partnerships that name an organisation: as a party, or as who gives or receives what is counted.
  std::vector<base::Uuid> naming(const base::Uuid& organisation) const;

  /// What passed between an organisation and others, by currency.
  std::vector<Dealing> dealings(const base::Uuid& organisation) const;
  /// What was promised, delivered and is overdue today: Facet::country or Facet::goal with a value of it (all
  /// partnerships that have it, each in full), or Facet::party with an organisation's id (what it gives). It
  /// costs as much as there are currencies and days, of the last year and to come, on which something falls
  /// due.
  MoneySums sums(search::Facet, std::string_view value) const;
  /// What they are converted by; never null.
  const std::shared_ptr<const Rates>& rates() const;
  /// The organisations named in the same partnerships, met most often first, at most `limit`.
  Partners partners(const base::Uuid& organisation, std::size_t limit) const;

  // Reading -----------------------------------------------------------------------------------
  std::optional<PartnershipView> partnership(const base::Uuid& id) const;
  /// An earlier revision of the partnership's own record (its parts as they stand now).
  std::optional<PartnershipView> partnership_at(const base::Uuid& id, std::int64_t version) const;
  std::optional<OrganisationView> organisation(const base::Uuid& id, std::size_t offset,
                                               std::size_t limit) const;
  std::optional<OrganisationView> organisation_at(const base::Uuid& id, std::int64_t version) const;
  /// What is reported of an organisation's budgets and spending, as it stands now: one for each who reports
  /// it.
  std::vector<Held<model::Finances>> finances(const base::Uuid& organisation) const;
  /// One of them by its own id, with its revisions.
  std::optional<FinancesHistory> finances_history(const base::Uuid& finances) const;
  /// What changed from one version of a record to another; nothing where one does not exist.
  std::optional<std::vector<Difference>> difference(const base::Uuid& id, std::int64_t from,
                                                    std::int64_t to) const;
  /// The record that owns an identifier.
  std::optional<base::Uuid> find(std::string_view scheme, std::string_view value) const;
  /// The kept original of a revision, where there is one.
  std::optional<std::string> original(const model::Kept& kept) const;
  Overview overview() const;

  // Following and jobs ------------------------------------------------------------------------
  /// Brings the derived state up to the last commit; returns its number. One caller at a time works,
  /// the others wait for it.
  std::int64_t follow();
  /// Forgets the index and makes it anew from the first commit, its base with it.
  void rebuild_index();
  /// Why the base of the index could not be read or written, in a sentence; empty where nothing went wrong.
  /// Once.
  std::string index_fault();
  std::int64_t applied_seq() const;
  /// How often following has come upon partnerships and organisations that were withdrawn. It only grows.
  std::int64_t withdrawals() const;
  /// Number of the last commit in the store; throws where the store does not answer.
  std::int64_t last_event() const;
  std::vector<store::JobRun> job_runs(std::size_t limit) const;
  std::string engine() const;
  /// What finding has taken so far: the queries of lists, not the reading of what they found.
  QueryFigures query_figures() const;

  const base::Clock& clock() const;
  const exchange::iati::Publisher& publisher() const;
  /// A view of this moment, for the use cases of this module that read: one for all that they write out. No
  /// other use case may be asked while it is held, for it may be the only reader there can be.
  std::unique_ptr<store::Reader> read() const;
  /// For the use cases of this module, which write.
  store::Store& store();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente::registry
