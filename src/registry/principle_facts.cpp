// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/principle_facts.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "impact/progress.hpp"
#include "model/country_groups.hpp"
#include "model/vocabulary.hpp"
#include "registry/agreement_reading.hpp"
#include "registry/freshness.hpp"
#include "registry/merged.hpp"
#include "registry/principle_facts_gathering.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

using principles::Answer;
using principles::Disclosed;

namespace {

std::uint8_t place_in(std::string_view vocabulary, std::string_view code) {
  const auto& terms = model::vocabulary(vocabulary).terms;
  const auto found = std::ranges::find(terms, code, &model::Term::code);
  return static_cast<std::uint8_t>(found - terms.begin());
}

std::int32_t day_of_time(base::Instant time) {
  return static_cast<std::int32_t>(base::day_of(time));
}

/// By the shares that are stated for all of them, else each alike. Those without a code count nowhere.
template <class Each, class Code>
void weigh(const std::vector<Each>& parts, std::vector<principles::Weighted>& into, Code code_of) {
  const bool stated = !parts.empty() && std::ranges::all_of(parts, [](const Each& each) {
    return each.percentage.has_value() && each.percentage->scaled() >= 0;
  });
  std::map<std::uint16_t, double> weights;
  for (const auto& each : parts)
    if (const auto code = code_of(each); code != 0 || std::is_same_v<Each, model::Field>)
      weights[code] += stated ? each.percentage->as_double() : 1;
  for (const auto& [code, weight] : weights) into.push_back({code, weight});
}

}  // namespace

std::optional<double> share_said(const std::optional<base::Decimal>& percent) {
  if (!percent) return {};
  return std::clamp(percent->as_double() / 100, 0.0, 1.0);
}

std::optional<double> number_said(const std::optional<base::Decimal>& number) {
  if (!number) return {};
  return number->as_double();
}

std::uint16_t subregion_of(std::string_view country) {
  const auto* known = model::find_country(country);
  if (known == nullptr) return 0;
  const auto& code = known->intermediate.empty() ? known->subregion : known->intermediate;
  return static_cast<std::uint16_t>(std::atoi(code.c_str()));
}

std::uint16_t region_of(std::string_view country) {
  const auto* known = model::find_country(country);
  if (known == nullptr) return 0;
  return static_cast<std::uint16_t>(std::atoi(known->region.c_str()));
}

FactsOfPartnership FactsGathering::gather() {
  facts().day = static_cast<principles::Day>(day_);
  of_partnership();
  add_parties();
  of_statements();
  of_governance();
  of_agreements();
  of_money();
  of_reports();
  of_results();
  of_hosts();
  of_concerns();
  of_disclosure();
  return std::move(result_);
}

template <class T>
void FactsGathering::gender_marker(std::string_view significance, const Held<T>& record,
                                   std::string_view field) {
  constexpr std::array<std::string_view, 3> kMarkers{"0", "1", "2"};
  if (std::ranges::find(kMarkers, significance) == kMarkers.end()) return;
  facts().gender_marker = place_among(kMarkers, significance);
  source("gender_marker", record, field);
}

