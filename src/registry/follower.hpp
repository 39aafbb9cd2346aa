// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include "registry/follower_memory.hpp"
#include "registry/name_pool.hpp"
#include "registry/reading.hpp"
#include "registry/views.hpp"
#include "search/index.hpp"
#include "store/store.hpp"

namespace entente::registry {

/// Everything derived, brought up to date by one mechanism: the event sequence. It can be thrown away
/// and rebuilt from the first event at any time.
class Follower {
 public:
  /// `index`: where the base of the index lies, so that the next start need not read every record; empty:
  /// nowhere. `writes`: makes new ones there, and in a thread of its own.
  /// `rates`: what sums are converted by; null: they are not.
  explicit Follower(store::Store& store, const std::filesystem::path& index = {}, bool writes = false,
                    std::shared_ptr<const Rates> rates = {});

  /// Applies every commit up to the last; returns its number. Callers take turns.
  std::int64_t follow();
  std::int64_t applied_seq() const { return applied_; }
  /// How often it has come upon partnerships and organisations that were withdrawn.
  std::int64_t withdrawals() const { return withdrawals_; }
  const search::Index& index() const { return index_; }
  /// Follows, and makes the base of the index anew: of all there is, from the first commit on.
  void rebuild_index();
  /// Why the base of the index could not be read or written, in a sentence; empty where nothing went wrong.
  /// Once.
  std::string index_fault() { return index_.fault(); }

  /// Organisations whose folded names hold every word of the query, by name.
  OrganisationList organisations(const OrganisationQuery&) const;
  /// The first few of those it would list for a text, of which the last word need not be whole.
  std::vector<OrganisationLine> begun_names(std::string_view text, std::size_t limit) const;
  /// Organisations with a name like it, most alike first.
  std::vector<OrganisationCard> similar(std::string_view name, std::size_t limit) const;
  /// What it is called; nothing where it is not known or does not stand.
  std::optional<base::Text> name_of(const base::Uuid& organisation) const;
  std::int64_t partnerships_of(const base::Uuid& organisation) const;
  /// What a partnership's record says of its reports; of one that is not known, that nothing is.
  Reporting reporting(const base::Uuid& partnership) const;
  /// Of those that stand and have parties: whose next report is due from one day to another, as is known on a
  /// day; in the order of the ids.
  std::vector<base::Uuid> due_between(std::int64_t first, std::int64_t last, std::int64_t today) const;
  /// Of those in which an organisation has confirmed a part: the first by the day on which a report is due,
  /// as is known on a day; those on which none is due come last.
  std::vector<base::Uuid> to_report(const base::Uuid& organisation, std::int64_t today,
                                    std::size_t limit) const;
  /// On which a report was published last, newest first.
  std::vector<base::Uuid> reported_last(std::size_t limit) const;
  /// With a report or an appeal that waits for a decision.
  std::vector<base::Uuid> calendar_waits() const;
  /// Where that waits for an organisation on a day, at most `limit`: promises by their day, else the oldest
  /// partnership first.
  std::vector<AwaitedIn> awaited(const base::Uuid& organisation, Awaiting what, std::int64_t today,
                                 std::size_t limit) const;
  /// Those on which a government has answered, by the code of its country.
  HostAnswers answered_by(std::string_view country) const;
  /// How many of them work there.
  std::size_t answered_in(std::string_view country) const;
  /// A commit not before the last one applied that bears on a partnership, its parts or their organisations.
  std::int64_t changed(const base::Uuid& partnership) const;
  /// The partnerships of an organisation, by their light on a day.
  std::array<std::int64_t, kLightNames.size()> lights(const base::Uuid& organisation,
                                                      std::int64_t today) const;
  /// What passed between an organisation and others, by currency.
  std::vector<Dealing> dealings(const base::Uuid& organisation) const;
  /// What was promised, delivered and is overdue on a day. Kept as it changes, so that to ask costs as much
  /// as there are currencies and days of the last year and to come on which something falls due, however many
  /// partnerships add to it.
  MoneySums sums(const SumScope&, std::int64_t today) const;
  /// Where it is a party, or gives or receives what is counted; each once.
  std::vector<base::Uuid> naming(const base::Uuid& organisation) const;
  /// Who is named in the same partnerships, met most often first; of each the first `partnerships` ids, whose
  /// titles are still to be read.
  Partners partners(const base::Uuid& organisation, std::size_t limit, std::size_t partnerships) const;
  /// Counts for the overview: parties named, parties confirmed.
  std::pair<std::int64_t, std::int64_t> confirmations() const;

