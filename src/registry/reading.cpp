// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/reading.hpp"

#include <algorithm>
#include <limits>
#include <type_traits>

#include "base/error.hpp"
#include "model/identifier.hpp"
#include "model/vocabulary.hpp"
#include "registry/gone_files.hpp"
#include "registry/host_answers.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

void add_to(Dealing& dealing, base::Decimal& sum, base::Decimal more) {
  if (!add_within(sum, more)) dealing.whole = false;
}

std::size_t place_in(const model::Vocabulary& vocabulary, std::string_view code) {
  const auto found = std::ranges::find(vocabulary.terms, code, &model::Term::code);
  return static_cast<std::size_t>(found - vocabulary.terms.begin());
}

template <class T>
void by_date(std::vector<Held<T>>& all) {
  std::ranges::stable_sort(
      all, {}, [](const Held<T>& h) { return h.value.date.value_or(base::PartialDate::from_days(0)); });
}

void count_reports(Reporting& reporting, const model::Result& result, std::int64_t said) {
  for (const auto& indicator : result.indicators)
    for (const auto& period : indicator.periods)
      if (const auto& until = period.end ? period.end : period.start; until && !period.actuals.empty())
        count_report(reporting, *until, said);
}

/// The dates of a record that are reports: of the documents that speak for it, of a delivery, of what was
/// observed, and of a revision that somebody wrote here.
template <class T>
void count_reports(Reporting& reporting, const Held<T>& held) {
  const auto said = base::day_of(held.time);
  if (held.author != kImportAuthor) count_report(reporting, base::PartialDate::from_days(said), said);
  for (const auto& source : held.value.sources)
    if (source.date) count_report(reporting, *source.date, said);
  if constexpr (std::is_same_v<T, model::Delivery>)
    if (held.value.date) count_report(reporting, *held.value.date, said);
  if constexpr (std::is_same_v<T, model::Result>) count_reports(reporting, held.value, said);
}

Reporting reporting_of(const Held<model::Partnership>& held) {
  const auto& p = held.value;
  Reporting reporting;
  reporting.closed = p.status == "closed" || p.status == "cancelled";
  reporting.begun = p.status != "pipeline";
  if (p.actual_end) reporting.ended = static_cast<std::int32_t>(p.actual_end->last_day());
  // A register cannot have been told before it knew the record, nor before there was anything to tell.
  const auto& start = p.actual_start ? p.actual_start : p.planned_start;
  reporting.since = static_cast<std::int32_t>(
      std::max(base::day_of(held.id.made()), start ? start->first_day() : std::int64_t{0}));
  count_reports(reporting, held);
  return reporting;
}

/// What was agreed and decided on a partnership's reports, and the reports themselves: a report counts from
/// the day on which its writer handed it in, however long its review took.
void count_calendar(Reporting& reporting, const Parts& parts) {
  if (parts.rhythm && parts.rhythm->value.months > 0) {
    reporting.months = static_cast<std::int32_t>(std::min<std::int64_t>(parts.rhythm->value.months, 120));
    if (const auto& first = parts.rhythm->value.first_due)
      reporting.first_due = static_cast<std::int32_t>(first->first_day());
    if (const auto& late = parts.rhythm->value.stays_due)
      reporting.stays_due = static_cast<std::int32_t>(late->first_day());
    if (const auto& newest = parts.rhythm->value.reported)
      reporting.stays_after = static_cast<std::int32_t>(newest->last_day());
  }
  for (const auto& report : parts.reports)
    if (const auto day = base::PartialDate::parse(report.value.handed_in))
      count_report(reporting, *day, base::day_of(report.time));
  for (const auto& appeal : parts.appeals)
    if (const auto& until = appeal.value.until; until && appeal.value.state == "upheld")
      reporting.put_off = std::max(reporting.put_off.value_or(std::numeric_limits<std::int32_t>::min()),
                                   static_cast<std::int32_t>(until->first_day()));
}

void add_money(std::vector<Sum>& sums, const base::Money& money, bool committed) {
  auto found = std::ranges::find(sums, money.currency, &Sum::currency);
  if (found == sums.end()) found = sums.insert(sums.end(), Sum{money.currency, {}, {}, 0, 0, true});
  auto& total = committed ? found->committed : found->delivered;
  if (!add_within(total, money.amount)) found->whole = false;
  ++(committed ? found->commitments : found->deliveries);
}

}  // namespace

bool add_within(base::Decimal& sum, base::Decimal more) {
  try {
    sum = sum + more;
    return true;
  } catch (const base::BadInput&) {
    return false;
  }
}