void FactsGathering::of_partnership() {
  const auto& held = view_.partnership;
  const auto& is = held.value;
  facts().kind = place_in("kind", is.kind);
  facts().level = place_in("level", is.level);
  facts().status = place_in("status", is.status);
  const auto first = is.actual_start ? is.actual_start : is.planned_start;
  const auto last = is.actual_end ? is.actual_end : is.planned_end;
  if (first) facts().began = static_cast<principles::Day>(first->first_day());
  if (last && (is.actual_end || last->last_day() < day_ || is.status == "closed"))
    facts().ended = static_cast<principles::Day>(last->last_day());
  weigh(is.fields_of_work, facts().fields_of_work,
        [](const model::Field& each) { return static_cast<std::uint16_t>(place_in("field", each.code)); });
  weigh(is.places, facts().regions, [](const model::Place& each) -> std::uint16_t {
    if (each.kind == "country") return subregion_of(each.code);
    return each.vocabulary == "m49" ? static_cast<std::uint16_t>(std::atoi(each.code.c_str())) : 0;
  });
  std::set<std::string> countries;
  for (const auto& each : is.places)
    if (each.kind == "country" && model::group_of(each.code, "ldc", day_) != nullptr)
      countries.insert(each.code);
  facts().least_developed_places = static_cast<std::uint16_t>(countries.size());
  if (!countries.empty()) source("least_developed_places", held, "places");
  const auto members = model::members_by_group(day_);
  facts().members = {static_cast<std::uint16_t>(members.developed),
                     static_cast<std::uint16_t>(members.transition),
                     static_cast<std::uint16_t>(members.developing)};
  if (!facts().fields_of_work.empty()) source("fields_of_work", held, "fields");
  if (!facts().regions.empty()) source("regions", held, "places");
  source("kind", held, "kind");
  for (const auto& each : is.classifications)
    if (each.kind == "policy_marker" && each.code == "1" && !each.weight.empty())
      gender_marker(each.weight, held, "classifications");
}

void FactsGathering::of_governance() {
  if (!view_.governance) return;
  const auto& held = *view_.governance;
  const auto& says = held.value;
  const auto take = [&](std::string_view fact, std::string_view field, bool is_said) {
    if (is_said) source(fact, held, field);
  };
  for (const auto& seat : says.seats)
    if (auto* party = party_of(seat.organisation)) {
      party->seats = number_said(seat.seats);
      party->votes = number_said(seat.votes);
      const auto place = places_.at(seat.organisation);
      if (seat.seats) source("seats", held, "seats", place);
      if (seat.votes) source("votes", held, "seats", place);
    }
  facts().quota = number_said(says.quota);
  facts().earmarked = share_said(says.earmarked);
  facts().runway_months = number_said(says.runway_months);
  facts().local_recurrent = share_said(says.local_recurrent);
  facts().exit_plan = answered(says.exit_plan);
  facts().outcome_kept = answered(says.outcome_kept);
  if (says.objectives && says.national_objectives)
    facts().national_objectives =
        principles::Tally{std::min(says.national_objectives->as_double(), says.objectives->as_double()),
                          says.objectives->as_double()};
  facts().government_data = answered(says.government_data);
  facts().negative_effects = says.negative_effects == "not_examined" ? Answer::no
                             : says.negative_effects.empty()         ? Answer::unknown
                                                                     : Answer::yes;
  if (says.recommended == "no") facts().recommendations = principles::Tally{};
  if (!says.recommendations.empty()) {
    principles::Tally tally;
    for (const auto& each : says.recommendations) {
      tally.all += 1;
      // Whoever declines one, and says so, has dealt with it.
      if (each.state == "closed" || each.state == "declined") tally.done += 1;
    }
    facts().recommendations = tally;
  }
  if (!says.gender_marker.empty()) gender_marker(says.gender_marker, held, "gender_marker");
  take("quota", "quota", says.quota.has_value());
  take("earmarked", "earmarked", says.earmarked.has_value());
  take("runway_months", "runway_months", says.runway_months.has_value());
  take("local_recurrent", "local_recurrent", says.local_recurrent.has_value());
  take("exit_plan", "exit_plan", !says.exit_plan.empty());
  take("outcome_kept", "outcome_kept", !says.outcome_kept.empty());
  take("national_objectives", "national_objectives", facts().national_objectives.has_value());
  take("government_data", "government_data", !says.government_data.empty());
  take("negative_effects", "negative_effects", !says.negative_effects.empty());
  take("recommendations", "recommendations", facts().recommendations.has_value());
}

