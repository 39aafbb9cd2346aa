// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screening_rounds.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <exception>
#include <memory>
#include <optional>
#include <set>
#include <system_error>
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

/// It asks them for entries as long as it lives.
ComparedWith compared_with(const LoadedLists& loaded) {
  ComparedWith with;
  with.against = against_of(loaded);
  with.algorithm = screening::kAlgorithm;
  with.settings = form_of(kSettings);
  for (const auto& list : loaded.unread) with.unread.insert(list.used.dataset);
  for (const auto& list : loaded.lists) with.datasets.insert(list.dataset);
  with.has_entry = [&loaded](std::string_view dataset, std::string_view entry) {
    return loaded.has(dataset, entry);
  };
  return with;
}

/// Organisations that were written by the commits behind one, up to the first few hundred commits that wrote
/// any.
struct Touched {
  std::set<base::Uuid> parties;
  std::int64_t followed = 0;  ///< the last commit that was looked at
};

Touched touched_after(store::Reader& reader, std::int64_t followed) {
  Touched touched{.parties = {}, .followed = followed};
  const auto last = reader.last_event();
  while (touched.parties.empty() && touched.followed < last) {
    const auto commits = std::min(kCommitsAtOnce, last - touched.followed);
    for (const auto& change : reader.changes(touched.followed, commits))
      if (change.type == model::Organisation::kType) touched.parties.insert(change.id);
    touched.followed += commits;
  }
  return touched;
}

bool is_there(const store::Revision& head) {
  return head.visibility != store::Visibility::withdrawn;
}

ComparedParty compare(const LoadedLists& loaded, const store::Revision& head) {
  ComparedParty party{.subject = head.id, .version = head.version, .stands = is_there(head), .found = {}};
  if (!party.stands) return party;
  const auto asked = party_of(std::get<model::Organisation>(model::read_body(head.type, head.body)));
  party.hash = hash_of_fields(asked);
  if (!asked.countries.empty()) party.country = asked.countries.front();
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
    write(parties, next, {});
  }

  /// False where there is nothing more.
  bool follow() {
    std::vector<ComparedParty> parties;
    std::set<base::Uuid> looked_at;
    auto next = progress_;
    {
      const auto reader = reg_.store().read();
      auto touched = touched_after(*reader, progress_.followed);
      // Of these a hit was decided on while others found no place.
      touched.parties.merge(to_compare_again(*reader));
      if (touched.followed == progress_.followed && touched.parties.empty()) return false;
      for (const auto& id : touched.parties)
        if (const auto head = reader->head(id); head && is_news(*reader, *head))
          parties.push_back(compare(*loaded_, *head));
      next.followed = touched.followed;
      looked_at = std::move(touched.parties);
    }
    write(parties, next, looked_at);
    return true;
  }

  /// Whether it was not compared as it stands.
  bool is_news(store::Reader& reader, const store::Revision& head) const {
    const auto before = reader.screening().screened(head.id);
    if (!before || before->against != with_.against || !is_there(head)) return true;
    return before->hash !=
           hash_of_fields(party_of(std::get<model::Organisation>(model::read_body(head.type, head.body))));
  }

  /// One party that cannot be written holds up no other. `looked_at`: those that wait no more to be compared
  /// again, whether or not they had to be compared, and could be written.
  void write(const std::vector<ComparedParty>& parties, const ScreeningProgress& next,
             const std::set<base::Uuid>& looked_at) {
    if (write_all(parties, next, looked_at)) return;
    for (const auto& party : parties)
      if (!write_all({party}, progress_, {})) ++done_.failed;
    // A store that is away, or a lease that is lost, is no party's fault: this throws, and nothing is passed.
    write_at_once({}, next, looked_at);
  }

  bool write_all(const std::vector<ComparedParty>& parties, const ScreeningProgress& next,
                 const std::set<base::Uuid>& looked_at) {
    try {
      write_at_once(parties, next, looked_at);
      return true;
    } catch (const std::exception&) {
      return false;
    }
  }

  void write_at_once(const std::vector<ComparedParty>& parties, const ScreeningProgress& next,
                     const std::set<base::Uuid>& looked_at) {
    ScreeningRound made;
    reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
      lease_.check(unit);
      made = {};
      // A node that has not loaded the newest lists yet would close what another found with them.
      behind_ = lists_in_use(unit.lists()) != loaded_->in_use;
      if (behind_) return;
      std::set<base::Uuid> opened, compared = looked_at;
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

/// What follows of commits that touched no organisation is written down now and then: a process that starts
/// anew looks through no more than these.
constexpr std::int64_t kCommitsUnwritten = 10'000;

/// Whether there is anything to do: without lists only where there were some. `passed`: the last commit of
/// which it is known that neither it nor those that were not followed yet touched an organisation.
bool is_due(Register& reg, const std::string& against, std::int64_t& passed) {
  const auto reader = reg.store().read();
  const auto progress = progress_in(*reader);
  if (progress.against != against || progress.sweeping) return true;
  if (against.empty()) return false;
  if (!to_compare_again(*reader).empty()) return true;
  const auto touched = touched_after(*reader, std::max(progress.followed, passed));
  if (!touched.parties.empty()) return true;
  passed = touched.followed;
  return passed - progress.followed >= kCommitsUnwritten;
}

/// The number at the end of an algorithm's name, "entente-2"; 0 where there is none.
std::int64_t number_of_algorithm(std::string_view name) {
  std::int64_t number = 0;
  const auto digits = name.substr(name.rfind('-') + 1);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return fault == std::errc() && end == digits.data() + digits.size() ? number : 0;
}

/// Whether the last sweep was by a newer algorithm than this program's.
bool is_of_newer(const ScreeningProgress& progress) {
  if (progress.against.empty()) return false;
  const auto form = base::parse_json(progress.against, "what parties were screened with");
  const auto* algorithm = form.as_object().if_contains("algorithm");
  return algorithm != nullptr && algorithm->is_string() &&
         number_of_algorithm(algorithm->as_string()) > number_of_algorithm(screening::kAlgorithm);
}

/// Longer than it takes to exchange the program on all nodes.
constexpr std::int64_t kStandsBackMs = 3'600'000;

}  // namespace

bool ScreeningRounds::stands_back() {
  if (!is_of_newer(progress_in(*reg_.store().read()))) {
    newer_since_.reset();
    return false;
  }
  const auto now = reg_.clock().now();
  if (!newer_since_) newer_since_ = now;
  return now.ms - newer_since_->ms < kStandsBackMs;
}

ScreeningRound ScreeningRounds::round(const std::atomic<bool>& stop) {
  auto loaded = lists_.loaded();
  if (!loaded || lists_in_use(reg_.store().read()->lists()) != loaded->in_use) return {.whole = false};
  if (stands_back()) return {.whole = false};
  if (!is_due(reg_, against_of(*loaded), passed_)) return {};
  const auto lease = Lease::take(reg_, "screening");
  if (!lease) return {.whole = false};
  return Work(reg_, *lease, lists_, std::move(loaded), stop).run();
}

}  // namespace entente::registry
