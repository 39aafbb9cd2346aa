// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/money_views.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "pages/format.hpp"
#include "pages/money_chart.hpp"
#include "pages/party_views.hpp"
#include "pages/promise_fields.hpp"
#include "pages/promise_views.hpp"
#include "pages/published_views.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

View date_view(const std::optional<base::PartialDate>& date, const base::Messages& messages) {
  return date ? View(messages.date(*date)) : View(false);
}

/// What commitments and deliveries have alike.
template <class T>
View transfer_row(const registry::Held<T>& held, std::string_view vocabulary,
                  const registry::PartnershipView& view, const base::Messages& messages) {
  const auto& value = held.value;
  View row;
  row["receipt"] = receipt_link(held, promise_label(value, messages), messages);
  row["giver"] = party_ref(value.giver, view.organisations, messages);
  row["receiver"] = party_ref(value.receiver, view.organisations, messages);
  row["kind"] = text_or_nothing(term(vocabulary, value.kind, messages.language()));
  row["description"] = text_view(value.description, messages.language());
  row["date"] = date_view(value.date, messages);
  row["reference"] = text_or_nothing(value.reference);
  row["details"] = transfer_details(value.classifications, value.places, messages);
  row["said"] = own_provenance(value.sources, view.partnership.value.sources, messages);
  set_value(row, value.value, value.date, messages);
  return row;
}

std::string anchor_of(const base::Uuid& commitment) {
  return "c-" + commitment.str();
}

bool was_due(const model::Commitment& commitment, std::int64_t today) {
  return commitment.due && commitment.due->last_day() < today;
}

/// {percent, label} of the bar: what was delivered of the promise in its own currency; false where that
/// cannot be said. Nothing delivered is an empty bar.
View share_view(const model::Commitment& commitment, const std::map<std::string, base::Decimal>& delivered,
                const base::Messages& messages) {
  if (!commitment.value || commitment.value->amount <= base::Decimal()) return View(false);
  const auto same = delivered.find(commitment.value->currency);
  if (same == delivered.end() || same->second < base::Decimal()) return View(false);
  constexpr double kMost = 999;
  const auto share = std::min(same->second.as_double() / commitment.value->amount.as_double() * 100, kMost);
  const auto whole = base::Decimal::from_integer(static_cast<std::int32_t>(share));
  View view;
  view["percent"] = View(std::min(whole, base::Decimal::from_integer(100)).str());
  view["label"] = View(
      messages.get("partnership.share_delivered", {{"share", std::string_view(messages.percent(whole))}}));
  return view;
}

View commitment_row(const registry::Held<model::Commitment>& held, const registry::PartnershipView& view,
                    std::int64_t today, const base::Messages& messages) {
  auto row = transfer_row(held, "contribution_kind", view, messages);
  row["anchor"] = View(anchor_of(held.id));
  row["terms"] = promise_terms(held.value, messages);
  row["due"] = date_view(held.value.due, messages);
  std::vector<std::string> delivered;
  const auto against = delivered_against(held.id, view);
  for (const auto& [currency, sum] : against) delivered.push_back(money_label(sum, currency, messages));
  row["delivered"] = text_or_nothing(delivered.empty() ? std::string{} : messages.list(delivered));
  row["share"] = share_view(held.value, against, messages);
  row["not_due"] = View(held.value.due && !was_due(held.value, today));
  return row;
}

/// The promise a delivery keeps, as a link to its row where that row is shown.
View promise_link(const std::optional<base::Uuid>& commitment, const registry::PartnershipView& view) {
  if (!commitment) return View(false);
  const auto end =
      view.commitments.begin() + static_cast<std::ptrdiff_t>(std::min(kMostRows, view.commitments.size()));
  const bool shown =
      std::any_of(view.commitments.begin(), end, [&](const auto& held) { return held.id == *commitment; });
  return shown ? View("#" + anchor_of(*commitment)) : View(false);
}

/// "Of 31 commitments, 24 were due by today; a delivery is recorded against 12."
std::string commitments_sentence(const registry::PartnershipView& view, std::int64_t today,
                                 const base::Messages& messages) {
  std::set<base::Uuid> kept;
  for (const auto& held : view.deliveries)
    if (held.value.commitment) kept.insert(*held.value.commitment);
  std::int64_t due = 0, dated = 0, with = 0;
  for (const auto& held : view.commitments) {
    dated += held.value.due ? 1 : 0;
    due += was_due(held.value, today) ? 1 : 0;
    with += kept.contains(held.id) ? 1 : 0;
  }
  const auto count = std::ssize(view.commitments);
  if (count == 0) return messages.get("partnership.commitments_counted", {{"count", count}});
  if (dated == 0) return messages.get("partnership.commitments_undated", {{"count", count}, {"with", with}});
  return messages.get("partnership.commitments_due", {{"count", count}, {"due", due}, {"with", with}});
}