void FactsGathering::of_agreements() {
  const base::Instant now{(day_ + 1) * 86'400'000 - 1};
  std::map<base::Uuid, bool> signed_all;
  for (const auto& agreement : read_agreements(reader_, view_.partnership.id, now)) {
    const auto* version = agreement.version(agreement.counting);
    for (const auto& each : agreement.versions)
      if (each.text.value.act == "amend") {
        facts().revisions.all += 1;
        if (!each.text.value.reason.empty()) facts().revisions.done += 1;
        source("revisions", each.text, "reason");
      }
    if (agreement.state != AgreementState::in_force || version == nullptr) continue;
    facts().agreement = true;
    source("agreement", version->text);
    for (const auto& each : version->needed) {
      const auto organisation = standing_for(reader_, each.party.organisation);
      if (auto* party = party_of(organisation); party != nullptr && each.counts()) {
        party->signed_all = true;
        source("confirmed", each.given->signature, {}, places_.at(organisation));
      }
    }
  }
}

void FactsGathering::of_money() {
  std::map<base::Uuid, double> given;
  double all = 0;
  std::set<std::string> currencies;
  for (const auto& each : view_.commitments)
    if (each.value.value) currencies.insert(each.value.value->currency);
  bool known = true;
  for (const auto& each : view_.commitments) {
    const auto& promise = each.value;
    facts().owned_commitments.all += 1;
    if (promise.giver.organisation || !promise.giver.name.empty()) facts().owned_commitments.done += 1;
    source("owned_commitments", each, "giver");
    auto* giver = promise.giver.organisation ? party_of(*promise.giver.organisation) : nullptr;
    if (giver != nullptr) giver->brings = true;
    if (promise.kind != "finance" || !promise.value) continue;
    const auto amount = in_one_currency(promise, currencies.size() == 1);
    if (!amount || *amount < 0) {
      known = false;
      continue;
    }
    all += *amount;
    if (giver != nullptr) {
      giver->funds = true;
      given[*promise.giver.organisation] += *amount;
      source("funding", each, "value", places_.at(*promise.giver.organisation));
    }
  }
  if (!known || all <= 0) return;
  for (const auto& [organisation, place] : places_)
    facts().parties[place].funding = given[organisation] / all;
}

std::optional<double> FactsGathering::in_one_currency(const model::Commitment& promise,
                                                      bool one_currency) const {
  if (one_currency) return promise.value->amount.as_double();
  const auto day = promise.value->value_date ? promise.value->value_date
                   : promise.date            ? promise.date
                                             : promise.due;
  if (!day) return {};
  const auto converted = rates_.converted(promise.value->amount, promise.value->currency, day->first_day());
  if (!converted) return {};
  return converted->as_double();
}

void FactsGathering::of_reports() {
  std::vector<std::int32_t> sent;
  for (const auto& each : view_.reports) {
    if (const auto came = base::PartialDate::parse(each.value.handed_in))
      sent.push_back(static_cast<std::int32_t>(came->last_day()));
    source("reports", each);
    if (each.value.corrected.empty()) continue;
    facts().revisions.all += 1;
    if (!each.value.reason.empty()) facts().revisions.done += 1;
    source("revisions", each, "reason");
  }
  Parts parts;
  parts.commitments = view_.commitments;
  parts.deliveries = view_.deliveries;
  parts.attestations = view_.attestations;
  parts.results = view_.results;
  parts.reports = view_.reports;
  parts.appeals = view_.appeals;
  parts.rhythm = view_.rhythm;
  const auto reporting = reporting_of(view_.partnership, view_.parties, parts);
  // Reports that a source tells of were no records here.
  if (reporting.last && (sent.empty() || reporting.last_day > std::ranges::max(sent)))
    sent.push_back(reporting.last_day);
  for (const auto& each : due_reports(reporting, sent, day_))
    facts().reports.push_back({each.due, each.sent});
  if (view_.rhythm) source("reports", *view_.rhythm);
  if (view_.reports.empty()) source("reports", view_.partnership);
  if (view_.freshness.last)
    facts().changed = static_cast<principles::Day>(std::min(view_.freshness.last->last_day(), day_));
  else if (!view_.revisions.empty())
    facts().changed = day_of_time(view_.revisions.front().time);
  source("changed", view_.partnership);
}

