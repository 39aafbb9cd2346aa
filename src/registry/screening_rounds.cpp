// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screening_rounds.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/json.hpp"
#include "registry/jobs/lease.hpp"
#include "registry/notices.hpp"
#include "registry/screened_form.hpp"
#include "registry/screened_hits.hpp"
#include "registry/screening_review.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

constexpr std::string_view kProgressNote = "screening";
/// Parties that are compared before any of them is written down.
constexpr std::size_t kPartiesAtOnce = 200;
constexpr std::int64_t kCommitsAtOnce = 200;

/// Of one party the likest entries are looked at, those that were decided on among them.
const screening::Settings kSettings{.threshold = 0.70, .limit = 200};

struct ScreeningProgress {
  std::string against;        ///< what the last sweep over all parties compared them with
  base::Uuid after;           ///< of that sweep: the last party that was compared
  bool sweeping = false;      ///< it is not over
  std::int64_t followed = 0;  ///< the last commit whose parties were compared
};

std::string form_of_progress(const ScreeningProgress& progress) {
  return base::canonical_json(json::object{{"against", progress.against},
                                           {"after", progress.after.str()},
                                           {"sweeping", progress.sweeping},
                                           {"followed", progress.followed}});
}

ScreeningProgress progress_in(store::Reader& reader) {
  ScreeningProgress progress;
  const auto note = reader.note(kProgressNote);
  if (!note) return progress;
  const auto value = base::parse_json(*note, "progress of screening");
  const auto& said = value.as_object();
  progress.against = said.at("against").as_string();
  progress.after = base::Uuid::parse(said.at("after").as_string()).value_or(base::Uuid());
  progress.sweeping = said.at("sweeping").as_bool();
  progress.followed = said.at("followed").as_int64();
  return progress;
}

/// Lists, algorithm and settings: another text is a reason to compare everything again. Empty where there
/// are no lists.
std::string against_of(const LoadedLists& loaded) {
  if (loaded.versions.empty()) return {};
  json::object lists;
  for (const auto& used : loaded.versions) lists.emplace(used.dataset, used.version);
  return base::canonical_json(json::object{
      {"algorithm", screening::kAlgorithm}, {"settings", form_of(kSettings)}, {"lists", std::move(lists)}});
}

ComparedWith compared_with(const LoadedLists& loaded) {
  ComparedWith with;
  with.against = against_of(loaded);
  with.algorithm = screening::kAlgorithm;
  with.settings = form_of(kSettings);
  for (const auto& list : loaded.lists) {
    with.datasets.insert(list.dataset);
    for (const auto& entry : list.entries) with.entries.emplace(list.dataset, entry.id);
  }
  return with;
}

bool is_there(const store::Revision& head) {
  return head.visibility != store::Visibility::withdrawn;
}

ComparedParty compare(const LoadedLists& loaded, const store::Revision& head) {
  ComparedParty party{.subject = head.id, .version = head.version, .stands = is_there(head), .found = {}};
  if (!party.stands) return party;
  const auto asked = party_of(std::get<model::Organisation>(model::read_body(head.type, head.body)));
  party.hash = hash_of_fields(asked);
  for (const auto& hit : loaded.screener.screen(asked, kSettings)) {
    const auto& list = loaded.lists.at(hit.list);
    const auto& entry = list.entries.at(hit.entry);
    party.found.push_back({list.dataset, entry.id, loaded.versions.at(hit.list).version,
                           hash_of_fields(entry.party), ten_thousandths(hit.score), form_of(entry),
                           form_of(hit)});
  }
  return party;
}

/// Tells those who decide that something waits: no more of it, for letters go through many hands. Whoever
/// speaks or writes for all of the parties is not told: they would find nothing, and know why.
void tell_of_hits(store::UnitOfWork& unit, const base::Clock& clock, const std::set<base::Uuid>& parties) {
  std::optional<std::set<base::Uuid>> told;  // or left out
  for (const auto& party : parties) {
    auto own = interested_in(unit, party);
    if (told) std::erase_if(own, [&](const auto& account) { return !told->contains(account); });
    told = std::move(own);
    if (told->empty()) break;
  }
  for (const auto role : {access::Role::steward, access::Role::reviewer})
    for (const auto& holder : unit.accounts().holders(access::name_of(role), {}))
      if (told->insert(holder.account).second)
        notify_anew(unit.accounts(), clock, holder.account, kNoticeHitsWait, {});
}

/// One process at work under its lease.
class Work {
 public:
  Work(Register& reg, const Lease& lease, const ScreeningLists& lists,
       std::shared_ptr<const LoadedLists> loaded, const std::atomic<bool>& stop)
      : reg_(reg),
        lease_(lease),
        lists_(lists),
        stop_(stop),
        loaded_(std::move(loaded)),
        with_(compared_with(*loaded_)) {
    const auto reader = reg_.store().read();
    progress_ = progress_in(*reader);
    // What is written while all are compared is compared again behind it.
    if (progress_.against != with_.against) progress_ = {with_.against, {}, true, reader->last_event()};
  }

