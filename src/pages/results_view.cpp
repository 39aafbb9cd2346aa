// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/results_view.hpp"

#include <algorithm>
#include <utility>

#include "pages/format.hpp"
#include "pages/indicator_chart.hpp"
#include "pages/published_views.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"
#include "pages/subject_views.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostIndicators = 40, kMostPeriods = 24, kMostFigures = 12, kMostReferences = 12,
                      kMostFigureDocuments = 3;

using Places = std::vector<model::Place>;

/// Of a place that figures refer to; the reference itself where the partnership has none of it.
std::string name_of_place(const std::string& reference, const Places& places, std::string_view language) {
  const auto found = std::ranges::find(places, reference, &model::Place::reference);
  const auto name = found == places.end() ? std::string{} : place_name(*found, language);
  return name.empty() ? reference : name;
}

/// Whether the decimal holds every digit that was published.
bool is_exact(std::string_view published) {
  if (published.find_first_of("eE") != published.npos) return false;
  constexpr std::size_t kPlaces = 4;
  const auto point = published.find('.');
  return point == published.npos || published.size() - point - 1 <= kPlaces;
}

/// Rows {title, url, linked}: the documents that bear one figure out.
View figure_documents(const std::vector<model::Document>& documents, const base::Messages& messages) {
  return table_of(documents, kMostFigureDocuments, messages, [&](const model::Document& document) {
    View row;
    row["title"] = text_view(document.title, messages.language());
    set_address(row, document.url);
    return row;
  });
}

View figure_row(const model::Figure& figure, const std::string& measure, const Places& places,
                const base::Messages& messages) {
  View row;
  row["figure"] = text_or_nothing(figure_text(figure.value, measure, messages));
  auto slice = slice_text(figure.dimensions);
  for (const auto& reference : figure.locations)
    slice += (slice.empty() ? "" : "; ") + name_of_place(reference, places, messages.language());
  row["slice"] = text_or_nothing(slice);
  row["comment"] = text_view(figure.comment, messages.language());
  row["documents"] = figure_documents(figure.documents, messages);
  return row;
}

View figure_table(const std::vector<model::Figure>& figures, const std::string& measure, const Places& places,
                  const base::Messages& messages) {
  return table_of(figures, kMostFigures, messages,
                  [&](const model::Figure& figure) { return figure_row(figure, measure, places, messages); });
}

View period_row(const model::Period& period, const std::string& measure, const Places& places,
                const base::Messages& messages) {
  View row;
  row["period"] = text_or_nothing(date_range(messages, period.start, period.end));
  row["targets"] = figure_table(period.targets, measure, places, messages);
  row["actuals"] = figure_table(period.actuals, measure, places, messages);
  return row;
}

View baseline_row(const model::Baseline& baseline, const std::string& measure, const Places& places,
                  const base::Messages& messages) {
  auto row = figure_row(baseline.figure, measure, places, messages);
  row["date"] = baseline.date ? View(messages.date(*baseline.date)) : View(false);
  return row;
}

/// The codes by which lists of indicators or of results know it.
View references_view(const std::vector<model::Reference>& references, const base::Messages& messages) {
  return table_of(references, kMostReferences, messages, [&](const model::Reference& reference) {
    View row;
    row["list"] = text_or_nothing(list_name(reference.vocabulary, messages));
    row["code"] = View(reference.code);
    return row;
  });
}

View indicator_view(const model::Indicator& indicator, const Places& places, const base::Messages& messages) {
  const auto language = messages.language();
  const auto key = "partnership.measure." + indicator.measure;
  View view;
  view["title"] = text_view(indicator.title, language);
  view["description"] = text_view(indicator.description, language);
  view["measure"] = messages.has(key) ? View(messages.get(key)) : text_or_nothing(indicator.measure);
  view["direction"] = text_or_nothing(term("indicator_direction", indicator.direction, language));
  view["aggregated"] = text_or_nothing(term("aggregation", indicator.aggregated, language));
  view["references"] = references_view(indicator.references, messages);
  view["documents"] = document_table(indicator.documents, messages);
  view["baselines"] = table_of(indicator.baselines, kMostPeriods, messages, [&](const auto& baseline) {
    return baseline_row(baseline, indicator.measure, places, messages);
  });
  view["periods"] = table_of(indicator.periods, kMostPeriods, messages, [&](const auto& period) {
    return period_row(period, indicator.measure, places, messages);
  });
  view["figures"] = View(!indicator.baselines.empty() || !indicator.periods.empty());
  view["chart"] = chart_view(indicator, messages);
  return view;
}

}  // namespace

std::string figure_text(const std::string& published, const std::string& measure,
                        const base::Messages& messages) {
  if ((measure != "unit" && measure != "percentage") || !is_exact(published)) return published;
  const auto number = base::Decimal::parse(published);
  if (!number) return published;
  return measure == "percentage" ? messages.percent(*number) : messages.decimal(*number);
}

std::string slice_text(const std::vector<model::Dimension>& dimensions) {
  std::string text;
  for (const auto& dimension : dimensions) {
    if (!text.empty()) text += "; ";
    text += dimension.name + ": " + dimension.value;
  }
  return text;
}

View results_view(const std::vector<registry::Held<model::Result>>& results, const Places& places,
                  const base::Messages& messages) {
  auto rows = list_view();
  std::size_t room = kMostIndicators, left_out = 0;
  for (const auto& held : results) {
    const auto& result = held.value;
    const auto taken = std::min(room, result.indicators.size());
    // A result none of whose indicators finds room is left out whole.
    if (rows.list_value().size() == kMostRows || (taken == 0 && !result.indicators.empty())) {
      left_out += 1 + result.indicators.size();
      continue;
    }
    auto indicators = list_view();
    for (std::size_t i = 0; i < taken; ++i)
      indicators.push_back(indicator_view(result.indicators[i], places, messages));
    room -= taken;
    left_out += result.indicators.size() - taken;
    View row;
    row["kind"] = View(term("result_kind", result.kind, messages.language()));
    row["title"] = text_view(result.title, messages.language());
    row["description"] = text_view(result.description, messages.language());
    row["aggregated"] = text_or_nothing(term("aggregation", result.aggregated, messages.language()));
    row["references"] = references_view(result.references, messages);
    row["documents"] = document_table(result.documents, messages);
    row["indicators"] = std::move(indicators);
    row["said"] = said_by(result.sources, "indicators", messages);
    set_receipt(row, receipt_link(held, result.title.str(messages.language()), messages));
    rows.push_back(row);
  }
  return table_view(std::move(rows), 0, left_out, messages);
}

}  // namespace entente::pages
