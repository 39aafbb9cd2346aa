// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/reading.hpp"

#include <algorithm>
#include <type_traits>

#include "model/identifier.hpp"
#include "model/vocabulary.hpp"

namespace entente::registry {

namespace {

std::size_t place_in(const model::Vocabulary& vocabulary, std::string_view code) {
  const auto found = std::ranges::find(vocabulary.terms, code, &model::Term::code);
  return static_cast<std::size_t>(found - vocabulary.terms.begin());
}

/// The state a party stands in: its word counts for the part it was given on, no other.
void judge(Party& party, Held<model::Confirmation>&& said) {
  const bool of_this_part = said.value.part_hash == base::hex(party.part.hash);
  party.state = said.value.state == "confirmed" && !of_this_part ? "asked" : said.value.state;
  party.confirmation = std::move(said);
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

void add_money(std::vector<Sum>& sums, const base::Money& money, bool committed) {
  auto found = std::ranges::find(sums, money.currency, &Sum::currency);
  if (found == sums.end()) found = sums.insert(sums.end(), Sum{money.currency, {}, {}, 0, 0});
  auto& total = committed ? found->committed : found->delivered;
  total = total + money.amount;
  ++(committed ? found->commitments : found->deliveries);
}

}  // namespace

RevisionLine line_of(const store::Revision& r) {
  return {r.version, r.event_seq, r.time, r.author, r.hash};
}

OrganisationLine line_of(const Held<model::Organisation>& o) {
  return {o.id, o.value.name, o.value.type, o.value.country};
}

std::vector<Party> read_parties(store::Reader& reader, const std::vector<store::Revision>& parts) {
  std::vector<Party> parties;
  for (const auto& r : parts) {
    if (r.type != model::Participation::kType || !stands(r)) continue;
    Party party{held<model::Participation>(r), {}, "named", std::nullopt};
    const auto& id = party.part.value.organisation;
    if (const auto head = reader.head(id))
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
      judge(*party, std::move(said));
  }
  const auto& roles = model::vocabulary("role");
  std::ranges::stable_sort(parties, {}, [&](const Party& p) { return place_in(roles, p.part.value.role); });
  return parties;
}

std::vector<Party> parties_of(store::Reader& reader, const base::Uuid& partnership) {
  auto parts = reader.of_partnership(partnership, model::Participation::kType);
  for (auto& said : reader.of_partnership(partnership, model::Confirmation::kType))
    parts.push_back(std::move(said));
  return read_parties(reader, parts);
}

Reporting reporting_of(const Held<model::Partnership>& held_one, const std::vector<store::Revision>& parts) {
  auto reporting = reporting_of(held_one);
  for (const auto& r : parts) {
    if (!stands(r)) continue;
    if (r.type == model::Delivery::kType)
      count_reports(reporting, held<model::Delivery>(r));
    else if (r.type == model::Result::kType)
      count_reports(reporting, held<model::Result>(r));
    else if (r.type == model::Commitment::kType)
      count_reports(reporting, held<model::Commitment>(r));
    else if (r.type == model::Participation::kType)
      count_reports(reporting, held<model::Participation>(r));
  }
  return reporting;
}

PartnershipView read_partnership(store::Reader& reader, const store::Revision& revision, std::int64_t today) {
  PartnershipView view;
  view.partnership = held<model::Partnership>(revision);
  auto reporting = reporting_of(view.partnership);
  const auto history = reader.history(revision.id);
  for (const auto& r : history) view.revisions.push_back(line_of(r));
  view.head_version = history.empty() ? revision.version : history.front().version;
  const auto parts = reader.of_partnership(revision.id);
  view.parties = read_parties(reader, parts);
  for (const auto& party : view.parties) {
    view.organisations.emplace(party.organisation.id, party.organisation);
    count_reports(reporting, party.part);
  }
  const auto name = [&](const model::PartyRef& party) {
    if (!party.organisation || view.organisations.contains(*party.organisation)) return;
    if (const auto head = reader.head(*party.organisation))
      view.organisations.emplace(*party.organisation, line_of(held<model::Organisation>(*head)));
  };
  for (const auto& r : parts) {
    if (!stands(r)) continue;
    if (r.type == model::Commitment::kType) {
      view.commitments.push_back(held<model::Commitment>(r));
      const auto& c = view.commitments.back().value;
      name(c.giver);
      name(c.receiver);
      if (c.value) add_money(view.money, *c.value, true);
      count_reports(reporting, view.commitments.back());
    } else if (r.type == model::Delivery::kType) {
      view.deliveries.push_back(held<model::Delivery>(r));
      const auto& d = view.deliveries.back().value;
      name(d.giver);
      name(d.receiver);
      // Money that comes in is not money that was given on: the same sum would count twice.
      if (d.value && d.kind != "incoming_funds") add_money(view.money, *d.value, false);
      count_reports(reporting, view.deliveries.back());
    } else if (r.type == model::Result::kType) {
      view.results.push_back(held<model::Result>(r));
      count_reports(reporting, view.results.back());
    }
  }
  view.freshness = freshness_of(reporting, today);
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