  ScreeningRound run() {
    while (progress_.sweeping && goes_on()) sweep();
    while (!progress_.sweeping && goes_on() && follow()) {
    }
    return done_;
  }

 private:
  bool goes_on() {
    // Newer lists begin anew.
    if (!stop_ && !behind_ && lists_.current() == loaded_) return true;
    done_.whole = false;
    return false;
  }

  void sweep() {
    std::vector<ComparedParty> parties;
    auto next = progress_;
    {
      const auto heads =
          reg_.store().read()->heads(model::Organisation::kType, progress_.after, kPartiesAtOnce);
      for (const auto& head : heads) parties.push_back(compare(*loaded_, head));
      next.sweeping = heads.size() == kPartiesAtOnce;
      next.after = next.sweeping ? heads.back().id : base::Uuid();
    }
    write(parties, next);
  }

  /// False where there is nothing more.
  bool follow() {
    std::vector<ComparedParty> parties;
    auto next = progress_;
    {
      const auto reader = reg_.store().read();
      const auto last = reader->last_event();
      // Of these a hit was decided on while others found no place.
      auto touched = to_compare_again(*reader);
      if (progress_.followed >= last && touched.empty()) return false;
      const auto commits = std::min(kCommitsAtOnce, last - progress_.followed);
      for (const auto& change : reader->changes(progress_.followed, commits))
        if (change.type == model::Organisation::kType) touched.insert(change.id);
      for (const auto& id : touched)
        if (const auto head = reader->head(id); head && is_news(*reader, *head))
          parties.push_back(compare(*loaded_, *head));
      next.followed += commits;
    }
    write(parties, next);
    return true;
  }

  /// Whether it was not compared as it stands.
  bool is_news(store::Reader& reader, const store::Revision& head) const {
    const auto before = reader.screening().screened(head.id);
    if (!before || before->against != with_.against || !is_there(head)) return true;
    return before->hash !=
           hash_of_fields(party_of(std::get<model::Organisation>(model::read_body(head.type, head.body))));
  }

  /// One party that cannot be written holds up no other.
  void write(const std::vector<ComparedParty>& parties, const ScreeningProgress& next) {
    if (write_all(parties, next)) return;
    for (const auto& party : parties)
      if (!write_all({party}, progress_)) ++done_.failed;
    // A store that is away, or a lease that is lost, is no party's fault: this throws, and nothing is passed.
    write_at_once({}, next);
  }

  bool write_all(const std::vector<ComparedParty>& parties, const ScreeningProgress& next) {
    try {
      write_at_once(parties, next);
      return true;
    } catch (const std::exception&) {
      return false;
    }
  }

  void write_at_once(const std::vector<ComparedParty>& parties, const ScreeningProgress& next) {
    ScreeningRound made;
    reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
      lease_.check(unit);
      made = {};
      // A node that has not loaded the newest lists yet would close what another found with them.
      behind_ = lists_in_use(unit.lists()) != loaded_->versions;
      if (behind_) return;
      std::set<base::Uuid> opened, compared;
      for (const auto& party : parties) {
        compared.insert(party.subject);
        const auto settled = settle_hits(unit, reg_.clock().now(), party, with_, kMostOpenHits);
        made.opened += settled.opened;
        for (const auto& hit : settled.changed)
          tell_stewards(unit, reg_.clock(), {}, party.subject, hit, kNoticeHitChanged);
        if (settled.opened > 0) opened.insert(party.subject);
        made.closed += settled.closed;
      }
      were_compared_again(unit, compared);
      if (!opened.empty()) tell_of_hits(unit, reg_.clock(), opened);
      unit.set_note(kProgressNote, form_of_progress(next));
    });
    if (behind_) return;
    progress_ = next;
    done_.compared += std::ssize(parties);
    done_.opened += made.opened;
    done_.closed += made.closed;
  }

  Register& reg_;
  const Lease& lease_;
  const ScreeningLists& lists_;
  const std::atomic<bool>& stop_;
  const std::shared_ptr<const LoadedLists> loaded_;
  const ComparedWith with_;
  ScreeningProgress progress_;
  ScreeningRound done_;
  bool behind_ = false;  ///< the store has other lists than are loaded
};

/// Whether there is anything to do: without lists only where there were some.
bool is_due(Register& reg, const std::string& against) {
  const auto reader = reg.store().read();
  const auto progress = progress_in(*reader);
  if (progress.against != against || progress.sweeping) return true;
  return !against.empty() && progress.followed < reader->last_event();
}

}  // namespace

ScreeningRound ScreeningRounds::round(const std::atomic<bool>& stop) {
  auto loaded = lists_.loaded();
  if (!loaded || lists_in_use(reg_.store().read()->lists()) != loaded->versions) return {.whole = false};
  if (!is_due(reg_, against_of(*loaded))) return {};
  const auto lease = Lease::take(reg_, "screening");
  if (!lease) return {.whole = false};
  return Work(reg_, *lease, lists_, std::move(loaded), stop).run();
}

}  // namespace entente::registry