View sum_row(const registry::Sum& sum, const base::Messages& messages) {
  View row;
  row["currency"] = text_or_nothing(sum.currency);
  row["committed"] = sum.commitments ? View(money_label(sum.committed, sum.currency, messages)) : View(false);
  row["delivered"] = sum.deliveries ? View(money_label(sum.delivered, sum.currency, messages)) : View(false);
  row["not_whole"] = View(!sum.whole);
  row["commitments"] = View(messages.get("partnership.commitments_counted", {{"count", sum.commitments}}));
  row["deliveries"] = View(messages.get("partnership.deliveries_counted", {{"count", sum.deliveries}}));
  return row;
}

/// What was taken back, and why; the newest first.
View withdrawn_table(const registry::PartnershipView& view, const base::Messages& messages) {
  std::vector<std::pair<std::int64_t, View>> all;
  const auto add = [&](const auto& held) {
    const auto& giver = held.value.giver;
    const auto name =
        giver.organisation ? view.organisations.find(*giver.organisation) : view.organisations.end();
    View row;
    row["label"] = View(promise_label(held.value, messages));
    row["giver"] =
        View(name == view.organisations.end() ? giver.name
                                              : std::string(name->second.name.str(messages.language())));
    row["when"] = View(messages.date(base::PartialDate::from_days(base::day_of(held.time))));
    row["reason"] = text_view(held.value.withdrawn, messages.language());
    row["receipt"] = receipt_link(held, promise_label(held.value, messages), messages);
    all.emplace_back(held.event_seq, std::move(row));
  };
  for (const auto& held : view.withdrawn_commitments) add(held);
  for (const auto& held : view.withdrawn_deliveries) add(held);
  std::ranges::stable_sort(all, std::ranges::greater(), [](const auto& one) { return one.first; });
  return table_of(all, kMostRows, messages, [](const auto& one) { return one.second; });
}

/// What budgets and planned payments have alike.
template <class Planned>
View planned_row(const Planned& budget, const base::Messages& messages) {
  View row;
  row["period"] = text_or_nothing(date_range(messages, budget.start, budget.end));
  row["revised"] = View(budget.kind == "revised");
  row["original"] = View(budget.kind == "original");
  set_value(row, budget.value, budget.start, messages);
  return row;
}

}  // namespace

void set_value(View& row, const std::optional<base::Money>& value,
               const std::optional<base::PartialDate>& date, const base::Messages& messages) {
  row["value"] = value ? View(messages.money(*value)) : View(false);
  row["no_currency"] = View(value && value->currency.empty());
  row["rate_of"] =
      value && value->value_date && value->value_date != date
          ? View(messages.get("partnership.rate_of", {{"date", messages.date(*value->value_date)}}))
          : View(false);
}

std::map<std::string, base::Decimal> delivered_against(const base::Uuid& commitment,
                                                       const registry::PartnershipView& view) {
  std::map<std::string, base::Decimal> sums;
  for (const auto& held : view.deliveries) {
    const auto& delivery = held.value;
    if (delivery.commitment != commitment || !delivery.value) continue;
    registry::add_within(sums[delivery.value->currency], delivery.value->amount);
  }
  return sums;
}

View money_view(const registry::PartnershipView& view, std::int64_t today, const base::Messages& messages) {
  View money;
  money["over_time"] = money_charts(view, messages);
  money["has_over_time"] = View(money["over_time"].is_non_empty_list());
  money["sums"] =
      table_of(view.money, kMostRows, messages, [&](const auto& sum) { return sum_row(sum, messages); });
  money["commitments"] = table_of(view.commitments, kMostRows, messages, [&](const auto& held) {
    return commitment_row(held, view, today, messages);
  });
  money["commitments_total"] = View(commitments_sentence(view, today, messages));
  money["deliveries"] = table_of(view.deliveries, kMostRows, messages, [&](const auto& held) {
    auto row = transfer_row(held, "delivery_kind", view, messages);
    row["promise"] = promise_link(held.value.commitment, view);
    row["terms"] = delivery_terms(held.value, messages);
    row["attested"] = attested_view(held, view, messages);
    row["evidence"] = evidence_view(held.value.evidence, held.id, view.gone, messages);
    row["word"] = held.value.origin.empty()
                      ? View(href(messages.language(), "/account/deliveries/" + held.id.str()))
                      : View(false);
    return row;
  });
  money["deliveries_total"] =
      View(messages.get("partnership.deliveries_counted", {{"count", std::ssize(view.deliveries)}}));
  money["withdrawn"] = withdrawn_table(view, messages);
  money["budgets"] = table_of(view.partnership.value.budgets, kMostRows, messages, [&](const auto& budget) {
    auto row = planned_row(budget, messages);
    row["status"] = text_or_nothing(term("budget_status", budget.status, messages.language()));
    return row;
  });
  money["planned_payments"] =
      table_of(view.partnership.value.planned_payments, kMostRows, messages, [&](const auto& planned) {
        auto row = planned_row(planned, messages);
        row["status"] = View(false);
        row["giver"] = text_or_nothing(planned.giver);
        row["receiver"] = text_or_nothing(planned.receiver);
        return row;
      });
  return money;
}

}  // namespace entente::pages
