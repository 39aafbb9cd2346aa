// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screening_review.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "registry/account_words.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/screened_hits.hpp"
#include "registry/screening_seals.hpp"
#include "registry/sealed_decisions.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

using store::HitState;

constexpr std::array<std::pair<HitWord, std::string_view>, 6> kHitWords{
    {{HitWord::same, "same"},
     {HitWord::not_same, "not_same"},
     {HitWord::unclear, "unclear"},
     {HitWord::confirm, "confirm"},
     {HitWord::refuse, "refuse"},
     {HitWord::look_again, "look_again"}}};

void require_screening(const access::Actor& actor) {
  require(actor, access::Action::review_screening, {.sight = access::Sight::restricted});
}

/// The last step of a kind. Null where there is none.
const store::ScreeningStep* last_step(const std::vector<store::ScreeningStep>& steps, std::string_view what) {
  const auto found =
      std::find_if(steps.rbegin(), steps.rend(), [&](const auto& step) { return step.what == what; });
  return found == steps.rend() ? nullptr : &*found;
}

bool said_same(const std::vector<store::ScreeningStep>& steps, const access::Actor& actor) {
  const auto* said = last_step(steps, name_of(HitWord::same));
  return said != nullptr && said->account == actor.account;
}

/// Whether somebody would undo alone what two have said: they brought it back, and say now that it is not the
/// same.
bool would_overturn(const std::vector<store::ScreeningStep>& steps, const access::Actor& actor) {
  const auto* back = last_step(steps, name_of(HitWord::look_again));
  const auto* confirmed = last_step(steps, name_of(HitWord::confirm));
  return back != nullptr && confirmed != nullptr && back->ordinal > confirmed->ordinal &&
         back->account == actor.account;
}

std::vector<HitWord> words_for(const store::ScreeningHit& hit, const std::vector<store::ScreeningStep>& steps,
                               const access::Actor& actor) {
  using enum HitWord;
  switch (hit.state) {
    case HitState::open:
      if (would_overturn(steps, actor)) return {same, unclear};
      return {not_same, same, unclear};
    case HitState::unclear:
      if (would_overturn(steps, actor)) return {same};
      return {not_same, same};
    case HitState::confirming:
      if (said_same(steps, actor)) return {look_again};
      return {confirm, refuse};
    case HitState::same:
    case HitState::not_same:
      return {look_again};
    case HitState::closed:
      break;
  }
  return {};
}

store::ScreeningHit known_hit(store::Reader& reader, const access::Actor& actor, const base::Uuid& id) {
  auto hit = reader.screening().hit(id);
  if (!hit || has_interest(reader, actor, hit->subject))
    throw base::NotFound("hit " + id.str(), "does not exist");
  return std::move(*hit);
}

/// All that a decision rests on, as it is sealed.
std::string decision_form(const store::ScreeningHit& hit, const access::Actor& actor, HitWord word,
                          std::string_view reason, base::Instant now) {
  return base::canonical_json(json::object{{"hit", hit.id.str()},
                                           {"party", hit.subject.str()},
                                           {"party_version", hit.subject_version},
                                           {"party_hash", base::hex(hit.subject_hash)},
                                           {"dataset", hit.dataset},
                                           {"entry", hit.entry},
                                           {"entry_hash", base::hex(hit.entry_hash)},
                                           {"list_version", hit.list_version},
                                           {"algorithm", hit.algorithm},
                                           {"settings", hit.settings},
                                           {"score", hit.score},
                                           {"word", name_of(word)},
                                           {"reason", reason},
                                           {"by", author_of(actor)},
                                           {"at", base::to_string(now)}});
}

model::Organisation party_in(store::Reader& reader, const base::Uuid& id,
                             std::optional<store::Revision>& head) {
  head = reader.head(id);
  if (!head || head->type != model::Organisation::kType) return {};
  return held<model::Organisation>(*head).value;
}

/// The party as the hit's reasons speak of it. Nothing where its version is another's by now, as two records
/// were merged.
std::optional<model::Organisation> compared_party(store::Reader& reader, const store::ScreeningHit& hit) {
  const auto revision = reader.revision(hit.subject, hit.subject_version);
  if (!revision || revision->type != model::Organisation::kType) return std::nullopt;
  auto party = held<model::Organisation>(*revision).value;
  if (hash_of_fields(party_of(party)) != hit.subject_hash) return std::nullopt;
  return party;
}