std::string state_of(const Held<model::Participation>& part,
                     const std::optional<Held<model::Confirmation>>& said) {
  if (!said) return "named";
  const auto& word = said->value;
  const bool of_another_part = word.part_hash != base::hex(part.hash);
  const bool reopened = word.state == "confirmed" || (word.state == "declined" && !word.part_hash.empty());
  return of_another_part && reopened ? "asked" : word.state;
}

std::optional<store::Revision> standing_head(store::Reader& reader, const base::Uuid& id,
                                             std::string_view type) {
  auto head = reader.head(id);
  if (!head || head->type != type || !stands(*head)) return std::nullopt;
  return head;
}

void each_standing(store::Reader& reader, std::string_view type,
                   const std::function<bool(const store::Revision&)>& each) {
  constexpr std::size_t kPage = 100;
  base::Uuid after;
  for (bool more = true; more;) {
    const auto page = reader.heads(type, after, kPage);
    for (const auto& r : page)
      if (stands(r) && !each(r)) return;
    more = page.size() == kPage;
    if (more) after = page.back().id;
  }
}

std::optional<std::string> original_of(store::Reader& reader, const store::Revision& partnership,
                                       std::string_view format) {
  const auto kept = model::kept_in(partnership.body);
  const auto hash = kept && kept->format == format ? hash_of_original(*kept) : std::nullopt;
  return hash ? reader.blob(*hash) : std::nullopt;
}

RevisionLine line_of(const store::Revision& r) {
  return {.version = r.version, .event_seq = r.event_seq, .time = r.time, .author = r.author, .hash = r.hash};
}

OrganisationLine line_of(const Held<model::Organisation>& o) {
  return {o.id, o.value.name, o.value.type, o.value.country};
}

std::vector<Party> read_parties(store::Reader& reader, const std::vector<store::Revision>& parts,
                                const KnownOrganisation& known) {
  std::vector<Party> parties;
  for (const auto& r : parts) {
    if (r.type != model::Participation::kType || !stands(r)) continue;
    Party party{held<model::Participation>(r), {}, "named", std::nullopt};
    const auto& id = party.part.value.organisation;
    if (const auto* line = known ? known(id) : nullptr)
      party.organisation = *line;
    else if (const auto head = reader.head(id))
      party.organisation = line_of(held<model::Organisation>(*head));
    else
      party.organisation.id = id;
    parties.push_back(std::move(party));
  }
  for (const auto& r : parts) {
    if (r.type != model::Confirmation::kType || !stands(r)) continue;
    auto said = held<model::Confirmation>(r);
    const auto party =
        std::ranges::find(parties, said.value.participation, [](const Party& p) { return p.part.id; });
    if (party != parties.end() && (!party->confirmation || party->confirmation->event_seq < said.event_seq))
      party->confirmation = std::move(said);
  }
  for (auto& party : parties) party.state = state_of(party.part, party.confirmation);
  const auto& roles = model::vocabulary("role");
  std::ranges::stable_sort(parties, {}, [&](const Party& p) { return place_in(roles, p.part.value.role); });
  return parties;
}

std::vector<store::Revision> parties_among(store::Reader& reader, const base::Uuid& partnership) {
  auto parts = reader.of_partnership(partnership, model::Participation::kType);
  for (auto& said : reader.of_partnership(partnership, model::Confirmation::kType))
    parts.push_back(std::move(said));
  return parts;
}

std::vector<Party> parties_of(store::Reader& reader, const base::Uuid& partnership) {
  return read_parties(reader, parties_among(reader, partnership));
}

/// What its writer took back, with the reason: what a file no longer says has none.
void add_withdrawn(Parts& parts, const store::Revision& r) {
  if (r.type == model::Commitment::kType) {
    if (auto one = held<model::Commitment>(r); !one.value.withdrawn.empty())
      parts.withdrawn_commitments.push_back(std::move(one));
  } else if (r.type == model::Delivery::kType) {
    if (auto one = held<model::Delivery>(r); !one.value.withdrawn.empty())
      parts.withdrawn_deliveries.push_back(std::move(one));
  } else if (r.type == model::Report::kType) {
    if (auto one = held<model::Report>(r); !one.value.withdrawn.empty())
      parts.withdrawn_reports.push_back(std::move(one));
  }
}

