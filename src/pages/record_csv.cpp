// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/record_csv.hpp"

#include <sstream>
#include <vector>

#include "exchange/csv/csv_writer.hpp"
#include "pages/money_chart.hpp"
#include "pages/money_views.hpp"
#include "pages/party_views.hpp"
#include "pages/results_view.hpp"
#include "registry/attesting.hpp"

namespace entente::pages {

namespace {

using exchange::csv::CsvWriter;
using Cells = std::vector<std::string>;

std::string text(const base::Text& value, std::string_view language) {
  return std::string(value.str(language));
}
std::string date(const std::optional<base::PartialDate>& value) {
  return value ? value->str() : std::string{};
}

/// The id and the name of a party as a transfer names it.
void add_party(Cells& cells, const model::PartyRef& party, const registry::PartnershipView& view,
               std::string_view language) {
  cells.push_back(party.organisation ? party.organisation->str() : std::string{});
  const auto known =
      party.organisation ? view.organisations.find(*party.organisation) : view.organisations.end();
  cells.push_back(known != view.organisations.end() && !known->second.name.empty()
                      ? text(known->second.name, language)
                      : party.name);
}

void add_value(Cells& cells, const std::optional<base::Money>& value) {
  cells.push_back(value ? value->currency : std::string{});
  cells.push_back(value ? value->amount.str() : std::string{});
}

void add_quantity(Cells& cells, const std::optional<model::Quantity>& quantity) {
  cells.push_back(quantity ? quantity->amount.str() : std::string());
  cells.push_back(quantity ? quantity->unit : std::string());
}

std::string joined(const std::vector<std::string>& codes) {
  std::string all;
  for (const auto& code : codes) all += (all.empty() ? "" : "; ") + code;
  return all;
}

void add_price(Cells& cells, const model::PriceReduction& price, std::string_view language) {
  const auto& shown = price.offered ? price.offered : price.reference;
  const auto amount = [](const std::optional<base::Money>& money) {
    return money ? money->amount.str() : std::string();
  };
  for (auto& cell : Cells{text(price.product, language), price.unit, shown ? shown->currency : std::string(),
                          amount(price.reference), amount(price.offered), joined(price.countries)})
    cells.push_back(std::move(cell));
}

struct Row {
  const registry::Held<model::Result>& result;
  const model::Indicator& indicator;
  std::string_view language;

  Cells cells(std::string kind, const std::optional<base::PartialDate>& start,
              const std::optional<base::PartialDate>& end, const model::Figure& figure) const {
    return {result.id.str(),
            text(result.value.title, language),
            text(indicator.title, language),
            indicator.measure,
            std::move(kind),
            date(start),
            date(end),
            figure.value,
            slice_text(figure.dimensions),
            text(figure.comment, language)};
  }
};

}  // namespace

std::string parties_csv(const registry::PartnershipView& view, std::string_view language) {
  std::ostringstream out;
  CsvWriter writer(out, {"organisation", "name", "type", "country", "role", "state", "contributes", "brings",
                         "risks", "responsibilities", "benefits", "named_by"});
  for (const auto& party : view.parties) {
    const auto& part = party.part.value;
    writer.row({party.organisation.id.str(), text(party.organisation.name, language), party.organisation.type,
                party.organisation.country, part.role, party.state, joined(part.contributes),
                text(part.brings, language), text(part.risks, language),
                text(part.responsibilities, language), text(part.benefits, language),
                named_by_another(party) ? part.named_by : std::string()});
  }
  return out.str();
}

std::string commitments_csv(const registry::PartnershipView& view, std::string_view language) {
  std::ostringstream out;
  CsvWriter writer(out, {"id",
                         "giver",
                         "giver_name",
                         "receiver",
                         "receiver_name",
                         "kind",
                         "currency",
                         "promised",
                         "delivered",
                         "date",
                         "due",
                         "reference",
                         "description",
                         "quantity",
                         "unit",
                         "product",
                         "price_unit",
                         "price_currency",
                         "reference_price",
                         "offered_price",
                         "eligible_countries",
                         "conditions",
                         "matching"});
  for (const auto& held : view.commitments) {
    const auto& c = held.value;
    Cells cells{held.id.str()};
    add_party(cells, c.giver, view, language);
    add_party(cells, c.receiver, view, language);
    cells.push_back(c.kind);
    add_value(cells, c.value);
    // Only what came in the same currency can be set beside the promise.
    const auto delivered = delivered_against(held.id, view);
    const auto same = c.value ? delivered.find(c.value->currency) : delivered.end();
    cells.push_back(same == delivered.end() ? std::string{} : same->second.str());
    for (auto& cell : Cells{date(c.date), date(c.due), c.reference, text(c.description, language)})
      cells.push_back(std::move(cell));
    add_quantity(cells, c.quantity);
    add_price(cells, c.price_reduction.value_or(model::PriceReduction()), language);
    cells.push_back(text(c.conditions, language));
    cells.push_back(text(c.matching, language));
    writer.row(cells);
  }
  return out.str();
}

std::string deliveries_csv(const registry::PartnershipView& view, std::string_view language) {
  std::ostringstream out;
  CsvWriter writer(
      out, {"id", "commitment", "giver", "giver_name", "receiver", "receiver_name", "kind", "currency",
            "delivered", "date", "reference", "description", "quantity", "unit", "attested", "disputed"});
  for (const auto& held : view.deliveries) {
    const auto& d = held.value;
    Cells cells{held.id.str(), d.commitment ? d.commitment->str() : std::string{}};
    add_party(cells, d.giver, view, language);
    add_party(cells, d.receiver, view, language);
    cells.push_back(d.kind);
    add_value(cells, d.value);
    for (auto& cell : Cells{date(d.date), d.reference, text(d.description, language)})
      cells.push_back(std::move(cell));
    add_quantity(cells, d.quantity);
    cells.push_back(joined(registry::levels_of(held, view.attestations)));
    cells.emplace_back(registry::is_disputed(held, view.attestations) ? "yes" : "");
    writer.row(cells);
  }
  return out.str();
}

std::string money_csv(const registry::PartnershipView& view, std::string_view /*language: it has no words*/) {
  std::ostringstream out;
  CsvWriter writer(out, {"currency", "year", "promised", "delivered", "promised_so_far", "delivered_so_far"});
  for (const auto& line : money_lines(view))
    for (const auto& year : line.years)
      writer.row({line.currency, std::to_string(year.year), year.promised.str(), year.delivered.str(),
                  year.promised_so_far.str(), year.delivered_so_far.str()});
  return out.str();
}

std::string results_csv(const registry::PartnershipView& view, std::string_view language) {
  std::ostringstream out;
  CsvWriter writer(out, {"result", "result_title", "indicator", "measure", "kind", "start", "end", "value",
                         "slice", "comment"});
  for (const auto& held : view.results)
    for (const auto& indicator : held.value.indicators) {
      const Row row{held, indicator, language};
      for (const auto& baseline : indicator.baselines)
        writer.row(row.cells("baseline", baseline.date, baseline.date, baseline.figure));
      for (const auto& period : indicator.periods) {
        for (const auto& figure : period.targets)
          writer.row(row.cells("target", period.start, period.end, figure));
        for (const auto& figure : period.actuals)
          writer.row(row.cells("actual", period.start, period.end, figure));
      }
    }
  return out.str();
}

}  // namespace entente::pages
