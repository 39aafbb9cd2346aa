// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/register.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <tuple>

#include "base/error.hpp"
#include "model/identifier.hpp"
#include "model/vocabulary.hpp"
#include "registry/cards.hpp"
#include "registry/difference.hpp"
#include "registry/document.hpp"
#include "registry/follower.hpp"
#include "registry/merged.hpp"
#include "registry/reading.hpp"
#include "registry/sums.hpp"
#include "registry/writing.hpp"
#include "registry/written_as.hpp"
#include "search/suggesting.hpp"

namespace entente::registry {

struct Register::State {
  std::unique_ptr<store::Store> store;
  const base::Clock& clock;
  const std::shared_ptr<const Rates> rates;
  Follower follower;
  Cards cards;
  const exchange::iati::Publisher publisher;
  std::atomic<std::int64_t> queries{0}, query_ns{0};

  State(std::unique_ptr<store::Store> s, const base::Clock& c, const IndexPlace& index,
        exchange::iati::Publisher p, std::shared_ptr<const Rates> r)
      : store(std::move(s)),
        clock(c),
        rates(r ? std::move(r) : std::make_shared<const Rates>()),
        follower(*store, index.file, index.writes, rates),
        publisher(std::move(p)) {}

  std::int64_t today() const { return base::day_of(clock.now()); }
  /// As everybody asks: lists, downloads and maps of one address find the same.
  search::Query of_today(search::Query query) const {
    query.today = today();
    query.forgiving = true;
    return query;
  }