/// Two organisations of which each has spoken may have been merged: what was said last stands.
void add_statement(std::vector<Held<model::PartyStatement>>& statements, Held<model::PartyStatement> one) {
  const auto before = std::ranges::find(statements, one.value.organisation,
                                        [](const auto& each) { return each.value.organisation; });
  if (before == statements.end())
    statements.push_back(std::move(one));
  else if (before->event_seq < one.event_seq)
    *before = std::move(one);
}

Parts read_parts(const std::vector<store::Revision>& revisions) {
  Parts parts;
  for (const auto& r : revisions) {
    if (r.visibility == store::Visibility::withdrawn) add_withdrawn(parts, r);
    if (!stands(r)) continue;
    if (r.type == model::Commitment::kType)
      parts.commitments.push_back(held<model::Commitment>(r));
    else if (r.type == model::Delivery::kType)
      parts.deliveries.push_back(held<model::Delivery>(r));
    else if (r.type == model::Attestation::kType)
      parts.attestations.push_back(held<model::Attestation>(r));
    else if (r.type == model::Result::kType)
      parts.results.push_back(held<model::Result>(r));
    else if (r.type == model::Report::kType)
      parts.reports.push_back(held<model::Report>(r));
    else if (r.type == model::Appeal::kType)
      parts.appeals.push_back(held<model::Appeal>(r));
    else if (r.type == model::ReportingRhythm::kType)
      parts.rhythm = held<model::ReportingRhythm>(r);
    else if (r.type == model::PartyStatement::kType)
      add_statement(parts.statements, held<model::PartyStatement>(r));
    else if (r.type == model::Governance::kType)
      parts.governance = held<model::Governance>(r);
    else if (r.type == model::Erasure::kType)
      parts.erasures.push_back(held<model::Erasure>(r));
  }
  for (auto* reports : {&parts.reports, &parts.withdrawn_reports})
    std::ranges::stable_sort(*reports, std::ranges::greater{},
                             [](const Held<model::Report>& report) { return report.value.handed_in; });
  std::ranges::stable_sort(parts.appeals, std::ranges::greater{},
                           [](const Held<model::Appeal>& appeal) { return appeal.value.at; });
  std::ranges::stable_sort(parts.erasures, std::ranges::greater{}, &Held<model::Erasure>::event_seq);
  return parts;
}

bool calendar_waits_in(const std::vector<store::Revision>& revisions) {
  return std::ranges::any_of(revisions, [](const store::Revision& r) {
    if (r.type == model::Report::kType && r.visibility == store::Visibility::draft)
      return held<model::Report>(r).value.state == "handed_in";
    return r.type == model::Appeal::kType && stands(r) && held<model::Appeal>(r).value.state == "open";
  });
}

Reporting reporting_of(const Held<model::Partnership>& partnership, const std::vector<Party>& parties,
                       const Parts& parts) {
  auto reporting = reporting_of(partnership);
  for (const auto& party : parties) count_reports(reporting, party.part);
  for (const auto& held_one : parts.commitments) count_reports(reporting, held_one);
  for (const auto& held_one : parts.deliveries) count_reports(reporting, held_one);
  for (const auto& held_one : parts.results) count_reports(reporting, held_one);
  count_calendar(reporting, parts);
  return reporting;
}

Dealings dealings_of(const Parts& parts) {
  Dealings all;
  const auto count = [&](const model::PartyRef& party, const base::Money& money, base::Decimal Dealing::*sum,
                         std::int64_t Dealing::*times) {
    if (!party.organisation) return;
    auto& dealing = all[{*party.organisation, money.currency}];
    dealing.currency = money.currency;
    add_to(dealing, dealing.*sum, money.amount);
    ++(dealing.*times);
  };
  for (const auto& held_one : parts.commitments)
    if (const auto& c = held_one.value; c.value) {
      count(c.giver, *c.value, &Dealing::promised, &Dealing::promises);
      count(c.receiver, *c.value, &Dealing::awaited, &Dealing::promises_to_it);
    }
  for (const auto& held_one : parts.deliveries)
    if (const auto& d = held_one.value; d.value && model::is_given(d.kind)) {
      count(d.giver, *d.value, &Dealing::delivered, &Dealing::deliveries);
      count(d.receiver, *d.value, &Dealing::received, &Dealing::deliveries_to_it);
    }
  return all;
}

void add(Dealing& sum, const Dealing& more) {
  sum.currency = more.currency;
  for (const auto part : {&Dealing::promised, &Dealing::delivered, &Dealing::awaited, &Dealing::received})
    add_to(sum, sum.*part, more.*part);
  for (const auto part :
       {&Dealing::promises, &Dealing::deliveries, &Dealing::promises_to_it, &Dealing::deliveries_to_it})
    sum.*part += more.*part;
  sum.whole = sum.whole && more.whole;
}

