// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/finances_view.hpp"

#include <algorithm>
#include <sstream>

#include "exchange/csv/csv_writer.hpp"
#include "pages/format.hpp"
#include "pages/money_views.hpp"
#include "pages/receipt_link.hpp"
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

View budget_line_row(const model::BudgetLine& line, const model::OrganisationBudget& budget,
                     const base::Messages& messages) {
  View row;
  row["text"] = text_view(line.text, messages.language());
  row["reference"] = text_or_nothing(line.reference);
  set_value(row, line.value, budget.start, messages);
  return row;
}

/// {label, table}; false where an amount is not divided.
View budget_lines(const model::OrganisationBudget& budget, const base::Messages& messages) {
  if (budget.lines.empty()) return View(false);
  View lines;
  lines["label"] =
      View(messages.get("organisation.lines", {{"count", static_cast<std::int64_t>(budget.lines.size())}}));
  lines["table"] = table_of(budget.lines, kMostRows, messages,
                            [&](const auto& line) { return budget_line_row(line, budget, messages); });
  return lines;
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
  row["lines"] = budget_lines(budget, messages);
  set_value(row, budget.value, budget.start, messages);
  return row;
}

std::string day(const std::optional<base::PartialDate>& date) {
  return date ? date->str() : std::string();
}

std::vector<std::string> amount_cells(const registry::Held<model::Finances>& held,
                                      const model::OrganisationBudget& budget, const base::Money& value,
                                      std::string_view language) {
  const auto& sources = held.value.sources;
  const auto place = budget.place.value_or(model::Place());
  return {sources.empty() ? std::string() : sources.front().stated_by,
          budget.kind,
          budget.status,
          day(budget.start),
          day(budget.end),
          budget.recipient,
          std::string(budget.recipient_name.str(language)),
          place.kind,
          place.code,
          place.vocabulary,
          budget.place ? place_name(place, language) : std::string(),
          value.amount.str(),
          value.currency,
          day(value.value_date)};
}

}  // namespace

View finances_view(const std::vector<registry::Held<model::Finances>>& finances,
                   const base::Messages& messages) {
  auto all = list_view();
  for (const auto& held : finances) {
    const auto& reported = held.value;
    View one;
    one["said"] = reported.sources.empty() ? View(false) : provenance(reported.sources.front(), messages);
    set_receipt(one, receipt_link(held, messages.get("organisation.section.finances"), messages));
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

View finances_revisions(const registry::FinancesHistory& history, std::size_t most,
                        const base::Messages& messages) {
  const auto own = organisation_href(messages.language(), history.head.id);
  const auto page = organisation_href(messages.language(), history.head.value.organisation);
  const auto address_of = [&](std::int64_t version) {
    return version == 1
               ? page
               : own + "/differences?from=" + std::to_string(version - 1) + "&to=" + std::to_string(version);
  };
  return revision_table(history.revisions, history.head.version, 0, address_of, most, messages);
}

View reports_view(const std::vector<registry::FinancesHistory>& reports, std::size_t most,
                  const base::Messages& messages) {
  auto all = list_view();
  for (const auto& history : reports) {
    const auto& sources = history.head.value.sources;
    View one;
    one["who"] = text_or_nothing(sources.empty() ? std::string() : sources.front().stated_by);
    one["revisions"] = finances_revisions(history, most, messages);
    one["all"] = View(organisation_href(messages.language(), history.head.id) + "/revisions");
    all.push_back(one);
  }
  return all;
}

std::string finances_csv(const std::vector<registry::Held<model::Finances>>& finances,
                         std::string_view language) {
  std::ostringstream out;
  exchange::csv::CsvWriter writer(
      out, {"reported_by", "kind", "status", "start", "end", "recipient", "recipient_name", "place_kind",
            "place_code", "place_vocabulary", "place_name", "amount", "currency", "value_date", "line",
            "line_reference", "line_text"});
  for (const auto& held : finances)
    for (const auto* budget : latest_first(held.value.budgets)) {
      const auto row = [&](const base::Money& value, const std::string& number, const std::string& reference,
                           std::string_view text) {
        auto cells = amount_cells(held, *budget, value, language);
        for (auto cell : {number, reference, std::string(text)}) cells.push_back(std::move(cell));
        writer.row(cells);
      };
      row(budget->value, {}, {}, {});
      for (std::size_t i = 0; i < budget->lines.size(); ++i) {
        const auto& line = budget->lines[i];
        row(line.value, std::to_string(i + 1), line.reference, line.text.str(language));
      }
    }
  return out.str();
}

}  // namespace entente::pages
