// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/finances_view.hpp"

#include <algorithm>
#include <sstream>

#include "exchange/csv/csv_writer.hpp"
#include "pages/format.hpp"
#include "pages/money_views.hpp"
#include "pages/record_views.hpp"
#include "pages/subject_views.hpp"

namespace entente::pages {

namespace {

using Budgets = std::vector<const model::OrganisationBudget*>;

/// The latest first; those of one day in the order of their source.
Budgets latest_first(const std::vector<model::OrganisationBudget>& budgets) {
  Budgets all;
  for (const auto& budget : budgets) all.push_back(&budget);
  const auto day = [](const model::OrganisationBudget* b) {
    return b->start ? b->start->str() : b->end ? b->end->str() : std::string();
  };
  std::ranges::stable_sort(all, std::ranges::greater(), day);
  return all;
}

View organisation_budget_row(const model::OrganisationBudget& budget, const base::Messages& messages) {
  const auto language = messages.language();
  View row;
  row["kind"] = View(term("organisation_budget_kind", budget.kind, language));
  row["status"] = text_or_nothing(term("budget_status", budget.status, language));
  row["place"] = text_or_nothing(budget.place ? place_name(*budget.place, language) : std::string());
  row["recipient"] = text_view(budget.recipient_name, language);
  row["identifier"] = text_or_nothing(budget.recipient);
  row["period"] = text_or_nothing(date_range(messages, budget.start, budget.end));
  set_value(row, budget.value, budget.start, messages);
  return row;
}

}  // namespace

View finances_view(const std::vector<registry::Held<model::Finances>>& finances,
                   const base::Messages& messages) {
  auto all = list_view();
  for (const auto& held : finances) {
    const auto& reported = held.value;
    View one;
    one["said"] = reported.sources.empty() ? View(false) : provenance(reported.sources.front(), messages);
    one["budgets"] = table_of(latest_first(reported.budgets), kMostRows, messages,
                              [&](const auto* budget) { return organisation_budget_row(*budget, messages); });
    one["documents"] = document_table(reported.documents, messages);
    one["unmodelled"] =
        reported.kept ? View(messages.get("partnership.unmodelled", {{"count", reported.kept->unmodelled}}))
                      : View(false);
    all.push_back(one);
  }
  return all;
}

std::string finances_csv(const std::vector<registry::Held<model::Finances>>& finances,
                         std::string_view language) {
  std::ostringstream out;
  exchange::csv::CsvWriter writer(
      out, {"reported_by", "kind", "status", "start", "end", "recipient", "recipient_name", "place_kind",
            "place_code", "place_vocabulary", "place_name", "amount", "currency", "value_date"});
  const auto day = [](const std::optional<base::PartialDate>& date) {
    return date ? date->str() : std::string();
  };
  for (const auto& held : finances)
    for (const auto* budget : latest_first(held.value.budgets)) {
      const auto& sources = held.value.sources;
      const auto place = budget->place.value_or(model::Place());
      writer.row({sources.empty() ? std::string() : sources.front().stated_by, budget->kind, budget->status,
                  day(budget->start), day(budget->end), budget->recipient,
                  std::string(budget->recipient_name.str(language)), place.kind, place.code, place.vocabulary,
                  budget->place ? place_name(place, language) : std::string(), budget->value.amount.str(),
                  budget->value.currency, day(budget->value.value_date)});
    }
  return out.str();
}

}  // namespace entente::pages