std::vector<HitRow> rows_of(store::Reader& reader, const access::Actor& actor,
                            std::vector<store::ScreeningHit> hits) {
  std::vector<HitRow> rows;
  for (auto& hit : hits) {
    if (has_interest(reader, actor, hit.subject)) continue;
    std::optional<store::Revision> head;
    auto name = party_in(reader, hit.subject, head).name;
    auto listed = read_reasons(hit.reasons).listed_name;
    rows.push_back({std::move(hit), std::move(name), std::move(listed)});
  }
  return rows;
}

/// A step that somebody sent twice.
bool is_said_already(const std::vector<store::ScreeningStep>& steps, const access::Actor& actor, HitWord word,
                     std::string_view reason, std::size_t shown) {
  return shown + 1 == steps.size() && steps.back().account == actor.account &&
         steps.back().what == name_of(word) && steps.back().words == reason;
}

}  // namespace

void tell_stewards(store::UnitOfWork& unit, const base::Clock& clock, const access::Actor& actor,
                   const base::Uuid& party, const base::Uuid& hit, std::string_view kind) {
  std::set<base::Uuid> stewards;
  for (const auto& holder : unit.accounts().holders(access::name_of(access::Role::steward), {}))
    stewards.insert(holder.account);
  for (const auto& own : interested_in(unit, party)) stewards.erase(own);
  tell_all(unit, clock, actor, std::move(stewards), kind, hit.str());
}

std::string_view name_of(HitWord word) {
  return kHitWords.at(static_cast<std::size_t>(word)).second;
}

HitState state_after(HitWord word) {
  switch (word) {
    case HitWord::same:
      return HitState::confirming;
    case HitWord::not_same:
      return HitState::not_same;
    case HitWord::unclear:
      return HitState::unclear;
    case HitWord::confirm:
      return HitState::same;
    case HitWord::refuse:
    case HitWord::look_again:
      break;
  }
  return HitState::open;
}

std::string sides_of(const store::ScreeningHit& hit) {
  return base::hex(base::sha256(base::hex(hit.subject_hash) + base::hex(hit.entry_hash)));
}

std::optional<HitWord> hit_word_named(std::string_view name) {
  for (const auto& [word, text] : kHitWords)
    if (text == name) return word;
  return std::nullopt;
}

HitPage ScreeningReview::list(const access::Actor& actor, store::HitState state,
                              const store::HitFilter& filter, base::Instant since, base::Uuid after,
                              std::size_t limit) const {
  require_screening(actor);
  const auto reader = reg_.read();
  // Neither how long a page is nor where the next one begins says that something was left out.
  HitPage page;
  for (bool more = true; more && page.rows.size() <= limit;) {
    auto hits = reader->screening().hits_in(state, filter, since, after, limit + 1);
    more = hits.size() > limit;
    if (more) std::tie(since, after) = std::pair(hits.back().since, hits.back().id);
    auto rows = rows_of(*reader, actor, std::move(hits));
    std::ranges::move(rows, std::back_inserter(page.rows));
  }
  if (page.rows.size() <= limit) return page;
  page.rows.resize(limit);
  if (limit > 0) page.next = {page.rows.back().hit.since, page.rows.back().hit.id};
  return page;
}

ScreenedPartyView ScreeningReview::party(const access::Actor& actor, const base::Uuid& organisation) const {
  require_screening(actor);
  const auto reader = reg_.read();
  std::optional<store::Revision> head;
  const auto party = party_in(*reader, organisation, head);
  if (!head || head->type != model::Organisation::kType || has_interest(*reader, actor, organisation))
    throw base::NotFound("organisation " + organisation.str(), "does not exist");
  return {party.name, stands(*head), standing_of(*reader, organisation),
          rows_of(*reader, actor, reader->screening().hits_of(organisation))};
}

HitCounts ScreeningReview::counts(const access::Actor& actor, const store::HitFilter& filter) const {
  require_screening(actor);
  return counts_but_own(*reg_.read(), actor, filter);
}