 private:
  struct Known {
    OrganisationLine line;
    std::string folded;               ///< " name words … " in all languages, for finding
    std::string words;                ///< the same, each name as search::plain_words() gives it
    std::vector<std::size_t> bodies;  ///< that it is, going by its names
    std::set<base::Uuid> partnerships;
    std::set<base::Uuid> deals_in;  ///< partnerships in which it gives or receives: not only its own
    std::set<base::Uuid> confirms;  ///< partnerships in which it has confirmed a part
    std::set<base::Uuid> words_in;  ///< partnerships in which deliveries wait for its word
    std::set<base::Uuid> signs_in;  ///< partnerships in which agreements wait for its signature
    /// Partnerships in which a promise of its own is not kept, from the day on which the first is overdue.
    std::set<std::pair<std::int32_t, base::Uuid>> owes_in;
  };
  /// Enters or takes out what waits for somebody in a partnership.
  void await(const base::Uuid& partnership, const Awaited&, bool enter);
  /// Begins with what was kept with the base of the index, where it is of this history.
  void remember(store::Reader&);
  std::string keep() const;
  const OrganisationLine* line_of(const base::Uuid& organisation) const;
  bool is_known(store::Reader&, const base::Uuid& organisation) const;
  void forget();
  /// What lists count of a partnership that does not stand: of one that was withdrawn since the moment that
  /// is followed, its codes; of any other nothing.
  std::optional<search::Document> document_of_withdrawn(store::Reader&, const base::Uuid& partnership) const;
  /// `upto`: the last commit of those that touched them.
  /// `signed_anew`: those of them whose agreements are looked at; of the others it is known who has to sign.
  void apply(store::Reader& reader, const std::set<base::Uuid>& partnerships,
             const std::set<base::Uuid>& organisations, const std::set<base::Uuid>& signed_anew,
             std::int64_t upto);
  void tally(const base::Uuid& partnership, Tally now);
  /// Puts a partnership's amounts into the sums in which they count, or takes them out.
  void count_money(const Tally&, bool in);
  SumTable counted_anew(const SumScope&) const;
  /// The ids of the organisations of which a name holds these words, side by side.
  std::vector<std::string> parties_named(std::string_view words) const;
  /// The ids of the organisations that are that body (search/known_names.hpp).
  std::vector<std::string> parties_of_body(std::size_t body) const;
  /// Which bodies an organisation is now: none, where it does not stand.
  void recognise(const base::Uuid& organisation, Known&);

  store::Store& store_;
  const std::shared_ptr<const Rates> rates_;  ///< never null
  search::Index index_;
  std::mutex turn_;
  bool begun_ = false;     ///< of the turn
  std::int64_t seen_ = 0;  ///< of the turn: the last commit of the view that is read from
  std::atomic<std::int64_t> applied_{0}, withdrawals_{0};
  mutable std::shared_mutex tables_;  ///< guards what follows
  std::map<base::Uuid, Known> organisations_;
  NamePool names_;                             ///< Known::folded of those that stand
  std::vector<std::set<base::Uuid>> by_body_;  ///< organisations
  std::map<base::Uuid, Tally> tallies_;
  mutable std::map<SumScope, SumTable> sums_;                ///< asked on another day, they are folded
  std::map<std::string, HostAnswers, std::less<>> answers_;  ///< by country
  std::set<base::Uuid> waiting_;                             ///< partnerships: Tally::waits
  std::set<std::pair<std::int64_t, base::Uuid>> reported_;   ///< those with Tally::reported
  std::int64_t parties_ = 0, confirmed_ = 0;
};

}  // namespace entente::registry