  OrganisationView organisation(store::Reader& reader, const store::Revision& revision, std::size_t offset,
                                std::size_t limit) const;
  /// An earlier revision of one that still stands, or was merged into another.
  static std::optional<store::Revision> at(store::Reader& reader, const base::Uuid& id, std::int64_t version,
                                           std::string_view type) {
    if (!standing_head(reader, id, type) && !registry::merged_into(reader, id)) return std::nullopt;
    auto r = reader.revision(id, version);
    if (!r || !stands(*r) || r->type != type) return std::nullopt;
    return r;
  }
};

Register::Register(std::unique_ptr<store::Store> store, const base::Clock& clock, const IndexPlace& index,
                   exchange::iati::Publisher publisher, std::shared_ptr<const Rates> rates)
    : state_(
          std::make_unique<State>(std::move(store), clock, index, std::move(publisher), std::move(rates))) {}
Register::~Register() = default;

// Finding -------------------------------------------------------------------------------------

ListAnswer Register::list(const search::Query& query) const {
  ListAnswer list;
  list.applied_seq = state_->follower.applied_seq();
  const auto begun = base::thread_cpu_ns();
  auto of_today = state_->of_today(query);
  of_today.of_day = true;
  list.answer = state_->follower.index().search(of_today);
  state_->query_ns += base::thread_cpu_ns() - begun;
  ++state_->queries;
  const auto reader = state_->store->read();
  for (std::size_t i = 0; i < list.answer.results.size(); ++i) {
    const auto& id = list.answer.results[i];
    auto card = state_->cards.card(*reader, id, state_->follower.changed(id));
    if (!card) continue;
    card->freshness = freshness_of(state_->follower.reporting(id), state_->today());
    if (query.explain) card->reasons = list.answer.reasons[i];
    list.cards.push_back(std::move(*card));
  }
  write_as_found(list);
  const auto name = [&](const std::string& value) {
    const auto id = base::Uuid::parse(value);
    if (!id || list.party_names.contains(value)) return;
    if (auto known = state_->follower.name_of(*id)) list.party_names.emplace(value, std::move(*known));
  };
  for (const auto& [facet, value] : query.filters)
    if (facet == search::Facet::party) name(value);
  // Names for the largest only: a register has more parties than a page could offer.
  constexpr std::size_t kNamed = 20;
  const auto& parties = list.answer.of(search::Facet::party);
  for (std::size_t i = 0; i < std::min(kNamed, parties.size()); ++i) name(parties[i].value);
  return list;
}

Reporting Register::reporting(const base::Uuid& partnership) const {
  return state_->follower.reporting(partnership);
}

std::vector<base::Uuid> Register::due_between(std::int64_t first, std::int64_t last) const {
  return state_->follower.due_between(first, last, state_->today());
}

std::vector<base::Uuid> Register::to_report(const base::Uuid& organisation, std::size_t limit) const {
  return state_->follower.to_report(organisation, state_->today(), limit);
}

std::vector<base::Uuid> Register::reported_last(std::size_t limit) const {
  return state_->follower.reported_last(limit);
}

std::vector<AwaitedIn> Register::awaited(const base::Uuid& organisation, Awaiting what,
                                         std::size_t limit) const {
  return state_->follower.awaited(organisation, what, state_->today(), limit);
}

std::vector<base::Uuid> Register::calendar_waits() const {
  return state_->follower.calendar_waits();
}

std::vector<base::Uuid> Register::ids(const search::Query& query) const {
  auto all = state_->of_today(query);
  all.offset = 0;
  all.limit = state_->follower.index().size();
  return state_->follower.index().search(all).results;
}

void Register::each(const std::function<bool(const PartnershipView&)>& each) const {
  const auto reader = state_->store->read();
  each_standing(*reader, model::Partnership::kType, [&](const store::Revision& head) {
    return each(read_partnership(*reader, head, state_->today()));
  });
}

void Register::each(const search::Query& query,
                    const std::function<bool(const PartnershipView&)>& each) const {
  const auto all = ids(query);
  const auto reader = state_->store->read();
  for (const auto& id : all) {
    const auto head = standing_head(*reader, id, model::Partnership::kType);
    if (head && !each(read_partnership(*reader, *head, state_->today()))) return;
  }
}

std::vector<std::optional<base::Instant>> Register::changed(const std::vector<base::Uuid>& ids) const {
  std::vector<std::optional<base::Instant>> times;
  const auto reader = state_->store->read();
  for (const auto& id : ids) {
    const auto head = reader->head(id);
    times.push_back(head && stands(*head) ? std::optional(head->time) : std::nullopt);
  }
  return times;
}

std::vector<Suggestion> Register::suggest(std::string_view text, const SuggestionLimits& limits) const {
  std::vector<Suggestion> all;
  if (base::trimmed(text).empty()) return all;
  for (auto& [facet, code, name] : search::suggested_codes(text, limits.codes))
    all.push_back({.kind = Suggestion::Kind::code,
                   .id = {},
                   .facet = facet,
                   .code = std::move(code),
                   .name = std::move(name)});
  const auto reader = state_->store->read();
  for (const auto& id : state_->follower.index().suggest(text, limits.partnerships))
    if (const auto card = state_->cards.card(*reader, id, state_->follower.changed(id)))
      all.push_back(
          {.kind = Suggestion::Kind::partnership, .id = id, .code = {}, .name = card->partnership->title});
  for (auto& line : state_->follower.begun_names(text, limits.organisations))
    all.push_back(
        {.kind = Suggestion::Kind::organisation, .id = line.id, .code = {}, .name = std::move(line.name)});
  return all;
}

std::vector<Card> Register::like(const base::Uuid& partnership, std::size_t limit) const {
  const auto reader = state_->store->read();
  const auto head = standing_head(*reader, partnership, model::Partnership::kType);
  if (!head) return {};
  const auto document =
      document_of(held<model::Partnership>(*head), parties_of(*reader, partnership), {}, {});
  std::vector<Card> cards;
  for (const auto& id : state_->follower.index().like(document, limit))
    if (auto card = state_->cards.card(*reader, id, state_->follower.changed(id)))
      cards.push_back(std::move(*card));
  return cards;
}

OrganisationList Register::organisations(const OrganisationQuery& query) const {
  return state_->follower.organisations(query);
}

std::vector<OrganisationCard> Register::similar_organisations(std::string_view name,
                                                              std::size_t limit) const {
  return state_->follower.similar(name, limit);
}

std::optional<base::Text> Register::organisation_name(const base::Uuid& id) const {
  return state_->follower.name_of(id);
}

std::int64_t Register::partnerships_of(const base::Uuid& organisation) const {
  return state_->follower.partnerships_of(organisation);
}

std::optional<base::Uuid> Register::merged_into(const base::Uuid& organisation) const {
  const auto reader = state_->store->read();
  const auto kept = standing_for(*reader, organisation);
  return kept == organisation ? std::nullopt : std::optional(kept);
}
std::vector<base::Uuid> Register::naming(const base::Uuid& organisation) const {
  return state_->follower.naming(organisation);
}
HostAnswers Register::answered_by(std::string_view country) const {
  return state_->follower.answered_by(country);
}
std::size_t Register::silent_in(std::string_view country) const {
  search::Query query;
  query.filters = {{search::Facet::country, std::string(country)}};
  query.limit = 0;
  query.values = 0;
  const auto all = state_->follower.index().search(state_->of_today(query)).total;
  // A commit may lie between the two.
  return all - std::min(all, state_->follower.answered_in(country));
}
MoneySums Register::sums(search::Facet facet, std::string_view value) const {
  return state_->follower.sums({facet, std::string(value)}, state_->today());
}

const std::shared_ptr<const Rates>& Register::rates() const {
  return state_->rates;
}

std::vector<Dealing> Register::dealings(const base::Uuid& organisation) const {
  return state_->follower.dealings(organisation);
}

Partners Register::partners(const base::Uuid& organisation, std::size_t limit) const {
  constexpr std::size_t kTitles = 3;
  auto partners = state_->follower.partners(organisation, limit, kTitles);
  const auto reader = state_->store->read();
  std::map<base::Uuid, base::Text> titles;
  for (auto& partner : partners.first)
    for (auto& [id, title] : partner.partnerships) {
      const auto [known, first] = titles.try_emplace(id);
      if (first)
        if (const auto head = standing_head(*reader, id, model::Partnership::kType))
          known->second = held<model::Partnership>(*head).value.title;
      title = known->second;
    }
  return partners;
}

// Reading -------------------------------------------------------------------------------------

std::optional<PartnershipView> Register::partnership(const base::Uuid& id) const {
  const auto reader = state_->store->read();
  const auto head = standing_head(*reader, id, model::Partnership::kType);
  if (!head) return std::nullopt;
  return read_partnership(*reader, *head, state_->today());
}

std::optional<PartnershipView> Register::partnership_at(const base::Uuid& id, std::int64_t version) const {
  const auto reader = state_->store->read();
  const auto revision = State::at(*reader, id, version, model::Partnership::kType);
  if (!revision) return std::nullopt;
  return read_partnership(*reader, *revision, state_->today());
}

namespace {

OrganisationView read_organisation(store::Reader& reader, const store::Revision& revision, std::size_t offset,
                                   std::size_t limit) {
  OrganisationView view;
  view.organisation = held<model::Organisation>(revision);
  for (const auto& r : reader.history(revision.id)) view.revisions.push_back(line_of(r));
  view.head_version = view.revisions.empty() ? revision.version : view.revisions.front().version;
  std::vector<Held<model::Participation>> parts;
  for (const auto& r : reader.of_organisation(revision.id, model::Participation::kType))
    if (stands(r)) parts.push_back(held<model::Participation>(r));
  const auto& roles = model::vocabulary("role").terms;
  const auto place = [&](const std::string& role) {
    return std::ranges::find(roles, role, &model::Term::code) - roles.begin();
  };
  std::ranges::sort(parts, [&](const auto& a, const auto& b) {
    return place(a.value.role) != place(b.value.role) ? place(a.value.role) < place(b.value.role)
                                                      : a.id > b.id;
  });
  view.engagements_total = static_cast<std::int64_t>(parts.size());
  for (const auto& part : parts) {
    if (view.by_role.empty() || view.by_role.back().first != part.value.role)
      view.by_role.emplace_back(part.value.role, 0);
    ++view.by_role.back().second;
  }
  std::map<base::Uuid, std::vector<Party>> parties;  // an organisation may play many parts in one partnership
  for (auto i = offset; i < std::min(parts.size(), offset + limit); ++i) {
    const auto head = reader.head(parts[i].value.partnership);
    if (!head || !stands(*head)) continue;
    const auto p = std::get<model::Partnership>(model::read_body(head->type, head->body));
    const auto [known, first] = parties.try_emplace(head->id);
    if (first) known->second = parties_of(reader, head->id);
    Engagement e;
    e.role = parts[i].value.role;
    e.state = "named";
    for (const auto& party : known->second)
      if (party.part.id == parts[i].id) e.state = party.state;
    e.partnership = head->id;
    e.title = p.title;
    e.status = p.status;
    e.kind = p.kind;
    e.start = p.actual_start ? p.actual_start : p.planned_start;
    e.end = p.actual_end ? p.actual_end : p.planned_end;
    view.engagements.push_back(std::move(e));
  }
  return view;
}

}  // namespace

OrganisationView Register::State::organisation(store::Reader& reader, const store::Revision& revision,
                                               std::size_t offset, std::size_t limit) const {
  auto view = read_organisation(reader, revision, offset, limit);
  for (auto& engagement : view.engagements)
    engagement.freshness = freshness_of(follower.reporting(engagement.partnership), today());
  view.lights = follower.lights(revision.id, today());
  return view;
}

std::optional<OrganisationView> Register::organisation(const base::Uuid& id, std::size_t offset,
                                                       std::size_t limit) const {
  const auto reader = state_->store->read();
  const auto head = standing_head(*reader, id, model::Organisation::kType);
  if (!head) return std::nullopt;
  return state_->organisation(*reader, *head, offset, limit);
}

std::optional<OrganisationView> Register::organisation_at(const base::Uuid& id, std::int64_t version) const {
  const auto reader = state_->store->read();
  const auto revision = State::at(*reader, id, version, model::Organisation::kType);
  if (!revision) return std::nullopt;
  return state_->organisation(*reader, *revision, 0, 50);
}

std::vector<Held<model::Finances>> Register::finances(const base::Uuid& organisation) const {
  std::vector<Held<model::Finances>> all;
  for (const auto& r : state_->store->read()->of_organisation(organisation, model::Finances::kType))
    if (stands(r)) all.push_back(held<model::Finances>(r));
  return all;
}

std::optional<FinancesHistory> Register::finances_history(const base::Uuid& finances) const {
  const auto reader = state_->store->read();
  const auto head = standing_head(*reader, finances, model::Finances::kType);
  if (!head) return std::nullopt;
  FinancesHistory history{held<model::Finances>(*head), {}};
  for (const auto& r : reader->history(finances)) history.revisions.push_back(line_of(r));
  return history;
}

std::optional<std::vector<Difference>> Register::difference(const base::Uuid& id, std::int64_t from,
                                                            std::int64_t to) const {
  const auto reader = state_->store->read();
  const auto head = reader->head(id);
  if (!head || !stands(*head)) return std::nullopt;
  const auto a = reader->revision(id, from), b = reader->revision(id, to);
  if (!a || !b || !stands(*a) || !stands(*b)) return std::nullopt;
  return public_difference(a->body, b->body);
}

std::optional<base::Uuid> Register::find(std::string_view scheme, std::string_view value) const {
  const auto reader = state_->store->read();
  const auto owner = reader->find_key(scheme, model::identifier_key(scheme, value));
  return owner ? std::optional(standing_for(*reader, *owner)) : std::nullopt;
}

std::optional<std::string> Register::original(const model::Kept& kept) const {
  const auto hash = hash_of_original(kept);
  return hash ? state_->store->read()->blob(*hash) : std::nullopt;
}

Overview Register::overview() const {
  const auto reader = state_->store->read();
  Overview o;
  // Those that stand: the store counts drafts and withdrawn ones too.
  o.partnerships = static_cast<std::int64_t>(state_->follower.index().size());
  o.organisations = reader->count(model::Organisation::kType);
  o.commitments = reader->count(model::Commitment::kType);
  o.deliveries = reader->count(model::Delivery::kType);
  o.results = reader->count(model::Result::kType);
  std::tie(o.parties_named, o.parties_confirmed) = state_->follower.confirmations();
  o.event_seq = reader->last_event();
  for (const auto& change : reader->changes_in(o.event_seq, 0, 1))
    if (const auto revision = reader->revision(change.id, change.version)) o.updated = revision->time;
  return o;
}

// Following and jobs ------------------------------------------------------------------------------

void Register::rebuild_index() {
  state_->follower.rebuild_index();
}

std::string Register::index_fault() {
  return state_->follower.index_fault();
}

std::int64_t Register::follow() {
  return state_->follower.follow();
}
std::int64_t Register::applied_seq() const {
  return state_->follower.applied_seq();
}
std::int64_t Register::withdrawals() const {
  return state_->follower.withdrawals();
}
std::int64_t Register::last_event() const {
  return state_->store->read()->last_event();
}
std::vector<store::JobRun> Register::job_runs(std::size_t limit) const {
  return state_->store->read()->job_runs({}, limit);
}
QueryFigures Register::query_figures() const {
  return {state_->queries, static_cast<double>(state_->query_ns) / 1e9};
}
std::string Register::engine() const {
  return state_->store->engine();
}
const exchange::iati::Publisher& Register::publisher() const {
  return state_->publisher;
}
const base::Clock& Register::clock() const {
  return state_->clock;
}
std::unique_ptr<store::Reader> Register::read() const {
  return state_->store->read();
}
store::Store& Register::store() {
  return *state_->store;
}

}  // namespace entente::registry