std::vector<std::string> ScreeningReview::datasets(const access::Actor& actor) const {
  require_screening(actor);
  std::vector<std::string> all;
  for (const auto& version : reg_.read()->lists().newest()) all.push_back(version.dataset);
  return all;
}

HitDetail ScreeningReview::look(const access::Actor& actor, const base::Uuid& id) const {
  require_screening(actor);
  const auto reader = reg_.read();
  HitDetail detail;
  detail.hit = known_hit(*reader, actor, id);
  std::optional<store::Revision> head;
  detail.party = party_in(*reader, detail.hit.subject, head);
  detail.party_stands = head && stands(*head);
  detail.party_changed = hash_of_fields(party_of(detail.party)) != detail.hit.subject_hash;
  if (auto compared = compared_party(*reader, detail.hit)) detail.party = std::move(*compared);
  detail.entry = read_entry_form(detail.hit.listed);
  detail.reasons = read_reasons(detail.hit.reasons);
  const auto steps = reader->screening().steps(id);
  for (const auto& step : steps) {
    HitLine line{.step = step, .author = {}, .unbroken = {}};
    if (!step.account.is_nil())
      if (const auto account = reader->accounts().account(step.account)) line.author = account->name;
    if (!step.decision.empty()) line.unbroken = is_decision_as_sealed(*reader, step);
    detail.lines.push_back(std::move(line));
  }
  detail.may_say = words_for(detail.hit, steps, actor);
  detail.own_word = detail.hit.state == HitState::confirming && said_same(steps, actor);
  return detail;
}

std::optional<HitFault> ScreeningReview::say(const access::Actor& actor, const base::Uuid& id, HitWord word,
                                             std::string_view typed, const HitShown& shown) {
  require_screening(actor);
  const auto account = require_account(actor);
  const std::string reason(base::trimmed(typed));
  if (reason.empty() || !base::is_utf8(reason) || reason.find('\0') != reason.npos)
    return HitFault::no_reason;
  if (reason.size() > kMostReasonBytes) return HitFault::too_long;
  const auto now = reg_.clock().now();
  std::optional<HitFault> fault;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    fault.reset();
    auto hit = known_hit(unit, actor, id);
    const auto steps = unit.screening().steps(id);
    if (is_said_already(steps, actor, word, reason, shown.steps)) return;
    // A hit that waits follows both sides without a step: what is decided and sealed is what was shown.
    if (steps.size() != shown.steps || sides_of(hit) != shown.sides) {
      fault = HitFault::moved_on;
      return;
    }
    const auto words = words_for(hit, steps, actor);
    if (std::ranges::find(words, word) == words.end()) {
      const bool own = (word == HitWord::confirm && said_same(steps, actor)) ||
                       (word == HitWord::not_same && would_overturn(steps, actor));
      fault = own ? HitFault::own_word : HitFault::moved_on;
      return;
    }
    store::ScreeningStep step{.hit = id,
                              .account = account,
                              .what = std::string(name_of(word)),
                              .words = reason,
                              .decision = decision_form(hit, actor, word, reason, now),
                              .salt = {},
                              .sealed = {},
                              .at = now};
    const auto seal = put_sealed_decision(unit, now, kSealScreening, step.decision);
    step.sealed = seal.record;
    step.salt = seal.salt;
    unit.screening().add_step(step);
    const bool waited = hit_waits(hit.state);
    hit.state = state_after(word);
    hit.since = now;
    unit.screening().set(hit);
    if (waited && !hit_waits(hit.state) && standing_of(unit, hit.subject).left_out > 0)
      compare_again(unit, hit.subject);
    // Nothing happens by itself.
    if (word == HitWord::confirm)
      tell_stewards(unit, reg_.clock(), actor, hit.subject, hit.id, kNoticeHitSame);
  });
  return fault;
}

std::optional<ScreeningStanding> ScreeningReview::standing(const access::Actor& actor,
                                                           const base::Uuid& organisation) const {
  const auto reader = reg_.read();
  if (!access::may(actor, access::Action::review_screening, {.sight = access::Sight::restricted}) ||
      has_interest(*reader, actor, organisation))
    return std::nullopt;
  return standing_of(*reader, organisation);
}

}  // namespace entente::registry