void FactsGathering::of_results() {
  for (const auto& result : view_.results) {
    constexpr std::array<std::string_view, 4> kLevels{"other", "output", "outcome", "impact"};
    const auto level = static_cast<principles::ResultLevel>(place_among(kLevels, result.value.kind));
    for (const auto& indicator : result.value.indicators) {
      principles::IndicatorFact fact;
      fact.level = level;
      fact.progress = impact::progress(indicator, day_);
      for (const auto& period : indicator.periods)
        for (const auto& actual : period.actuals)
          for (const auto& dimension : actual.dimensions) {
            fact.disaggregated = true;
            fact.by_sex = fact.by_sex || dimension.name == "sex" || dimension.name == "gender";
          }
      facts().indicators.push_back(fact);
    }
    source("indicators", result, "indicators");
  }
}

void FactsGathering::of_hosts() {
  std::set<std::string> asking;
  for (const auto& host : view_.hosts) {
    if (!host.named) continue;
    const auto word = !host.answer                              ? 0U
                      : host.answer->value.answer == "aligned"  ? 1U
                      : host.answer->value.answer == "endorsed" ? 2U
                                                                : 3U;
    ++facts().hosts.at(word);
    if (host.answer) source("hosts", *host.answer, "answer");
    of_guidance(host.country);
  }
  if (!view_.hosts.empty()) source("hosts", view_.partnership, "places");
}

void FactsGathering::of_concerns() {
  for (const auto& each : reader_.of_partnership(view_.partnership.id, model::ConcernNotice::kType)) {
    if (!stands(each)) continue;
    const auto notice = held<model::ConcernNotice>(each);
    facts().concerns.all += 1;
    if (notice.value.state != "open") facts().concerns.done += 1;
    source("concerns", notice, "state");
  }
}

void FactsGathering::of_disclosure() {
  const auto& is = view_.partnership.value;
  const auto says = [&](Disclosed what, bool is_said) {
    if (is_said) facts().disclosed |= 1U << static_cast<unsigned>(what);
  };
  says(Disclosed::purpose, !is.purpose.empty());
  says(Disclosed::goals, !is.goals.empty());
  says(Disclosed::places, !is.places.empty());
  says(Disclosed::parties, !facts().parties.empty());
  says(Disclosed::governance, !is.governance.empty() || view_.governance.has_value());
  says(Disclosed::dates, facts().began.has_value());
  says(Disclosed::budget, !is.budgets.empty());
  says(Disclosed::contacts, !is.contacts.empty());
  says(Disclosed::agreement, facts().agreement);
  says(Disclosed::commitments, !view_.commitments.empty());
  says(Disclosed::deliveries, !view_.deliveries.empty());
  says(Disclosed::results, !view_.results.empty());
  says(Disclosed::reports, !view_.reports.empty());
  says(Disclosed::documents, !is.documents.empty());
  const auto has_address = [](const model::Document& each) { return !each.url.empty(); };
  says(Disclosed::website, std::ranges::any_of(is.documents, has_address));
  source("disclosed", view_.partnership);
  of_structure();
}

void FactsGathering::of_structure() {
  auto& tally = facts().structured;
  const auto one = [&](bool structured) {
    tally.all += 1;
    if (structured) tally.done += 1;
  };
  for (const auto& place : view_.partnership.value.places) one(!place.code.empty());
  for (const auto& party : facts().parties) one(party.kind != principles::PartyKind::unknown);
  for (const auto& each : view_.commitments)
    one((each.value.value && !each.value.value->currency.empty() && each.value.date) || each.value.quantity);
  for (const auto& each : view_.deliveries)
    one((each.value.value && !each.value.value->currency.empty() && each.value.date) || each.value.quantity);
  for (const auto& indicator : facts().indicators) one(indicator.progress.has_value());
  source("structured", view_.partnership);
}

FactsOfPartnership read_facts(store::Reader& reader, const PartnershipView& view, const Rates& rates,
                              std::int64_t day, FactSight sight) {
  return FactsGathering(reader, view, rates, day, sight).gather();
}

}  // namespace entente::registry