void note_erasure(std::vector<RevisionLine>& revisions, const model::Erasure& erasure) {
  const auto at = base::parse_instant(erasure.at);
  for (const auto& each : erasure.versions) {
    const auto line = std::ranges::find(revisions, each.version, &RevisionLine::version);
    if (line != revisions.end()) line->erased.push_back({at, erasure.reason, erasure.words, each.was});
  }
}

PartnershipView read_partnership(store::Reader& reader, const store::Revision& revision, std::int64_t today) {
  PartnershipView view;
  view.partnership = held<model::Partnership>(revision);
  const auto history = reader.history(revision.id);
  for (const auto& r : history) view.revisions.push_back(line_of(r));
  view.head_version = history.empty() ? revision.version : history.front().version;
  const auto revisions = reader.of_partnership(revision.id);
  view.parties = read_parties(reader, revisions);
  auto parts = read_parts(revisions);
  view.freshness = freshness_of(reporting_of(view.partnership, view.parties, parts), today);
  view.commitments = std::move(parts.commitments);
  view.deliveries = std::move(parts.deliveries);
  if (any_gone(reader))
    for (const auto& given : view.deliveries) add_gone(reader, given.value, view.gone);
  view.withdrawn_commitments = std::move(parts.withdrawn_commitments);
  view.withdrawn_deliveries = std::move(parts.withdrawn_deliveries);
  view.attestations = std::move(parts.attestations);
  view.results = std::move(parts.results);
  view.reports = std::move(parts.reports);
  view.withdrawn_reports = std::move(parts.withdrawn_reports);
  view.appeals = std::move(parts.appeals);
  view.rhythm = std::move(parts.rhythm);
  view.statements = std::move(parts.statements);
  view.governance = std::move(parts.governance);
  view.hosts = host_words(view.partnership.value, revisions);
  for (const auto& erasure : parts.erasures) note_erasure(view.revisions, erasure.value);
  for (const auto& party : view.parties)
    view.organisations.emplace(party.organisation.id, party.organisation);
  const auto reporter = [&](const base::Uuid& organisation) {
    if (view.organisations.contains(organisation)) return;
    if (const auto head = reader.head(organisation))
      view.organisations.emplace(organisation, line_of(held<model::Organisation>(*head)));
  };
  for (const auto* reports : {&view.reports, &view.withdrawn_reports})
    for (const auto& report : *reports) reporter(report.value.organisation);
  for (const auto& appeal : view.appeals) reporter(appeal.value.organisation);
  for (const auto& statement : view.statements) reporter(statement.value.organisation);
  if (view.governance) {
    reporter(view.governance->value.organisation);
    for (const auto& seat : view.governance->value.seats) reporter(seat.organisation);
    for (const auto& each : view.governance->value.recommendations)
      if (each.owner.organisation) reporter(*each.owner.organisation);
  }
  const auto name = [&](const model::PartyRef& party) {
    if (!party.organisation || view.organisations.contains(*party.organisation)) return;
    if (const auto head = reader.head(*party.organisation))
      view.organisations.emplace(*party.organisation, line_of(held<model::Organisation>(*head)));
  };
  for (const auto& held_one : view.commitments) {
    const auto& c = held_one.value;
    name(c.giver);
    name(c.receiver);
    if (c.value) add_money(view.money, *c.value, true);
  }
  for (const auto& held_one : view.deliveries) {
    const auto& d = held_one.value;
    name(d.giver);
    name(d.receiver);
    // Money that comes in is not money that was given on: the same sum would count twice.
    if (d.value && model::is_given(d.kind)) add_money(view.money, *d.value, false);
  }
  by_date(view.commitments);
  by_date(view.deliveries);
  std::ranges::stable_sort(view.money, {}, &Sum::currency);
  for (auto& link : view.partnership.value.links) {
    if (!link.record && !link.identifier.empty())
      link.record =
          reader.find_key(model::kIatiActivity, model::identifier_key(model::kIatiActivity, link.identifier));
    if (!link.record) continue;
    const auto head = reader.head(*link.record);
    if (head && stands(*head) && head->type == model::Partnership::kType)
      view.linked.emplace(*link.record,
                          std::get<model::Partnership>(model::read_body(head->type, head->body)).title);
  }
  return view;
}

}  // namespace entente::registry
